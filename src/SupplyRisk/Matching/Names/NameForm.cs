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
        }
    }

    /// <summary>The name as it was given.</summary>
    internal string Source { get; }

    internal FormOrigin Origin { get; }

    internal NameToken[] Tokens { get; }

    internal LegalClasses Legal { get; }

    /// <summary>Initials the name may go by; few, may be empty.</summary>
    internal string[] Acronyms { get; }

    internal double TotalWeight { get; }

    internal bool HasCore { get; }

    internal bool IsEmpty => Tokens.Length == 0;
}
