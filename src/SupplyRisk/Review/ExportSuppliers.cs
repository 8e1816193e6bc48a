using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review;

/// <summary>Hands the filtered list of suppliers out as a table, row by row.</summary>
public sealed class ExportSuppliers(FindSuppliers find, IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit)
{
    public static readonly IReadOnlyList<string> Header =
        ["own_id", "name", "native_name", "list", "country", "region", "sector", "tier", "risk_score", "band", "coverage_percent", "flags", "screened_at", "listed"];

    /// <returns>The rows in the order asked for; what they are read from does not change while they are written.</returns>
    public async Task<Result<TableSheet>> HandleAsync(Actor actor, SupplierQuery query, TableFormat format, CancellationToken ct)
    {
        if (actor.Lacks(Right.Export) is { } no) return no;
        var rows = await find.AllAsync(actor, query, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var lists = await db.ListSources.ToDictionaryAsync(x => x.Id, x => x.Name, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await audit.AppendAsync(db, actor, "suppliers.exported", "suppliers", new { format = Words.Snake(format), suppliers = rows.Count }, ct);
        await transaction.CommitAsync(ct);
        return new TableSheet("Suppliers", Header, RowsAsync(rows, lists, ct));
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IReadOnlyList<PortfolioRow> rows, Dictionary<Guid, string> lists, [EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var r in rows)
        {
            ct.ThrowIfCancellationRequested();
            yield return
            [
                r.OwnId, r.Name, r.NativeName, lists.GetValueOrDefault(r.ListSourceId), r.Country, r.Region, r.Sector, r.Tier,
                r.Band is null or Band.CannotRate ? null : r.RiskScore, r.Band is { } band ? Words.Snake(band) : null, r.Band is null ? null : r.Coverage,
                string.Join(' ', r.Flags.Select(Words.Snake)), r.ScreenedAt, r.Listed,
            ];
        }

        await Task.CompletedTask;
    }
}
