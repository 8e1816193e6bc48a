namespace SupplyRisk.Rules.Compilation;

/// <summary>How a column of a reference table is compared.</summary>
internal enum ColumnKind
{
    /// <summary>Equal, ignoring case.</summary>
    Code,

    /// <summary>The column holds the beginning of a code.</summary>
    Prefix,

    /// <summary>The column holds words, separated by <c>|</c>, that may stand in a text.</summary>
    Words,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>For readers only.</summary>
    Note,
}

/// <summary>A table that rules look things up in, as declared in <c>reference/tables.yaml</c>.</summary>
internal sealed class ReferenceTable
{
    public required string Name { get; init; }

    public required string File { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<ColumnKind> Kinds { get; init; }

    public required IReadOnlyList<string[]> Rows { get; init; }

    /// <summary>Set of the word index for each column of words, else -1.</summary>
    public required IReadOnlyList<int> WordSets { get; init; }

    public int ColumnOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == name) return i;
        }

        return -1;
    }
}
