using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SharedRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_kind_lease_until_id",
                table: "work");

            migrationBuilder.DropColumn(
                name: "lease_until",
                table: "work");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "work");

            migrationBuilder.RenameColumn(
                name: "attempts",
                table: "work",
                newName: "slot");

            migrationBuilder.AddColumn<Guid>(
                name: "run_id",
                table: "work",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "changed_run_id",
                table: "supplier_screening",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "told_signal",
                table: "supplier_screening",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "round",
                table: "screening_change",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "round",
                table: "run",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<ulong>(
                name: "xid",
                table: "outbox_row",
                type: "xid8",
                nullable: false,
                defaultValueSql: "pg_current_xact_id()");

            migrationBuilder.CreateTable(
                name: "run_partition",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    slot_from = table.Column<int>(type: "integer", nullable: false),
                    slot_to = table.Column<int>(type: "integer", nullable: false),
                    work_up_to = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: true),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_partition", x => new { x.run_id, x.number });
                });

            // What waits goes to the next run; all rows of one supplier or document lie in one slot.
            migrationBuilder.Sql("UPDATE work SET run_id = NULL, slot = get_byte(uuid_send(key), 15);");
            // What buyers were told so far is what was known.
            migrationBuilder.Sql("UPDATE supplier_screening SET told_signal = upstream_signal, changed_run_id = run_id;");
            // A supplier that one run moved twice did so in two rounds.
            migrationBuilder.Sql("UPDATE screening_change SET round = (SELECT count(*) FROM screening_change o WHERE o.supplier_id = screening_change.supplier_id AND o.run_id = screening_change.run_id AND o.id < screening_change.id);");

            migrationBuilder.CreateIndex(
                name: "ix_work_run_id_kind_slot_key",
                table: "work",
                columns: new[] { "run_id", "kind", "slot", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_supplier_screening_supplier_id",
                table: "supplier_screening",
                column: "supplier_id",
                filter: "upstream_signal <> told_signal");

            migrationBuilder.CreateIndex(
                name: "ix_supplier_flag_supplier_id_kind",
                table: "supplier_flag",
                columns: new[] { "supplier_id", "kind" },
                unique: true,
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_screening_change_supplier_id_run_id_round",
                table: "screening_change",
                columns: new[] { "supplier_id", "run_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_row_xid_id",
                table: "outbox_row",
                columns: new[] { "xid", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_partition");

            migrationBuilder.DropIndex(
                name: "ix_work_run_id_kind_slot_key",
                table: "work");

            migrationBuilder.DropIndex(
                name: "ix_supplier_screening_supplier_id",
                table: "supplier_screening");

            migrationBuilder.DropIndex(
                name: "ix_supplier_flag_supplier_id_kind",
                table: "supplier_flag");

            migrationBuilder.DropIndex(
                name: "ix_screening_change_supplier_id_run_id_round",
                table: "screening_change");

            migrationBuilder.DropIndex(
                name: "ix_outbox_row_xid_id",
                table: "outbox_row");

            migrationBuilder.DropColumn(
                name: "run_id",
                table: "work");

            migrationBuilder.DropColumn(
                name: "changed_run_id",
                table: "supplier_screening");

            migrationBuilder.DropColumn(
                name: "told_signal",
                table: "supplier_screening");

            migrationBuilder.DropColumn(
                name: "round",
                table: "screening_change");

            migrationBuilder.DropColumn(
                name: "round",
                table: "run");

            migrationBuilder.DropColumn(
                name: "xid",
                table: "outbox_row");

            migrationBuilder.RenameColumn(
                name: "slot",
                table: "work",
                newName: "attempts");

            migrationBuilder.AddColumn<DateTime>(
                name: "lease_until",
                table: "work",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "work",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_kind_lease_until_id",
                table: "work",
                columns: new[] { "kind", "lease_until", "id" });
        }
    }
}
