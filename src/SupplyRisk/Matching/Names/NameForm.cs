namespace SupplyRisk.Matching.Names;

/// <summary>The legal forms a name states, as a set of classes that agree within themselves.</summary>
[Flags]
internal enum LegalClasses : byte
{
    None = 0,
    Company = 1,
    Limited = 2,
    Stock = 4,
    State = 8,
    Association = 16,
}

/// <summary>Where a form of a name comes from.</summary>
internal enum FormOrigin : byte
{
    Whole,

    /// <summary>Without what stands in brackets.</summary>
    WithoutBrackets,

    /// <summary>Without brackets that only qualify: a place, a number, a trade word.</summary>
    WithoutQualifier,

    /// <summary>What stands in brackets, or after a parent's name and a comma, alone.</summary>
    InBrackets,
}

/// <summary>A name ready to be compared. Empty where the name is only a placeholder or a legal form.</summary>
internal sealed class NameForm
{
    internal NameForm(string source, FormOrigin origin, NameToken[] tokens, LegalClasses legal, string[] acronyms)
    {
        Source = source;
        Origin = origin;
        Tokens = tokens;
        Legal = legal;
        Acronyms = acronyms;
        foreach (var token in tokens)
        {
            TotalWeight += token.Weight;
            HasCore |= token.IsCore;
            IsSeries |= NamesSeries(token);
        }
    }

    /// <summary>The name as it was given.</summary>
    internal string Source { get; }

    internal FormOrigin Origin { get; }

    internal NameToken[] Tokens { get; }

    internal LegalClasses Legal { get; }

    /// <summary>Initials the name may go by; few, may be empty.</summary>
    internal string[] Acronyms { get; }

    /// <summary>Places in the brackets that were left out.</summary>
    internal string[] PlacesLeftOut { get; init; } = [];

    /// <summary>True where the bearer itself spells these initials out: then nobody else's words do.</summary>
    internal bool SpeltOut { get; private set; }

    internal string? SingleWord => Tokens.Length == 1 && Tokens[0].Text.Length is >= 3 and <= 8 ? Tokens[0].Text : null;

    /// <summary>A short or common word and nothing else: only the same word is any sign.</summary>
    internal bool IsWeak(MatchSettings settings) =>
        Tokens.Length == 1 && (!Tokens[0].IsCore || Tokens[0].Text.Length <= settings.WeakLength);

    /// <summary>Marks the initials among one bearer's names that another of its names spells out.</summary>
    internal static void MarkSpeltOut(List<NameForm> forms)
    {
        foreach (var form in forms)
        {
            if (form.SingleWord is { } initials)
                form.SpeltOut = forms.Exists(other => Array.IndexOf(other.Acronyms, initials) >= 0);
        }
    }

    internal double TotalWeight { get; }

    internal bool HasCore { get; }

    /// <summary>A fund or trust: Trust 2004-1 and Trust 2004-2 are issued by one organisation; Factory 2 and Factory 3 are two sites.</summary>
    internal bool IsSeries { get; }

    internal static bool NamesSeries(NameToken token) =>
        token.Text is "trust" or "fund" or "funds" or "partners" or "mortgage" or "securities" or "notes";

    internal bool IsEmpty => Tokens.Length == 0;
}
