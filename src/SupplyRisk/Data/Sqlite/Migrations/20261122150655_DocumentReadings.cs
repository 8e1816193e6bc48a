using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DocumentReadings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "document_reading",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    facts_json = table.Column<string>(type: "TEXT", nullable: false),
                    sketch = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_reading", x => x.document_id);
                });

            migrationBuilder.CreateTable(
                name: "sketch_band",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    band = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sketch_band", x => new { x.document_id, x.band });
                });

            migrationBuilder.CreateIndex(
                name: "ix_sketch_band_hash_band",
                table: "sketch_band",
                columns: new[] { "hash", "band" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "document_reading");

            migrationBuilder.DropTable(
                name: "sketch_band");
        }
    }
}
