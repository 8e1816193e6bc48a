namespace SupplyRisk.Rules.Compilation;

/// <summary>Finds the rows of a table whose cell in one column fits a fact.</summary>
internal abstract class RowMatcher
{
    /// <summary>Rows to expect; the lookup begins with the fewest.</summary>
    public abstract int Cost { get; }

    /// <summary>The facts that are looked up.</summary>
    public abstract IReadOnlyList<Fact> Facts { get; }

    /// <summary>Adds rows that fit, perhaps more than once, in any order.</summary>
    public abstract void Collect(FactScope scope, object? item, List<int> rows);

    public abstract bool Fits(FactScope scope, object? item, int row);

    /// <summary>Several codes may stand in one cell, separated by <c>|</c>.</summary>
    public static string[] Cells(string cell) =>
        cell.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>A cell equals a code, or begins it.</summary>
internal sealed class CodeMatcher : RowMatcher
{
    private readonly Fact[] _facts;
    private readonly string[][] _cells;
    private readonly Dictionary<string, List<int>> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] _lengths = [];
    private readonly bool _prefix;

    public CodeMatcher(ReferenceTable table, int column, IReadOnlyList<Fact> facts)
    {
        _facts = [.. facts];
        _cells = [.. table.Rows.Select(r => Cells(r[column]))];
        for (var row = 0; row < _cells.Length; row++)
        {
            foreach (var cell in _cells[row])
            {
                if (!_index.TryGetValue(cell, out var rows)) _index[cell] = rows = [];
                rows.Add(row);
            }
        }

        _prefix = table.Kinds[column] == ColumnKind.Prefix;
        if (_prefix) _lengths = [.. _index.Keys.Select(k => k.Length).Distinct().Order()];
        Cost = _index.Count == 0 ? 0 : _index.Values.Sum(r => r.Count) / _index.Count;
    }

    public override int Cost { get; }

    public override IReadOnlyList<Fact> Facts => _facts;

    public override void Collect(FactScope scope, object? item, List<int> rows)
    {
        foreach (var fact in _facts)
        {
            if (fact.Kind == FactKind.Codes)
            {
                var codes = fact.Codes(scope, item);
                for (var i = 0; i < codes.Count; i++) CollectOf(codes[i], rows);
            }
            else if (fact.Text(scope, item) is { } code)
            {
                CollectOf(code, rows);
            }
        }
    }

    public override bool Fits(FactScope scope, object? item, int row)
    {
        foreach (var fact in _facts)
        {
            if (fact.Kind == FactKind.Codes)
            {
                var codes = fact.Codes(scope, item);
                for (var i = 0; i < codes.Count; i++)
                {
                    if (FitsCell(codes[i], row)) return true;
                }
            }
            else if (fact.Text(scope, item) is { } code && FitsCell(code, row))
            {
                return true;
            }
        }

        return false;
    }

    private bool FitsCell(string code, int row)
    {
        foreach (var cell in _cells[row])
        {
            if (_prefix ? code.StartsWith(cell, StringComparison.OrdinalIgnoreCase) : code.Equals(cell, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private void CollectOf(string code, List<int> rows)
    {
        if (!_prefix)
        {
            if (_index.TryGetValue(code, out var equal)) rows.AddRange(equal);
            return;
        }

        foreach (var length in _lengths)
        {
            if (length > code.Length) return;
            if (_index.TryGetValue(code[..length], out var begun)) rows.AddRange(begun);
        }
    }
}

/// <summary>A word of a cell stands in a text.</summary>
internal sealed class WordMatcher(int set, IReadOnlyList<Fact> texts, IReadOnlyList<string> notFollowedBy) : RowMatcher
{
    private readonly string[] _followers = WordHits.FoldFollowers(notFollowedBy);

    public override int Cost => 2;

    public override IReadOnlyList<Fact> Facts => texts;

    public override void Collect(FactScope scope, object? item, List<int> rows)
    {
        foreach (var text in texts) WordHits.Collect(scope.Hits(text.Text(scope, item)), set, _followers, rows);
    }

    public override bool Fits(FactScope scope, object? item, int row)
    {
        var rows = new List<int>();
        Collect(scope, item, rows);
        return rows.Contains(row);
    }
}

/// <summary>Reads the hits of one word set out of a text.</summary>
internal static class WordHits
{
    /// <summary>Adds the entries of the set whose words stand in the text and are not followed by one of the folded words.</summary>
    public static void Collect(TextHits text, int set, string[] followers, List<int> entries)
    {
        foreach (var hit in text.Hits)
        {
            if (hit.Set == set && !IsFollowed(text.Folded, hit.End, followers)) entries.Add(hit.Entry);
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
        _matchers[0].Collect(scope, item, rows);
        if (rows.Count == 0) return rows;
        rows.RemoveAll(row => !_allowed[row] || !FitsOthers(scope, item, row));
        if (rows.Count < 2) return rows;
        rows.Sort();
        var kept = 1;
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i] != rows[i - 1]) rows[kept++] = rows[i];
        }

        rows.RemoveRange(kept, rows.Count - kept);
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
