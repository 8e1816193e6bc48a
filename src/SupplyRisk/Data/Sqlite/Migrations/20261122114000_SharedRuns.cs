using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Sqlite.Migrations
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

            // Not as DropColumn: that would build the table anew in several transactions, and a kill between them would leave half a migration.
            migrationBuilder.Sql("ALTER TABLE work DROP COLUMN lease_until;");

            migrationBuilder.RenameColumn(
                name: "owner",
                table: "work",
                newName: "run_id");

            migrationBuilder.RenameColumn(
                name: "attempts",
                table: "work",
                newName: "slot");

            migrationBuilder.AddColumn<Guid>(
                name: "changed_run_id",
                table: "supplier_screening",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "told_signal",
                table: "supplier_screening",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "round",
                table: "screening_change",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "round",
                table: "run",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "run_partition",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    slot_from = table.Column<int>(type: "INTEGER", nullable: false),
                    slot_to = table.Column<int>(type: "INTEGER", nullable: false),
                    work_up_to = table.Column<long>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    done = table.Column<int>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_partition", x => new { x.run_id, x.number });
                });

            // What waits goes to the next run; all rows of one supplier or document lie in one slot.
            migrationBuilder.Sql("UPDATE work SET run_id = NULL, slot = (instr('0123456789ABCDEF', substr(key, 35, 1)) - 1) * 16 + instr('0123456789ABCDEF', substr(key, 36, 1)) - 1;");
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

            migrationBuilder.RenameColumn(
                name: "slot",
                table: "work",
                newName: "attempts");

            migrationBuilder.RenameColumn(
                name: "run_id",
                table: "work",
                newName: "owner");

            migrationBuilder.AddColumn<DateTime>(
                name: "lease_until",
                table: "work",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.CreateIndex(
                name: "ix_work_kind_lease_until_id",
                table: "work",
                columns: new[] { "kind", "lease_until", "id" });
        }
    }
}
