namespace SupplyRisk.Rules.Compilation;

/// <summary>Finds the rows of a table whose cell in one column fits a fact.</summary>
internal abstract class RowMatcher
{
    /// <summary>Lower is cheaper to begin with.</summary>
    public abstract int Cost { get; }

    /// <summary>Rows that fit, perhaps more than once, in any order.</summary>
    public abstract IEnumerable<int> Rows(FactScope scope, object? item);

    public virtual bool Fits(FactScope scope, object? item, int row) => Rows(scope, item).Contains(row);

    /// <summary>Several codes may stand in one cell, separated by <c>|</c>.</summary>
    protected static Dictionary<string, List<int>> Index(ReferenceTable table, int column)
    {
        var index = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            foreach (var cell in Cells(table.Rows[row][column]))
            {
                if (!index.TryGetValue(cell, out var rows)) index[cell] = rows = [];
                rows.Add(row);
            }
        }

        return index;
    }

    public static string[] Cells(string cell) =>
        cell.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>A cell equals a code, or begins it.</summary>
internal sealed class CodeMatcher : RowMatcher
{
    private readonly IReadOnlyList<Fact> _facts;
    private readonly Dictionary<string, List<int>> _index;
    private readonly int[] _lengths;

    public CodeMatcher(ReferenceTable table, int column, IReadOnlyList<Fact> facts)
    {
        _facts = facts;
        _index = Index(table, column);
        _lengths = table.Kinds[column] == ColumnKind.Prefix ? [.. _index.Keys.Select(k => k.Length).Distinct().Order()] : [];
        Cost = facts.All(f => f.Kind is FactKind.Code or FactKind.Choice) ? 0 : 2;
    }

    public override int Cost { get; }

    public override IEnumerable<int> Rows(FactScope scope, object? item)
    {
        foreach (var fact in _facts)
        {
            if (fact.Kind == FactKind.Codes)
            {
                foreach (var row in fact.Codes(scope, item).SelectMany(RowsOf)) yield return row;
            }
            else if (fact.Text(scope, item) is { } code)
            {
                foreach (var row in RowsOf(code)) yield return row;
            }
        }
    }

    private IEnumerable<int> RowsOf(string code)
    {
        if (_lengths.Length == 0) return _index.TryGetValue(code, out var equal) ? equal : [];
        return _lengths.Where(l => l <= code.Length)
            .SelectMany(l => _index.TryGetValue(code[..l], out var rows) ? rows : []);
    }
}

/// <summary>A word of a cell stands in a text.</summary>
internal sealed class WordMatcher(int set, IReadOnlyList<Fact> texts, IReadOnlyList<string> notFollowedBy) : RowMatcher
{
    private readonly string[] _followers = WordHits.FoldFollowers(notFollowedBy);

    public override int Cost => 1;

    public override IEnumerable<int> Rows(FactScope scope, object? item) =>
        texts.SelectMany(t => WordHits.Entries(scope.Hits(t.Text(scope, item)), set, _followers));
}

/// <summary>Reads the hits of one word set out of a text.</summary>
internal static class WordHits
{
    /// <summary>Entries of the set whose words stand in the text and are not followed by one of the folded words.</summary>
    public static IEnumerable<int> Entries(TextHits text, int set, string[] followers)
    {
        foreach (var hit in text.Hits)
        {
            if (hit.Set == set && !IsFollowed(text.Folded, hit.End, followers)) yield return hit.Entry;
        }
    }

    public static bool Any(TextHits text, int set, string[] followers)
    {
        foreach (var hit in text.Hits)
        {
            if (hit.Set == set && !IsFollowed(text.Folded, hit.End, followers)) return true;
        }

        return false;
    }

    public static string[] FoldFollowers(IReadOnlyList<string> words) =>
        [.. words.Select(w => TextFold.Fold(w).TrimStart()).Select(w => TextFold.IsUnspaced(w.TrimEnd()[^1]) ? w.TrimEnd() : w)];

    private static bool IsFollowed(string folded, int end, string[] followers)
    {
        if (followers.Length == 0) return false;
        var rest = folded.AsSpan(end).TrimStart();
        foreach (var follower in followers)
        {
            if (rest.StartsWith(follower, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}

/// <summary>Intersects matchers over the rows that a lookup allows at all.</summary>
internal sealed class RowQuery
{
    private readonly bool[] _allowed;
    private readonly RowMatcher[] _matchers;

    public RowQuery(ReferenceTable table, Func<string[], bool> allowed, IEnumerable<RowMatcher> matchers)
    {
        _allowed = [.. table.Rows.Select(allowed)];
        _matchers = [.. matchers.OrderBy(m => m.Cost)];
    }

    /// <summary>Rows that every matcher fits, ascending.</summary>
    public List<int> Fitting(FactScope scope, object? item)
    {
        var rows = new List<int>();
        foreach (var row in _matchers[0].Rows(scope, item))
        {
            if (_allowed[row] && !rows.Contains(row) && FitsOthers(scope, item, row)) rows.Add(row);
        }

        rows.Sort();
        return rows;
    }

    private bool FitsOthers(FactScope scope, object? item, int row)
    {
        for (var i = 1; i < _matchers.Length; i++)
        {
            if (!_matchers[i].Fits(scope, item, row)) return false;
        }

        return true;
    }
}
