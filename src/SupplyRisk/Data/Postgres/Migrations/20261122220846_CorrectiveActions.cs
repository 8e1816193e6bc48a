using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CorrectiveActions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "action_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_action_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "action_evidence",
                columns: table => new
                {
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_by = table.Column<string>(type: "text", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_action_evidence", x => new { x.action_id, x.document_id });
                });

            migrationBuilder.CreateTable(
                name: "corrective_action",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    document_id = table.Column<Guid>(type: "uuid", nullable: true),
                    document_start = table.Column<int>(type: "integer", nullable: true),
                    rule = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    found = table.Column<string>(type: "text", nullable: false),
                    root_cause = table.Column<string>(type: "text", nullable: true),
                    asked = table.Column<string>(type: "text", nullable: true),
                    supplier_words = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    amount = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    currency = table.Column<string>(type: "text", nullable: true),
                    people = table.Column<int>(type: "integer", nullable: true),
                    amount_done = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    people_done = table.Column<int>(type: "integer", nullable: true),
                    done_by = table.Column<string>(type: "text", nullable: true),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    verified_by = table.Column<string>(type: "text", nullable: true),
                    verified_on = table.Column<DateOnly>(type: "date", nullable: true),
                    verified_how = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    planned_by = table.Column<string>(type: "text", nullable: false),
                    planned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corrective_action", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "document_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    asked_by = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_answer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    link_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: true),
                    action_id = table.Column<Guid>(type: "uuid", nullable: true),
                    document_id = table.Column<Guid>(type: "uuid", nullable: true),
                    file_name = table.Column<string>(type: "text", nullable: true),
                    fact = table.Column<string>(type: "text", nullable: true),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    words = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decision_words = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_answer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supplier_page_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<string>(type: "text", nullable: false),
                    made_by = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplier_page_link", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_action_event_action_id_at",
                table: "action_event",
                columns: new[] { "action_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_corrective_action_state_due",
                table: "corrective_action",
                columns: new[] { "state", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_corrective_action_supplier_id_state",
                table: "corrective_action",
                columns: new[] { "supplier_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_document_request_supplier_id_settled_at",
                table: "document_request",
                columns: new[] { "supplier_id", "settled_at" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_answer_link_id_at",
                table: "supplier_answer",
                columns: new[] { "link_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_answer_state_at",
                table: "supplier_answer",
                columns: new[] { "state", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_answer_supplier_id_at",
                table: "supplier_answer",
                columns: new[] { "supplier_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_page_link_supplier_id",
                table: "supplier_page_link",
                column: "supplier_id");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_page_link_token_hash",
                table: "supplier_page_link",
                column: "token_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "action_event");

            migrationBuilder.DropTable(
                name: "action_evidence");

            migrationBuilder.DropTable(
                name: "corrective_action");

            migrationBuilder.DropTable(
                name: "document_request");

            migrationBuilder.DropTable(
                name: "supplier_answer");

            migrationBuilder.DropTable(
                name: "supplier_page_link");
        }
    }
}
