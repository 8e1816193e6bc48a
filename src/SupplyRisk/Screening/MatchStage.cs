using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>Compares suppliers with the lists. Every match found is kept with its explanation; people say what it is.</summary>
internal sealed class MatchStage(PinnedInputs inputs, TimeProvider time) : IStage
{
    private const int MatchesKept = 10;

    public string Kind => WorkKind.Match;

    public string Words => "Comparing names with the lists";

    public int BatchSize => 2_000;

    public async Task<IStageBatch> PrepareAsync(SupplyRiskDb db, IReadOnlyList<Guid> keys, CancellationToken ct)
    {
        var versions = (await new SubjectReader(db, inputs.AsOf, inputs.KnownAt).VersionsAsync(keys, ct)).Values.OrderBy(v => v.SupplierId).ToList();
        var found = new List<SupplierMatch>[versions.Count];
        for (var i = 0; i < found.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            found[i] = Match(versions[i]);
        }
        return new Batch(keys, [.. found.SelectMany(m => m)]);
    }

    private List<SupplierMatch> Match(SupplierVersion version)
    {
        return [.. inputs.Lists.Names.Questions(QueryOf(version), MatchesKept).Select(r => Row(version, r))];
    }

    /// <summary>The supplier as the matcher sees it.</summary>
    public static MatchQuery QueryOf(SupplierVersion v) => QueryOf(v.Name, v.NativeName, v.Country, v.Address, v.City, v.Region, v.Identifiers);

    /// <inheritdoc cref="QueryOf(SupplierVersion)"/>
    public static MatchQuery QueryOf(string name, string? nativeName, string? country, string? address, string? city, string? region, string identifiers) => new()
    {
        Name = name,
        NativeName = nativeName,
        Country = country,
        Address = string.Join(", ", new[] { address, city, region }.Where(p => !string.IsNullOrEmpty(p))) is { Length: > 0 } whole ? whole : null,
        Identifiers = Packed.Split(identifiers),
    };

    private SupplierMatch Row(SupplierVersion version, MatchResult result)
    {
        var (list, entry) = inputs.Lists[result.EntryId];
        return new SupplierMatch
        {
            Id = time.NewId(),
            SupplierId = version.SupplierId,
            WatchlistId = list.Id,
            List = list.Name,
            EntryId = entry.EntryId,
            EntryName = entry.Name,
            MatchedAlias = result.MatchedAlias,
            Score = Math.Round(result.Score.Value, 4),
            Outcome = result.Outcome == MatchOutcome.Candidate ? "candidate" : "related",
            IdentifierEqual = result.IdentifierEqual,
            Programme = entry.Programme,
            FeaturesJson = StoredJson.Write(result.Features),
            FactsKey = FactsKey(version, entry.FactsHash),
        };
    }

    private static string FactsKey(SupplierVersion v, string entryFacts)
    {
        var text = string.Join('\u001f', v.Name, v.NativeName, v.Address, v.City, v.Country, v.Identifiers, entryFacts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    private sealed record Batch(IReadOnlyList<Guid> Suppliers, List<SupplierMatch> Matches) : IStageBatch
    {
        public async Task<BatchEffect> WriteAsync(SupplyRiskDb db, Run run, int round, CancellationToken ct)
        {
            await db.SupplierMatches.Where(m => Suppliers.Contains(m.SupplierId)).ExecuteDeleteAsync(ct);
            await db.BulkInsertAsync(Matches, ct);
            var listed = Matches.Select(m => m.SupplierId).ToHashSet();
            var first = await db.AddRunWorkAsync(run.Id, WorkKind.ScoreListed, Suppliers.Where(listed.Contains), "matched", run.StartedAt, ct);
            var then = await db.AddRunWorkAsync(run.Id, WorkKind.Score, Suppliers.Where(s => !listed.Contains(s)), "matched", run.StartedAt, ct);
            return new BatchEffect(first + then, 0, 0, 0);
        }
    }
}
