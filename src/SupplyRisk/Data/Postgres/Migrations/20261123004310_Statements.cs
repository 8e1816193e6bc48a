using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Statements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "disclosure_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    entity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: true),
                    of_them = table.Column<int>(type: "integer", nullable: true),
                    proof = table.Column<string>(type: "text", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    withdrawn_by = table.Column<string>(type: "text", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reporting_entity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    facts_json = table.Column<string>(type: "text", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reporting_entity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    entity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    laws = table.Column<string>(type: "text", nullable: false),
                    period_from = table.Column<DateOnly>(type: "date", nullable: false),
                    period_to = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    corrects_id = table.Column<Guid>(type: "uuid", nullable: true),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    records_digest = table.Column<string>(type: "text", nullable: false),
                    earlier_text = table.Column<string>(type: "text", nullable: true),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    submitted_by = table.Column<string>(type: "text", nullable: true),
                    approved_by = table.Column<string>(type: "text", nullable: true),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    approval_body = table.Column<string>(type: "text", nullable: true),
                    body_approved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    signatory = table.Column<string>(type: "text", nullable: true),
                    signatory_title = table.Column<string>(type: "text", nullable: true),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    published_at = table.Column<string>(type: "text", nullable: true),
                    law_hashes = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statement_freeze",
                columns: table => new
                {
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    records = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_freeze", x => x.statement_id);
                });

            migrationBuilder.CreateTable(
                name: "statement_note",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    section = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_by = table.Column<string>(type: "text", nullable: true),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_note", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statement_text",
                columns: table => new
                {
                    statement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    section = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_text", x => new { x.statement_id, x.section, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_record_entity_id_on",
                table: "disclosure_record",
                columns: new[] { "entity_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_reporting_entity_name",
                table: "reporting_entity",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_statement_corrects_id",
                table: "statement",
                column: "corrects_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_statement_entity_id_period_to",
                table: "statement",
                columns: new[] { "entity_id", "period_to" });

            migrationBuilder.CreateIndex(
                name: "ix_statement_note_statement_id_at",
                table: "statement_note",
                columns: new[] { "statement_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "disclosure_record");

            migrationBuilder.DropTable(
                name: "reporting_entity");

            migrationBuilder.DropTable(
                name: "statement");

            migrationBuilder.DropTable(
                name: "statement_freeze");

            migrationBuilder.DropTable(
                name: "statement_note");

            migrationBuilder.DropTable(
                name: "statement_text");
        }
    }
}
