using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>The way goods came, from where the material is won to the shipment.</summary>
/// <param name="Parties">In the order they were entered; names are unique.</param>
/// <param name="Steps">By number; several of one number stand side by side, e.g. two ginneries.</param>
public sealed record Chain(IReadOnlyList<ChainParty> Parties, IReadOnlyList<ChainStep> Steps)
{
    public static readonly Chain Empty = new([], []);

    /// <summary>What parties answered in a questionnaire; may be empty.</summary>
    public IReadOnlyList<PartyAnswer> Answers { get; init; } = [];

    public static Chain Of(Shipment shipment) => StoredJson.Read<Chain>(shipment.ChainJson);

    public ChainParty? Party(string name) => Parties.FirstOrDefault(p => p.Name == name);

    /// <summary>Steps by number and then in the order entered.</summary>
    public Chain Ordered() => this with { Steps = [.. Steps.OrderBy(s => s.Number)] };

    /// <summary>The same chain as another shipment's has the same key: who did what to which goods, and where.</summary>
    public string? Key()
    {
        if (Steps.Count == 0) return null;
        var lines = Steps.Select(s => (Step: s, Party: Party(s.Party))).Select(x => string.Join('\u001f',
            x.Step.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), Same(x.Step.Name), Same(x.Step.Party), Same(x.Step.Place), Same(x.Party?.Address), Same(x.Party?.Country), Same(x.Step.In?.Goods), Same(x.Step.Out?.Goods)))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static string Same(string? text)
    {
        var letters = new StringBuilder();
        foreach (var c in Spelling.WellFormed(text ?? "").Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c)) letters.Append(char.ToLowerInvariant(c));
        return letters.ToString();
    }
}

/// <summary>Who takes part in the chain.</summary>
/// <param name="Name">As its own documents write it.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or null.</param>
public sealed record ChainParty(string Name, string? NativeName = null, string? Address = null, string? Country = null)
{
    /// <summary>Further names that were looked for; may be empty.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary><c>scheme:value</c>; may be empty.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    public string? Contact { get; init; }
}

/// <summary>So much of some goods.</summary>
/// <param name="Unit">A unit of <c>packs/units.csv</c>.</param>
public sealed record GoodsQuantity(string Goods, decimal Quantity, string Unit);

/// <summary>What one party did to the goods.</summary>
/// <param name="Number">From 1, where the material is won.</param>
/// <param name="Party">Name of the party.</param>
/// <param name="Place">Where it was done.</param>
/// <param name="In">Null at the first step.</param>
/// <param name="KgEach">Weight of a piece, metre or the like of what came out, where it is not counted by weight.</param>
public sealed record ChainStep(int Number, string Name, string Party, string Place, GoodsQuantity? In, GoodsQuantity? Out, DateOnly? From = null, DateOnly? To = null, decimal? KgEach = null)
{
    /// <summary>Names or numbers of documents that the list says belong to it; may be empty.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];
}

/// <summary>An answer of a questionnaire.</summary>
public sealed record PartyAnswer(string Party, string Question, string Answer, string? Comment);

/// <summary>What one list was asked for one party, and what it said.</summary>
/// <param name="Snapshot">SHA-256 of the edition asked.</param>
/// <param name="Tried">Every name it was asked for.</param>
/// <param name="Found">Entries at or above the review threshold, and those that may be related; empty if it said nothing.</param>
public sealed record ListSearch(
    string Party, string? Country, string List, string Snapshot, DateOnly? PublishedOn, DateTime RetrievedAt, int Entries, IReadOnlyList<string> Tried, string Matcher, DateTime At, IReadOnlyList<SearchHit> Found)
{
    /// <summary>How many of them a person has said are somebody else.</summary>
    [JsonIgnore]
    public int Dismissed => Found.Count(f => f.Review == MatchReview.Dismissed);

    /// <summary>True where nothing was found that is still open or confirmed.</summary>
    [JsonIgnore]
    public bool Negative => Found.All(f => f.Review == MatchReview.Dismissed);
}

/// <summary>An entry that may be a party.</summary>
public sealed record SearchHit(string EntryId, string EntryName, double Score, MatchReview Review);
