using SupplyRisk.Disclosure.Frameworks;

namespace SupplyRisk.Disclosure.Checking;

/// <summary>What a finished text says to an item of a law.</summary>
public enum Support
{
    /// <summary>A passage speaks to it. Whether it suffices, a person decides.</summary>
    Found,

    /// <summary>A passage speaks to it, but may say that it is not done; or of approval and signature only one was found.</summary>
    Weak,

    /// <summary>No passage was found.</summary>
    Missing,

    /// <summary>No text can show it, e.g. a link on the home page.</summary>
    NotInText,
}

/// <summary>A passage of the text.</summary>
/// <param name="Page">From 1, or null where the format has none.</param>
/// <param name="Start">UTF-16 offset in the normalised text, as <c>supplyrisk document text</c> writes it.</param>
/// <param name="Sign">What it was known by.</param>
public sealed record Passage(int? Page, int Start, int End, string Quote, string Sign);

/// <summary>One item of the law.</summary>
/// <param name="Passages">At most three, the strongest first; empty if none was found.</param>
public sealed record ItemCheck(FrameworkItem Item, Support Support, IReadOnlyList<Passage> Passages);

/// <summary>What the text says of the period it is about.</summary>
public sealed record PeriodSaid(DateOnly? From, DateOnly? To, Passage Passage);

/// <summary>A finished statement held against a law.</summary>
/// <param name="Words">Words of its text; with too few, nothing can be said.</param>
/// <param name="Unreadable">Pages that could not be read, e.g. scans: what stands there was not looked at.</param>
/// <param name="Period">Null if it does not say, or not in a way that can be told.</param>
/// <param name="Approval">Where it says who approved it; null if it does not.</param>
/// <param name="Signature">Where somebody signs with name and title; null if nobody does.</param>
public sealed record CheckedStatement(
    string Framework, string FrameworkName, string FileName, string Sha256, int? Pages, int Words, IReadOnlyList<string> Unreadable, IReadOnlyList<ItemCheck> Items, PeriodSaid? Period, Passage? Approval, Passage? Signature)
{
    /// <summary>Too little text to say that something is missing.</summary>
    public bool TooLittle => Words < CheckStatement.FewestWords;
}
