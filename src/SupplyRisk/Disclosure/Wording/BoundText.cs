using System.Text.RegularExpressions;

namespace SupplyRisk.Disclosure.Wording;

/// <summary>A piece of text, or a figure that stands in it.</summary>
/// <param name="Figure">Id of the figure, or null for plain text.</param>
public sealed record BoundRun(string Text, string? Figure);

/// <summary>Text with figures in it, written as <c>{suppliers_screened}</c>.</summary>
public static partial class BoundText
{
    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<BoundRun> Runs(string text)
    {
        var runs = new List<BoundRun>();
        var from = 0;
        foreach (Match token in Token().Matches(text))
        {
            if (token.Index > from) runs.Add(new BoundRun(text[from..token.Index], null));
            runs.Add(new BoundRun(token.Value, token.Groups["id"].Value));
            from = token.Index + token.Length;
        }
        if (from < text.Length) runs.Add(new BoundRun(text[from..], null));
        return runs;
    }

    /// <summary>Ids of the figures in it, each once.</summary>
    public static IReadOnlyList<string> Figures(string text) => [.. Runs(text).Select(r => r.Figure).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The text with what each figure came to.</summary>
    public static string Said(string text, Func<string, string> said) => string.Concat(Runs(text).Select(r => r.Figure is { } id ? said(id) : r.Text));

    [GeneratedRegex(@"\{(?<id>[a-z][a-z0-9_]{0,60})\}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
