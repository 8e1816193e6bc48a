namespace SupplyRisk.Screening.Reading.AuditTables;

/// <summary>What the columns of a table of findings hold.</summary>
internal sealed class TableHeader
{
    private const int LongestHeading = 80;

    private readonly Dictionary<int, ColumnRole> _roles;

    private TableHeader(Dictionary<int, ColumnRole> roles) => _roles = roles;

    /// <summary>The last column of a table of findings that sets audits side by side: how it stands now. Null in any other.</summary>
    public int? Latest { get; private init; }

    public int Columns => _roles.Keys.Max() + 1;

    public ColumnRole Of(int? column) => column is { } c && _roles.TryGetValue(c, out var role) ? role : ColumnRole.Other;

    public bool Has(ColumnRole role) => _roles.ContainsValue(role);

    /// <summary>The header that these cells are, or null if they head no table of findings.</summary>
    /// <param name="cells">Column and folded text of each.</param>
    public static TableHeader? Of(IReadOnlyList<(int Column, string Folded)> cells, AuditVocabulary words)
    {
        var roles = new Dictionary<int, ColumnRole>();
        var years = new List<(int Column, int Year)>();
        foreach (var (column, folded) in cells)
        {
            if (folded.Length > LongestHeading)
                return null;
            if (Role(folded, words) is { } role)
                roles.TryAdd(column, role);
            else if (Year(folded) is { } year)
                years.Add((column, year));
        }

        if (roles.ContainsValue(ColumnRole.Glossary))
            return null;
        bool Is(ColumnRole role) => roles.ContainsValue(role);
        if (Is(ColumnRole.Description) && (Is(ColumnRole.Status) || Is(ColumnRole.Grade) || Is(ColumnRole.Closed))
            && (Is(ColumnRole.Number) || Is(ColumnRole.Clause) || (Is(ColumnRole.Status) && roles.Values.Distinct().Count() >= 3)))
            return new TableHeader(roles);
        if (!Is(ColumnRole.Clause) || Is(ColumnRole.Description) || years.Count < 2 || years.Zip(years.Skip(1)).Any(y => y.First.Year > y.Second.Year))
            return null;
        foreach (var (column, _) in years) roles[column] = ColumnRole.Period;
        return new TableHeader(roles) { Latest = years[^1].Column };
    }

    /// <summary>The longest phrase of the cell tells; what marks a glossary must be all there is.</summary>
    private static ColumnRole? Role(string folded, AuditVocabulary words)
    {
        ColumnRole? role = null;
        var longest = 0;
        foreach (var (_, length, means) in words.Headers.In(folded))
        {
            if (length > longest && (means != ColumnRole.Glossary || length == folded.Length - 2))
                (role, longest) = (means, length);
        }

        return role;
    }

    private static int? Year(string folded)
    {
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= 3 && Array.Find(words, w => w.Length >= 4 && w.StartsWith("20", StringComparison.Ordinal) && int.TryParse(w.AsSpan(0, 4), out _)) is { } year
            ? int.Parse(year.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
