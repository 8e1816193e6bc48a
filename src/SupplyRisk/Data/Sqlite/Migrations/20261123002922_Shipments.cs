using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Shipments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "shipment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entry_number = table.Column<string>(type: "TEXT", nullable: false),
                    detained_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    product = table.Column<string>(type: "TEXT", nullable: false),
                    hs_code = table.Column<string>(type: "TEXT", nullable: true),
                    purchase_orders = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<decimal>(type: "TEXT", precision: 19, scale: 4, nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    shipped_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    material = table.Column<string>(type: "TEXT", nullable: true),
                    route = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    chain_json = table.Column<string>(type: "TEXT", nullable: false),
                    chain_key = table.Column<string>(type: "TEXT", nullable: true),
                    searches_json = table.Column<string>(type: "TEXT", nullable: false),
                    made_by = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shipment_file",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    shipment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    media_type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: true),
                    dated = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    steps = table.Column<string>(type: "TEXT", nullable: false),
                    issuer = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    pages = table.Column<int>(type: "INTEGER", nullable: false),
                    redacted_pages = table.Column<int>(type: "INTEGER", nullable: false),
                    translation_of = table.Column<Guid>(type: "TEXT", nullable: true),
                    looked = table.Column<bool>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_file", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_shipment_chain_key",
                table: "shipment",
                column: "chain_key");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_state_detained_on",
                table: "shipment",
                columns: new[] { "state", "detained_on" });

            migrationBuilder.CreateIndex(
                name: "ix_shipment_supplier_id",
                table: "shipment",
                column: "supplier_id");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_file_shipment_id",
                table: "shipment_file",
                column: "shipment_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "shipment");

            migrationBuilder.DropTable(
                name: "shipment_file");
        }
    }
}
