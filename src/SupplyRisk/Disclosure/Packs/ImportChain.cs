using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Screening;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.SupplyHub;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>What kind of file the chain is read from.</summary>
public enum ChainSource
{
    /// <summary>Our own table: takes the place of the steps there are.</summary>
    Table,

    /// <summary>A filled-in questionnaire (XLSX): adds its company to the parties, and its answers.</summary>
    Questionnaire,

    /// <summary>An export of Open Supply Hub (CSV or XLSX): adds its facilities to the parties.</summary>
    SupplyHub,
}

/// <summary>Reads a chain or its parties from a file.</summary>
public sealed class ImportChain(KeepShipment keep, ActiveRulesets rulesets)
{
    private static readonly ReadLimits Limits = new() { FileBytes = 32L << 20, Rows = 20_000, UnzippedBytes = 256L << 20, SharedTextBytes = 64L << 20 };

    public async Task<Result<Shipment>> HandleAsync(Actor actor, Guid id, string path, string name, ChainSource source, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.PreparePacks) is { } no) return no;
        var (read, problems) = Read(path, name, source, ct);
        if (problems.Count > 0) return Result<Shipment>.Refused(problems);
        return await keep.ReplaceChainAsync(actor, id, chain => source == ChainSource.Table ? Replace(chain, read) : Add(chain, read), $"{Words.Snake(source)}: {Words.Visible(name)}", seenVersion, ct);
    }

    private (Chain Chain, List<Refusal> Problems) Read(string path, string name, ChainSource source, CancellationToken ct)
    {
        try
        {
            if (source == ChainSource.SupplyHub) return SupplyHub(path, name);
            var (sheets, refusal) = Ingestion.ListFiles.Open(path, Limits);
            if (refusal is not null) return (Chain.Empty, [PackErrors.Unusable(refusal)]);
            return source == ChainSource.Table ? ChainTable.Read(sheets, PackRules.Load(rulesets.Folders), ct) : Questionnaire.Read(sheets, ct);
        }
        catch (Exception e) when (e is UnusableListException or UnreadableListException)
        {
            return (Chain.Empty, [PackErrors.Unusable(e.Message)]);
        }
    }

    private static (Chain, List<Refusal>) SupplyHub(string path, string name)
    {
        if (new FileInfo(path).Length > Limits.FileBytes) return (Chain.Empty, [PackErrors.FileTooLarge(Limits.FileBytes)]);
        var notes = new ReadingNotes(new ReadingOptions());
        var parties = SupplyHubMapper.Map(SupplyHubReader.Read(new ListFile(path, name), notes), notes).Take(ChainCheck.MostParties + 1)
            .Select(e => new ChainParty(e.Name, null, e.Address, e.Country) { OtherNames = e.Aliases, Identifiers = e.Identifiers }).DistinctBy(p => p.Name, StringComparer.Ordinal).ToList();
        return (new Chain(parties, []), [.. notes.Issues.Take(100).Select(i => PackErrors.Row(i.Row, i.Column ?? "", $"{i.Message} {i.Advice}"))]);
    }

    // Parties keep what only we know of them: other names that were tried, and how to reach them.
    private static Chain Replace(Chain before, Chain read) => before with
    {
        Steps = read.Steps,
        Parties = [.. read.Parties.Select(p => before.Party(p.Name) is { } known
            ? p with { NativeName = p.NativeName ?? known.NativeName, Address = p.Address ?? known.Address, Country = p.Country ?? known.Country, Contact = p.Contact ?? known.Contact, OtherNames = known.OtherNames, Identifiers = [.. p.Identifiers.Union(known.Identifiers)] } : p)],
        Answers = [.. before.Answers.Where(a => read.Party(a.Party) is not null)],
    };

    private static Chain Add(Chain before, Chain read) => before with
    {
        Parties =
        [
            .. before.Parties.Select(p => read.Party(p.Name) is { } more
                ? p with { Address = p.Address ?? more.Address, Country = p.Country ?? more.Country, Contact = p.Contact ?? more.Contact, OtherNames = [.. p.OtherNames.Union(more.OtherNames)], Identifiers = [.. p.Identifiers.Union(more.Identifiers)] } : p),
            .. read.Parties.Where(p => before.Party(p.Name) is null),
        ],
        Answers = [.. before.Answers.Where(a => read.Answers.All(n => n.Party != a.Party)), .. read.Answers],
    };
}
