using System.IO.Compression;
using System.Text;
using SupplyRisk.Review;
using SupplyRisk.Review.Actions;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening.Receipts;

namespace SupplyRisk.Disclosure.Figures;

/// <summary>What stood in the records on the day a statement's figures were frozen. Every figure is a pure function of it, so anyone who has it can count again.</summary>
/// <remarks>It goes out with a statement: it names no supplier and no person, and holds no group of fewer than ten people. Ids lead back to the rows for those who may see them.</remarks>
/// <param name="Layout">Always <see cref="LayoutVersion"/>.</param>
/// <param name="Ruleset">Hash of the rules in force.</param>
public sealed record FrozenRecords(
    int Layout, DateOnly PeriodFrom, DateOnly PeriodTo, DateOnly AsOf, DateTime KnownAt, string Ruleset,
    IReadOnlyList<FrozenSupplier> Suppliers, IReadOnlyList<FrozenFlag> Flags, IReadOnlyList<FrozenAudit> Audits, IReadOnlyList<FrozenAction> Actions, IReadOnlyList<FrozenFact> Facts)
{
    public const int LayoutVersion = 1;

    /// <summary>SHA-256 of the canonical form, lower-case hex.</summary>
    public string Digest() => CanonicalJson.Digest(CanonicalJson.Tree(this));

    public bool InPeriod(DateOnly? day) => day >= PeriodFrom && day <= PeriodTo;

    internal byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
            zip.Write(Encoding.UTF8.GetBytes(CanonicalJson.Tree(this).ToString(Newtonsoft.Json.Formatting.None)));
        return packed.ToArray();
    }

    internal static FrozenRecords Unpack(byte[] packed)
    {
        using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var text = new StreamReader(zip, Encoding.UTF8);
        return CanonicalJson.Read<FrozenRecords>(CanonicalJson.Parse(text));
    }
}

/// <param name="Band">Null if it was never screened.</param>
/// <param name="Coverage">Per cent; null if it was never screened.</param>
public sealed record FrozenSupplier(string Id, string? Country, int? Tier, Band? Band, int? Coverage);

/// <summary>A supplier that was flagged for its risk. Open questions, such as a match that nobody confirmed, are none.</summary>
/// <param name="Id">Of its case.</param>
/// <param name="Band">As of the day of the figures.</param>
/// <param name="Indicators">That findings behind its score are about.</param>
/// <param name="Rules">In the account of the decision; empty while nobody decided.</param>
public sealed record FrozenFlag(
    string Id, string Supplier, string? Country, Band? Band, DateOnly OpenedOn, DateOnly? DecidedOn, CaseOutcome? Outcome, IReadOnlyList<Indicator> Indicators, IReadOnlyList<string> Rules);

/// <param name="NamesBody">It names the body that audited.</param>
public sealed record FrozenAudit(string Id, string Kind, DateOnly On, bool NamesBody, bool Unannounced);

/// <param name="People">Who had it put right; null where that is not known, or fewer than ten.</param>
/// <param name="Amount">Paid to them; null where their number may not be told.</param>
public sealed record FrozenAction(
    string Id, RemedyKind Kind, ActionState State, DateOnly OpenedOn, DateOnly? Due, DateOnly? DoneOn, DateOnly? JudgedOn, DateOnly ChangedOn, int? People, decimal? Amount, string? Currency);

/// <param name="Count">Null where it is not known, or fewer than ten people.</param>
/// <param name="What">Null where it may not be told.</param>
public sealed record FrozenFact(string Id, Statements.RecordKind Kind, DateOnly On, int? Count, int? OfThem, string? What);
