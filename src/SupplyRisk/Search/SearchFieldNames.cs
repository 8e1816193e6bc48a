namespace SupplyRisk.Search;

/// <summary>The names people may type before a colon.</summary>
internal static class SearchFieldNames
{
    private static readonly string[] s_dates = ["date", "after", "before"];

    private static readonly Dictionary<string, SearchField> s_others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["source"] = SearchField.ListSource,
        ["list_source"] = SearchField.ListSource,
        ["province"] = SearchField.Region,
        ["type"] = SearchField.DocumentKind,
        ["document_kind"] = SearchField.DocumentKind,
        ["lang"] = SearchField.Language,
    };

    public static bool IsDate(string name, SearchKind kind) =>
        kind == SearchKind.Document && s_dates.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null if the kind has no such field.</summary>
    public static SearchField? Find(string name, SearchKind kind)
    {
        foreach (var field in SearchFields.Of(kind))
        {
            if (string.Equals(SearchFields.NameOf(field), name, StringComparison.OrdinalIgnoreCase))
                return field;
        }
        return s_others.TryGetValue(name, out var other) && SearchFields.Of(kind).Contains(other) ? other : null;
    }

    /// <summary>A value as the index has it, where case and spelling are fixed.</summary>
    public static string Canonical(SearchField field, string value)
    {
        if (string.Equals(value, SearchFields.None, StringComparison.OrdinalIgnoreCase))
            return SearchFields.None;
        return field switch
        {
            SearchField.Country => value.ToUpperInvariant(),
            SearchField.Band or SearchField.Flag => value.ToLowerInvariant().Replace('-', '_').Replace(' ', '_'),
            SearchField.Language => value.ToLowerInvariant(),
            _ => value,
        };
    }

    /// <summary>Says what there is, and which of it may have been meant.</summary>
    public static string UnknownField(string name, SearchKind kind)
    {
        var known = SearchFields.Of(kind).Select(SearchFields.NameOf).Concat(kind == SearchKind.Document ? s_dates : []).ToList();
        var other = kind == SearchKind.Supplier ? SearchKind.Document : SearchKind.Supplier;
        if (Find(name, other) is not null || IsDate(name, other))
            return $"“{name}:” can be asked of {(other == SearchKind.Supplier ? "suppliers" : "documents")} only. Here there is {string.Join(", ", known)}.";
        var shown = name.Length > 40 ? name[..40] + "…" : name;
        var near = name.Length > 40 ? null : known.Select(k => (Name: k, Distance: Distance(name.ToLowerInvariant(), k))).Where(k => k.Distance <= 2).OrderBy(k => k.Distance).Select(k => k.Name).FirstOrDefault();
        var meant = near is null ? $"There is {string.Join(", ", known)}." : $"Did you mean “{near}:”?";
        return $"There is no field “{shown}”. {meant} To look for it as text, put it in quotation marks.";
    }

    /// <summary>Levenshtein.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j - 1], diagonal) + 1);
            }
        }
        return row[^1];
    }
}
