using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AuditRecord : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_person",
                columns: table => new
                {
                    audit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_person", x => x.audit_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_row_actor_id_seq",
                table: "audit_row",
                columns: new[] { "actor_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_row_at",
                table: "audit_row",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_person_actor_id",
                table: "audit_person",
                column: "actor_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_person");

            migrationBuilder.DropIndex(
                name: "ix_audit_row_actor_id_seq",
                table: "audit_row");

            migrationBuilder.DropIndex(
                name: "ix_audit_row_at",
                table: "audit_row");
        }
    }
}
