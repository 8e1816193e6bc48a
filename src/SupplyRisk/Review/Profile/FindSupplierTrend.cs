using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Profile;

/// <summary>The score from one moment until the next change.</summary>
/// <param name="Band">Where it is <see cref="Band.CannotRate"/> the score is no rating.</param>
public sealed record TrendStep(DateTime At, int Score, Band Band, WhatChanged What, Guid RunId);

/// <summary>How a score stood over a stretch of time: it moves in steps, when a run finds something changed, and stands still between.</summary>
/// <param name="Steps">Oldest first; the first may lie before <paramref name="From"/>, and gives what stood then. Empty before the first screening.</param>
public sealed record SupplierTrend(DateTime From, DateTime To, IReadOnlyList<TrendStep> Steps);

/// <summary>Reads how a supplier's score moved.</summary>
public sealed class FindSupplierTrend(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    public const int Months = 24;

    /// <summary>The columns of <see cref="RowsAsync"/>.</summary>
    public static readonly IReadOnlyList<string> Header = ["at", "risk_score_before", "risk_score", "band_before", "band", "flags_before", "flags", "new", "gone", "moved", "run"];

    // More changes than a picture can show; the table shows them all.
    private const int MostSteps = 500;

    public async Task<SupplierTrend> HandleAsync(Actor actor, Guid supplier, CancellationToken ct)
    {
        var to = time.Instant();
        var from = to.AddMonths(-Months);
        await using var db = await databases.CreateDbContextAsync(ct);
        var all = db.ScreeningChanges.AsNoTracking().SeenBy(actor, c => c.SupplierId).Where(c => c.SupplierId == supplier);
        var within = await all.Where(c => c.At > from).OrderByDescending(c => c.At).ThenByDescending(c => c.Round).Take(MostSteps).ToListAsync(ct);
        var before = await all.Where(c => c.At <= from).OrderByDescending(c => c.At).ThenByDescending(c => c.Round).Take(1).ToListAsync(ct);
        var listed = await db.Suppliers.Where(s => s.Id == supplier).Select(s => s.FirstListedAt).FirstOrDefaultAsync(ct);
        var hidden = await HiddenNames.InAsync(db, actor, within.Concat(before).Select(c => c.ChangeJson), ct);
        List<TrendStep> steps = [.. within.Concat(before).Reverse().Select(c => new TrendStep(c.At, c.ToScore, c.ToBand, StoredJson.Read<WhatChanged>(hidden.MaskJson(c.ChangeJson)), c.RunId))];
        // A first screening that found nothing to say is no change, and stands in no row; what it said stands in the row after it, or still.
        if (before.Count == 0 && actor.Sees(supplier))
        {
            if (within is [.., { FromBand: { } band, FromScore: { } score }]) steps.Insert(0, new TrendStep(listed, score, band, WhatChanged.Nothing, within[^1].RunId));
            else if (within.Count == 0 && await db.Screenings.AsNoTracking().FirstOrDefaultAsync(s => s.SupplierId == supplier, ct) is { } now) steps.Add(new TrendStep(listed, now.RiskScore, now.Band, WhatChanged.Nothing, now.RunId));
        }

        return new SupplierTrend(from, to, steps);
    }

    /// <summary>Every change there ever was, oldest first, as rows of a table.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="supplier">Whose.</param>
    /// <param name="reasons">False leaves out the sentences, which name what documents say.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(Actor actor, Guid supplier, bool reasons, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var hidden = await HiddenNames.InAsync(db, actor, !reasons || actor.SeesAll ? [] : await db.ScreeningChanges.Where(c => c.SupplierId == supplier).Select(c => c.ChangeJson).ToListAsync(ct), ct);
        await foreach (var c in db.ScreeningChanges.AsNoTracking().SeenBy(actor, c => c.SupplierId).Where(c => c.SupplierId == supplier).OrderBy(c => c.At).ThenBy(c => c.Round).AsAsyncEnumerable().WithCancellation(ct))
        {
            var what = !reasons ? WhatChanged.Nothing : FindRuns.Row(c, "", null, hidden).What;
            yield return
            [
                c.At, Score(c.FromScore, c.FromBand), Score(c.ToScore, c.ToBand), c.FromBand is { } was ? Words.Snake(was) : null, Words.Snake(c.ToBand),
                c.FromFlags, c.ToFlags, Lines(what.Added), Lines(what.Removed), Lines(what.Moved), c.RunId.ToString(),
            ];
        }
    }

    private static int? Score(int? score, Band? band) => band is null or Band.CannotRate ? null : score;

    private static string Lines(IReadOnlyList<string> lines) => string.Join('\n', lines);
}
