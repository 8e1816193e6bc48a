using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SupplierMerges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "duplicate_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    left_id = table.Column<Guid>(type: "uuid", nullable: false),
                    right_id = table.Column<Guid>(type: "uuid", nullable: false),
                    verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    facts_key = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_pair",
                columns: table => new
                {
                    left_id = table.Column<Guid>(type: "uuid", nullable: false),
                    right_id = table.Column<Guid>(type: "uuid", nullable: false),
                    band = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    because = table.Column<string>(type: "text", nullable: false),
                    features_json = table.Column<string>(type: "text", nullable: false),
                    facts_key = table.Column<string>(type: "text", nullable: false),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_pair", x => new { x.left_id, x.right_id });
                });

            migrationBuilder.CreateTable(
                name: "import_comparison",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    same = table.Column<int>(type: "integer", nullable: false),
                    maybe = table.Column<int>(type: "integer", nullable: false),
                    other_site = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_comparison", x => x.import_id);
                });

            migrationBuilder.CreateTable(
                name: "import_duplicate",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    own_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    band = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    because = table.Column<string>(type: "text", nullable: false),
                    features_json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_duplicate", x => new { x.import_id, x.row, x.supplier_id });
                });

            migrationBuilder.CreateTable(
                name: "supplier_comparison",
                columns: table => new
                {
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    engine = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_comparison", x => x.supplier_id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_merge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    survivor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    merged_by = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    split_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    split_by = table.Column<string>(type: "text", nullable: true),
                    split_words = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_merge", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_decision_left_id_right_id_at",
                table: "duplicate_decision",
                columns: new[] { "left_id", "right_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pair_band_score",
                table: "duplicate_pair",
                columns: new[] { "band", "score" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pair_right_id",
                table: "duplicate_pair",
                column: "right_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_duplicate_import_id_band_score",
                table: "import_duplicate",
                columns: new[] { "import_id", "band", "score" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_merge_merged_at",
                table: "supplier_merge",
                column: "merged_at");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_merge_supplier_id",
                table: "supplier_merge",
                column: "supplier_id",
                unique: true,
                filter: "split_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_merge_survivor_id",
                table: "supplier_merge",
                column: "survivor_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "duplicate_decision");

            migrationBuilder.DropTable(
                name: "duplicate_pair");

            migrationBuilder.DropTable(
                name: "import_comparison");

            migrationBuilder.DropTable(
                name: "import_duplicate");

            migrationBuilder.DropTable(
                name: "supplier_comparison");

            migrationBuilder.DropTable(
                name: "supplier_merge");
        }
    }
}
