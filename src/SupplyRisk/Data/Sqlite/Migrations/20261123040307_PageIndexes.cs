using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PageIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_finding_document_id_indicator",
                table: "finding",
                columns: new[] { "document_id", "indicator" },
                filter: "status = 'Asserted'");

            // What a run changed, weightiest first: an order that no column has.
            migrationBuilder.Sql("CREATE INDEX ix_screening_change_run_id_weight ON screening_change (run_id, (to_score - COALESCE(from_score, 0)) DESC, to_score DESC)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX ix_screening_change_run_id_weight");

            migrationBuilder.DropIndex(
                name: "ix_finding_document_id_indicator",
                table: "finding");
        }
    }
}
