using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ListHealth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "checked_at",
                table: "watchlist",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "validators_json",
                table: "watchlist",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "list_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    watchlist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    file_names = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    reasons_json = table.Column<string>(type: "text", nullable: false),
                    remarks_json = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    rows_before = table.Column<int>(type: "integer", nullable: true),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    include_persons = table.Column<bool>(type: "boolean", nullable: false),
                    mapping = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_because = table.Column<string>(type: "text", nullable: true),
                    snapshot_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_delivery", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "listing_flag",
                columns: table => new
                {
                    watchlist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<string>(type: "text", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    known_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    flagged_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_listing_flag", x => new { x.watchlist_id, x.entry_id, x.supplier_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_list_delivery_watchlist_id_at",
                table: "list_delivery",
                columns: new[] { "watchlist_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_list_delivery_watchlist_id_state",
                table: "list_delivery",
                columns: new[] { "watchlist_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_listing_flag_supplier_id",
                table: "listing_flag",
                column: "supplier_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "list_delivery");

            migrationBuilder.DropTable(
                name: "listing_flag");

            migrationBuilder.DropColumn(
                name: "checked_at",
                table: "watchlist");

            migrationBuilder.DropColumn(
                name: "validators_json",
                table: "watchlist");
        }
    }
}
