using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening.Receipts;

/// <summary>Everything that went into the score of one supplier and everything that came out, so that anyone with the rulesets can compute it again without the database.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Version">Of this layout: <see cref="LayoutVersion"/>.</param>
/// <param name="Digests">SHA-256 of each part below in canonical form, by its path; shows what was changed after it was written, whether or not it moves the score.</param>
/// <param name="Rules">What every fact rule says of the facts, ordinal by rule.</param>
public sealed record Receipt(
    string Format, int Version, IReadOnlyDictionary<string, string> Digests, ReceiptSupplier Supplier, ReceiptPins Pinned,
    SubjectFacts Facts, IReadOnlyList<ReceiptRule> Rules, ReceiptResult Result)
{
    public const string FormatName = "supplyrisk-receipt";

    public const int LayoutVersion = 2;
}

/// <summary>Who was screened.</summary>
/// <param name="SupplierId">Own id, else a content hash.</param>
/// <param name="ListSource">The list it stands in.</param>
public sealed record ReceiptSupplier(string SupplierId, string ListSource, string Name);

/// <summary>What the run pinned beside the facts.</summary>
/// <param name="AsOf">The day facts are true on.</param>
/// <param name="KnownAt">The instant they are known at, UTC.</param>
/// <param name="Matcher">Match algorithm, settings and token-frequency table.</param>
/// <param name="ListsHash">SHA-256 over the list entries in force.</param>
/// <param name="Lists">The snapshots they come from, ordinal by name; empty if none was loaded.</param>
public sealed record ReceiptPins(
    DateOnly AsOf, DateTime KnownAt, ReceiptRuleset Ruleset, string Matcher, string ListsHash, IReadOnlyList<ReceiptList> Lists);

/// <summary>The rules it was scored by.</summary>
/// <param name="Hash">Over rules, tables, word lists and weights.</param>
/// <param name="TextHash">Over what text findings depend on.</param>
/// <param name="Engine">Version of the engine.</param>
public sealed record ReceiptRuleset(string Hash, string TextHash, string Engine);

/// <summary>A list as it stood.</summary>
/// <param name="Sha256">Of the file as retrieved.</param>
public sealed record ReceiptList(string Name, string Sha256, DateOnly? PublishedOn, DateTime RetrievedAt, int Entries);

/// <summary>What one rule says of the facts.</summary>
/// <param name="Because">The sentence with the values; empty if it did not fire.</param>
public sealed record ReceiptRule(string Rule, bool Fired, string Because);

/// <summary>The four numbers, the account and the flags. Numbers in hundredths of a point unless they say otherwise.</summary>
/// <param name="RiskScore">Whole points, 0 to 100.</param>
/// <param name="Coverage">Percent.</param>
public sealed record ReceiptResult(
    int RiskScore, Band Band, int Coverage, int Inherent, int Evidence, int Controls, int Residual,
    IReadOnlyList<ReceiptContribution> Contributions, IReadOnlyList<Flag> Flags)
{
    public static ReceiptResult Of(ScoreCard card) => new(
        card.RiskScore, card.Band, card.CoverageHundredths, card.Inherent, card.Evidence, card.Controls, card.Residual,
        [.. card.Contributions.Select(c => new ReceiptContribution(c.Rule, c.Indicator, c.Part, c.Hundredths, c.Because, [.. c.Evidence.Select(Place)]))],
        card.Flags);

    private static ReceiptPlace Place(FindingFact f) => new(f.Document.Path, f.Document.Sha256, f.Finding.Rule, f.Finding.Start, f.Finding.End);
}

/// <summary>A row of the account; the rows add up to the residual.</summary>
public sealed record ReceiptContribution(
    string Rule, Indicator? Indicator, ScorePart Part, int Hundredths, string Because, IReadOnlyList<ReceiptPlace> Evidence);

/// <summary>Which finding of the facts stands behind a row.</summary>
public sealed record ReceiptPlace(string Document, string DocumentSha256, string Rule, int Start, int End);
