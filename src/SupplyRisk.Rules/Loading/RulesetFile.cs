namespace SupplyRisk.Rules.Loading;

/// <summary>One file of a ruleset folder, handed to the engine as text: the engine itself reads no file system.</summary>
/// <param name="Path">Path below the ruleset folder with <c>/</c> between its parts, e.g. <c>inherent-risk/place.yaml</c>. It decides what the file is: <c>score.yaml</c>, <c>reference/tables.yaml</c>, <c>reference/*.csv</c>, <c>text/&lt;language&gt;.yaml</c>, <c>lists.yaml</c>, <c>modes.yaml</c>, <c>bundle.yaml</c>, <c>cases/*.yaml</c>; any other <c>.yaml</c> holds rules; other endings are passed over.</param>
/// <param name="Text">The whole content.</param>
public sealed record RulesetFile(string Path, string Text)
{
    /// <summary>What the path of a file of the customer's own folder begins with, e.g. <c>own:wages.yaml</c>. Such a file adds to the shipped ones and comes before them: rules by id, tables, lists and macros by name, weights as a whole.</summary>
    public const string Own = "own:";

    /// <summary>True for a file of the customer's own folder.</summary>
    public bool IsOwn => Path.StartsWith(Own, StringComparison.Ordinal);

    internal string Below => IsOwn ? Path[Own.Length..] : Path;
}

/// <summary>Something wrong in a ruleset file.</summary>
/// <param name="File">Path as given.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="Suggestion">What was probably meant, or null.</param>
public sealed record RuleIssue(string File, int Line, int Column, string Message, string? Suggestion)
{
    /// <summary>As compilers write it: <c>file(line,column): message</c>.</summary>
    public override string ToString() =>
        $"{File}({Line},{Column}): {Message}" + (Suggestion is null ? "" : $" Did you mean `{Suggestion}`?");
}

/// <summary>What came of loading: a bundle without issues, or every issue and no bundle.</summary>
/// <param name="Bundle">Null if there is any issue.</param>
/// <param name="Issues">Ordered by file, line and column.</param>
public sealed record RulesetLoad(Evaluation.RulesetBundle? Bundle, IReadOnlyList<RuleIssue> Issues);
