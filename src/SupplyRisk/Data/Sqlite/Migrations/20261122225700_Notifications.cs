using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "facts_json",
                table: "case_event",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "told_in",
                table: "case_event",
                type: "TEXT",
                nullable: true);

            // What happened before is nobody's news.
            migrationBuilder.Sql("UPDATE case_event SET told_in = '00000000-0000-0000-0000-000000000000'");

            migrationBuilder.CreateTable(
                name: "notification_channel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: false),
                    news = table.Column<string>(type: "TEXT", nullable: false),
                    lanes = table.Column<string>(type: "TEXT", nullable: false),
                    bands = table.Column<string>(type: "TEXT", nullable: false),
                    pace = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    digest_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    digest_day = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false),
                    is_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    digested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    next_digest_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    former_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    former_secret_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_channel", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification_item",
                columns: table => new
                {
                    channel_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_event_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_item", x => new { x.channel_id, x.case_event_id });
                });

            migrationBuilder.CreateTable(
                name: "notification_message",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    channel_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    about = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    tried_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    next_try_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_message", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_event_told_in_run_id",
                table: "case_event",
                columns: new[] { "told_in", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_channel_name",
                table: "notification_channel",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notification_channel_next_digest_at",
                table: "notification_channel",
                column: "next_digest_at");

            migrationBuilder.CreateIndex(
                name: "ix_notification_message_channel_id_case_id_state",
                table: "notification_message",
                columns: new[] { "channel_id", "case_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_message_created_at",
                table: "notification_message",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_notification_message_event_id",
                table: "notification_message",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notification_message_state_next_try_at",
                table: "notification_message",
                columns: new[] { "state", "next_try_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notification_channel");

            migrationBuilder.DropTable(
                name: "notification_item");

            migrationBuilder.DropTable(
                name: "notification_message");

            migrationBuilder.DropIndex(
                name: "ix_case_event_told_in_run_id",
                table: "case_event");

            migrationBuilder.DropColumn(
                name: "facts_json",
                table: "case_event");

            migrationBuilder.DropColumn(
                name: "told_in",
                table: "case_event");
        }
    }
}
