using System.Runtime.InteropServices;

namespace SupplyRisk.Search;

/// <summary>A place of a text where something sought stands, in UTF-16 units.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SoughtPlace(int Start, int End);

/// <summary>Finds in one document what a search for documents found it by, so that a reader sees it in its place.</summary>
public static class SoughtPlaces
{
    /// <summary>More than this is not marked.</summary>
    public const int Limit = 500;

    /// <returns>In the order of the text, apart from one another; empty if the text of the search was not understood.</returns>
    public static IReadOnlyList<SoughtPlace> Find(string text, string typed)
    {
        if (SearchText.ParseForAll(typed).Documents is not { } asked)
            return [];
        var marked = new Highlighter(asked.Terms.Select(TermTokens.Of)).MarkAll(text);
        return [.. marked.Where(s => s.IsHit).Take(Limit).Select(s => new SoughtPlace(s.Start, s.Start + s.Text.Length))];
    }
}
