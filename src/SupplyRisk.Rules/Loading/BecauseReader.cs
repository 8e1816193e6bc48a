using SupplyRisk.Rules.Compilation;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads the sentence of a rule; what stands in braces must be a fact or something the conditions found.</summary>
internal sealed class BecauseReader(ConditionContext context, ConditionReader conditions)
{
    public BecauseTemplate? Read(string sentence, YamlNode at)
    {
        var pieces = new List<(string?, Func<FactScope, string>?)>();
        var from = 0;
        while (from < sentence.Length)
        {
            var open = sentence.IndexOf('{', from);
            if (open < 0) open = sentence.Length;
            if (open > from) pieces.Add((sentence[from..open], null));
            if (open == sentence.Length) break;
            var close = sentence.IndexOf('}', open);
            if (close < 0)
            {
                context.Issues.Add(context.File, at, "A `{` in `because` is not closed.");
                return null;
            }

            if (ValueOf(sentence[(open + 1)..close].Trim(), at) is not { } value) return null;
            pieces.Add((null, value));
            from = close + 1;
        }

        return new BecauseTemplate(pieces);
    }

    private Func<FactScope, string>? ValueOf(string name, YamlNode at)
    {
        if (context.Supplier.Find(name) is { } fact) return s => BecauseTemplate.Show(fact, s, null);
        if (name.Split('.') is [var what, var field])
        {
            var known = conditions.Items.ContainsKey(what) || conditions.Rows.ContainsKey(what);
            if (field == "count" && known) return BecauseTemplate.Count(what);
            if (conditions.Items.TryGetValue(what, out var items) && items.Find(field) is { } itemFact) return BecauseTemplate.Item(what, itemFact);
            if (conditions.Rows.TryGetValue(what, out var table) && table.ColumnOf(field) >= 0) return BecauseTemplate.Column(what, table.ColumnOf(field));
        }

        context.Issues.Add(context.File, at, $"`{{{name}}}` in `because` is neither a fact nor found by the conditions.", Nearest.To(name, Names()));
        return null;
    }

    private IEnumerable<string> Names() => context.Supplier.Facts.Select(f => f.Name)
        .Concat(conditions.Items.SelectMany(i => i.Value.Facts.Select(f => $"{i.Key}.{f.Name}")))
        .Concat(conditions.Rows.SelectMany(r => r.Value.Columns.Select(c => $"{r.Key}.{c}")));
}
