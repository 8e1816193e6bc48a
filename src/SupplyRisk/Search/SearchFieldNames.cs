using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

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
        kind == SearchKind.Document && (s_dates.Contains(name, StringComparer.OrdinalIgnoreCase) || string.Equals(name, "dated", StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of a kind's fields, those of dates last; of both kinds if null.</summary>
    public static IReadOnlyList<string> Known(SearchKind? kind) => kind switch
    {
        { } one => [.. SearchFields.Of(one).Select(SearchFields.NameOf), .. one == SearchKind.Document ? s_dates : []],
        null => [.. Known(SearchKind.Supplier), .. Known(SearchKind.Document).Except(Known(SearchKind.Supplier))],
    };

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
    /// <param name="name">As typed.</param>
    /// <param name="kind">What is looked for.</param>
    /// <param name="bothKinds">Whether the other kind is looked for as well, so that its fields are told of, too.</param>
    public static SearchTextProblem Unknown(string name, SearchKind kind, bool bothKinds)
    {
        var known = Known(bothKinds ? null : kind);
        var other = kind == SearchKind.Supplier ? SearchKind.Document : SearchKind.Supplier;
        if (Find(name, other) is not null || IsDate(name, other))
        {
            return new(0, $"“{name}:” can be asked of {(other == SearchKind.Supplier ? "suppliers" : "documents")} only. Here there is {string.Join(", ", Known(kind))}.")
            {
                OfOtherKind = true,
            };
        }
        var shown = name.Length > 40 ? name[..40] + "…" : name;
        var near = NearestOf(name, known);
        var meant = near is null ? $"There is {string.Join(", ", known)}." : $"Did you mean “{near}:”?";
        return new(0, $"There is no field “{shown}”. {meant} To look for it as text, put it in quotation marks.") { Instead = near };
    }

    /// <summary>The problem with what may have been meant by the value, where the values are known beforehand.</summary>
    public static SearchTextProblem Nearest(SearchField field, string value, SearchTextProblem problem)
    {
        var near = field switch
        {
            SearchField.Country => CountryNames.Find(value) ?? CountryNames.Nearest(value),
            SearchField.Band => NearestOf(value, [.. Enum.GetValues<Band>().Select(SearchFields.ValueOf)]),
            SearchField.Flag => NearestOf(value, [.. Enum.GetValues<FlagKind>().Select(SearchFields.ValueOf)]),
            _ => null,
        };
        return near is null ? problem : problem with { Message = $"{problem.Message} Did you mean “{near}”?", Instead = near };
    }

    /// <summary>The only one that begins so, else the nearest by spelling; null if none is near.</summary>
    internal static string? NearestOf(string typed, IReadOnlyCollection<string> known)
    {
        if (typed.Length is 0 or > 40)
            return null;
        var lower = typed.ToLowerInvariant();
        return known.Where(k => k.StartsWith(lower, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [var only]
            ? only
            : known.Select(k => (Name: k, Distance: Distance(lower, k.ToLowerInvariant()))).Where(k => k.Distance <= 2 && k.Distance < k.Name.Length)
                .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal).Select(k => k.Name).FirstOrDefault();
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
