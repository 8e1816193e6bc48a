using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Two suppliers as a decision sees them: what is known of both, in their order.</summary>
internal sealed record PairDecisions(SupplierVersion Left, SupplierVersion Right, string FactsKey)
{
    private const int MostWords = 4_000;

    /// <returns>Null if there is no such pair for this actor.</returns>
    public static async Task<PairDecisions?> ReadAsync(SupplyRiskDb db, Actor actor, Guid one, Guid other, CancellationToken ct)
    {
        if (!actor.Sees(one) || !actor.Sees(other) || one == other) return null;
        var versions = await db.SupplierVersions.Now().AsNoTracking().Where(v => v.SupplierId == one || v.SupplierId == other).ToListAsync(ct);
        if (versions.Count != 2) return null;
        var (left, right) = Twins.InOrder(versions[0], versions[1], v => v.SupplierId);
        return new PairDecisions(left, right, Twins.FactsKey(left.Facts(), right.Facts()));
    }

    public static Refusal? WordsProblem(string? words) =>
        string.IsNullOrWhiteSpace(words) ? ReviewErrors.WordsMissing() : words.Length > MostWords ? ReviewErrors.WordsTooLong() : null;

    public DuplicateDecision Decision(Guid id, DuplicateVerdict verdict, string words, Actor actor, DateTime at) => new()
    {
        Id = id,
        LeftId = Left.SupplierId,
        RightId = Right.SupplierId,
        Verdict = verdict,
        FactsKey = FactsKey,
        Words = words,
        ActorId = actor.Id,
        At = at,
    };
}
