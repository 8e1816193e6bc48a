using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupplyRisk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WorkByKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A run that was cut short opens new ones over the rows it has left.
            migrationBuilder.Sql("DELETE FROM run_partition");

            migrationBuilder.DropIndex(
                name: "ix_work_run_id_kind_slot_key",
                table: "work");

            // Not as DropColumn: that would build the table anew in several transactions, and a kill between them would leave half a migration.
            migrationBuilder.Sql("ALTER TABLE work DROP COLUMN slot;");
            migrationBuilder.Sql("ALTER TABLE run_partition DROP COLUMN slot_from;");
            migrationBuilder.Sql("ALTER TABLE run_partition DROP COLUMN slot_to;");

            migrationBuilder.AddColumn<Guid>(
                name: "key_from",
                table: "run_partition",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "key_to",
                table: "run_partition",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateIndex(
                name: "ix_work_run_id_kind_key",
                table: "work",
                columns: new[] { "run_id", "kind", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_run_id_kind_key",
                table: "work");

            migrationBuilder.DropColumn(
                name: "key_from",
                table: "run_partition");

            migrationBuilder.DropColumn(
                name: "key_to",
                table: "run_partition");

            migrationBuilder.AddColumn<int>(
                name: "slot",
                table: "work",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "slot_from",
                table: "run_partition",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "slot_to",
                table: "run_partition",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ix_work_run_id_kind_slot_key",
                table: "work",
                columns: new[] { "run_id", "kind", "slot", "key" });
        }
    }
}
