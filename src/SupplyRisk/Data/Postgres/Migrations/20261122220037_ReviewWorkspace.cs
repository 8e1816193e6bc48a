using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ReviewWorkspace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "approved_by",
                table: "match_decision",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "case_event",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "approved_by",
                table: "case_decision",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "undone_at",
                table: "case_decision",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assignee_id",
                table: "case",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "held_by_id",
                table: "case",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "held_until",
                table: "case",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "snoozed_at",
                table: "case",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "snoozed_until",
                table: "case",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "waiting",
                table: "case",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "case_attachment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_attachment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_decision_rule",
                columns: table => new
                {
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_decision_rule", x => new { x.decision_id, x.rule });
                });

            migrationBuilder.CreateTable(
                name: "case_step",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    says = table.Column<string>(type: "text", nullable: false),
                    before_json = table.Column<string>(type: "text", nullable: false),
                    undo_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_step", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pending_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    says = table.Column<string>(type: "text", nullable: false),
                    request_json = table.Column<string>(type: "text", nullable: false),
                    facts_key = table.Column<string>(type: "text", nullable: false),
                    proposed_by = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pending_decision", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_held_by_id",
                table: "case",
                column: "held_by_id",
                filter: "held_by_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_case_snoozed_until",
                table: "case",
                column: "snoozed_until",
                filter: "snoozed_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_case_attachment_case_id",
                table: "case_attachment",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_decision_rule_rule",
                table: "case_decision_rule",
                column: "rule");

            migrationBuilder.CreateIndex(
                name: "ix_case_step_actor_id_at",
                table: "case_step",
                columns: new[] { "actor_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_pending_decision_case_id",
                table: "pending_decision",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_pending_decision_state_proposed_at",
                table: "pending_decision",
                columns: new[] { "state", "proposed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_pending_decision_subject",
                table: "pending_decision",
                column: "subject",
                unique: true,
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_pending_decision_supplier_id",
                table: "pending_decision",
                column: "supplier_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_attachment");

            migrationBuilder.DropTable(
                name: "case_decision_rule");

            migrationBuilder.DropTable(
                name: "case_step");

            migrationBuilder.DropTable(
                name: "pending_decision");

            migrationBuilder.DropIndex(
                name: "ix_case_held_by_id",
                table: "case");

            migrationBuilder.DropIndex(
                name: "ix_case_snoozed_until",
                table: "case");

            migrationBuilder.DropColumn(
                name: "approved_by",
                table: "match_decision");

            migrationBuilder.DropColumn(
                name: "version",
                table: "case_event");

            migrationBuilder.DropColumn(
                name: "approved_by",
                table: "case_decision");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "case_decision");

            migrationBuilder.DropColumn(
                name: "assignee_id",
                table: "case");

            migrationBuilder.DropColumn(
                name: "held_by_id",
                table: "case");

            migrationBuilder.DropColumn(
                name: "held_until",
                table: "case");

            migrationBuilder.DropColumn(
                name: "snoozed_at",
                table: "case");

            migrationBuilder.DropColumn(
                name: "snoozed_until",
                table: "case");

            migrationBuilder.DropColumn(
                name: "waiting",
                table: "case");
        }
    }
}
