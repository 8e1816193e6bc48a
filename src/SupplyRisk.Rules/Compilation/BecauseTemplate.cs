using System.Globalization;
using System.Text;

namespace SupplyRisk.Rules.Compilation;

/// <summary>The sentence of a rule, with the values that made it fire: <c>{country}</c>, <c>{match.entry_name}</c>, <c>{dol_goods.good}</c>.</summary>
internal sealed class BecauseTemplate(IReadOnlyList<(string? Text, Func<FactScope, string>? Value)> pieces)
{
    private const string Unknown = "not known";
    private const int MostValues = 3;

    public string Fill(FactScope scope)
    {
        var sentence = new StringBuilder();
        foreach (var (text, value) in pieces) sentence.Append(text ?? value!(scope)); // a piece is one or the other
        return sentence.ToString();
    }

    /// <summary>The value of a fact of the supplier, or of one item.</summary>
    public static string Show(Fact fact, FactScope scope, object? item) => fact.Kind switch
    {
        FactKind.Number => fact.Number(scope, item) is { } n ? n.ToString("0.##", CultureInfo.InvariantCulture) : Unknown,
        FactKind.Flag => fact.Flag(scope, item) switch { true => "yes", false => "no", null => Unknown },
        FactKind.Date => fact.Date(scope, item)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Unknown,
        FactKind.Codes => fact.Codes(scope, item) is { Count: > 0 } codes ? Join(codes.Order(StringComparer.Ordinal)) : Unknown,
        FactKind.Items => fact.Items(scope).Count.ToString(CultureInfo.InvariantCulture),
        _ => fact.Text(scope, item) is { Length: > 0 } text ? text : Unknown,
    };

    /// <summary>A column of the rows that a lookup found.</summary>
    public static Func<FactScope, string> Column(string alias, int column) => scope =>
        scope.Found.TryGetValue(alias, out var found) && found.Table is not null
            ? Join(found.Rows.Select(r => found.Table.Rows[r][column]).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal))
            : Unknown;

    /// <summary>A fact of the first item that a list test found; how many more there are is said by <see cref="Count"/>.</summary>
    public static Func<FactScope, string> Item(string noun, Fact fact) => scope =>
        scope.Found.TryGetValue(noun, out var found) && found.Items.Count > 0 ? Show(fact, scope, found.Items[0]) : Unknown;

    /// <summary>How many items or rows fitted.</summary>
    public static Func<FactScope, string> Count(string noun) => scope =>
        scope.Found.TryGetValue(noun, out var found)
            ? Math.Max(found.Items.Count, found.Rows.Count).ToString(CultureInfo.InvariantCulture)
            : "0";

    private static string Join(IEnumerable<string> values)
    {
        var all = values.ToList();
        if (all.Count == 0) return Unknown;
        var shown = string.Join(", ", all.Take(MostValues));
        return all.Count > MostValues ? $"{shown} and {all.Count - MostValues} more" : shown;
    }
}
