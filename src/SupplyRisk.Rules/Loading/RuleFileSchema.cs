using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Loading;

/// <summary>The JSON schema of a rule file, for editors. Written from what the loader knows, so that the two cannot part ways.</summary>
public static class RuleFileSchema
{
    private static readonly string[] Required = ["id", "title", "status", "sources", "false_positives", "settled_by", "cases"];
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text, facts that the bundle's tables derive included.</summary>
    public static string Write(RulesetBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var definitions = new JsonObject
        {
            ["texts"] = Either(NonEmpty(), new JsonObject { ["type"] = "array", ["items"] = NonEmpty(), ["minItems"] = 1 }),
            ["rule"] = Rule(),
            ["case"] = Case(),
            ["quantity_step"] = QuantityStep(),
            ["exceptions"] = Either(
                Ref("supplier"),
                Many(Object(new JsonObject { ["because"] = NonEmpty(), ["when"] = Ref("supplier") }, "because", "when"))),
        };
        var supplier = new FactSet("supplier", bundle.SupplierFacts);
        foreach (var facts in bundle.SupplierFacts.Select(f => f.ItemFacts).OfType<FactSet>().Prepend(supplier)) definitions[facts.Noun] = Conditions(facts);
        var schema = Object(
            new JsonObject
            {
                ["ruleset"] = NonEmpty(),
                ["title"] = NonEmpty(),
                ["about"] = NonEmpty(),
                ["lists"] = Named(Ref("texts")),
                ["macros"] = Named(new JsonObject { ["type"] = "object", ["minProperties"] = 1 }),
                ["rules"] = Many(Ref("rule")),
                ["quantities"] = Many(Ref("quantity_step")),
            });
        schema["anyOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray("rules") }, new JsonObject { ["required"] = new JsonArray("quantities") });
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["title"] = "SupplyRisk rule file";
        schema["description"] = "For editors. `supplyrisk rules lint` checks more: types, tables, lists, cases, contradictions. Written by `supplyrisk rules schema`.";
        schema["$defs"] = definitions;
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Rule() => Object(
        new JsonObject
        {
            ["id"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9]+([.-][a-z0-9]+)*$", ["description"] = "Never changes once published." },
            ["title"] = NonEmpty(),
            ["part"] = Choice<RulePart>(),
            ["indicator"] = Choice<Indicator>(),
            ["severity"] = Choice<Severity>(),
            ["strength"] = Choice<ControlStrength>(),
            ["status"] = Choice<RuleStatus>(),
            ["mode"] = Choice<RuleMode>(),
            ["denials"] = Choice<DenialLoss>(),
            ["sources"] = Ref("texts"),
            ["false_positives"] = Ref("texts"),
            ["settled_by"] = Ref("texts"),
            ["no_audit_counts"] = Flag(),
            ["always_rated"] = Flag(),
            ["raises_flag"] = Flag(),
            ["weighed_by_steps"] = Flag(),
            ["when"] = Ref("supplier"),
            ["unless"] = Ref("exceptions"),
            ["because"] = new JsonObject { ["type"] = "string", ["description"] = "A sentence; {fact}, {match.entry_name}, {table.column} are filled in." },
            ["text"] = new JsonObject { ["type"] = "object", ["description"] = "Patterns by language: signs, mentions, opposites, unless, lists, conditional." },
            ["cases"] = Many(Ref("case")),
        },
        Required);

    private static JsonObject Case() => Object(
        new JsonObject
        {
            ["note"] = NonEmpty(),
            ["facts"] = new JsonObject { ["type"] = "object" },
            ["text"] = NonEmpty(),
            ["lang"] = NonEmpty(),
            ["expect"] = Strings(["fires", "silent", .. Wording.All<EvidenceStatus>()]),
            ["because"] = NonEmpty(),
            ["usual_false_positive"] = Flag(),
        },
        "expect");

    private static JsonObject QuantityStep() => Object(
        new JsonObject
        {
            ["id"] = NonEmpty(),
            ["rules"] = Ref("texts"),
            ["when"] = Measures(),
            ["country"] = Ref("texts"),
            ["then"] = Strings(["raise", "lower"]),
            ["because"] = NonEmpty(),
            ["sources"] = Ref("texts"),
            ["cases"] = Many(Object(
                new JsonObject { ["note"] = NonEmpty(), ["text"] = NonEmpty(), ["lang"] = NonEmpty(), ["country"] = NonEmpty(), ["expect"] = Strings(["raises", "lowers", "silent"]) }, "text", "expect")),
        },
        "id", "rules", "when", "then", "because", "sources", "cases");

    private static JsonObject Measures()
    {
        var measures = new JsonObject();
        foreach (var measure in Enum.GetValues<Measure>())
        {
            var bounds = new JsonObject();
            foreach (var bound in Wording.All<QuantityBound>())
                bounds[bound] = measure == Measure.Money ? Named(new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 }) : new JsonObject { ["type"] = "number" };
            var comparison = Object(bounds);
            comparison["minProperties"] = 1;
            comparison["maxProperties"] = 1;
            measures[measure.Snake()] = comparison;
        }

        var all = Object(measures);
        all["minProperties"] = 1;
        return all;
    }

    private static JsonObject Conditions(FactSet facts)
    {
        var self = Ref(facts.Noun);
        var several = Either(self, Many(self.DeepClone()));
        var properties = new JsonObject
        {
            ["all"] = several,
            ["any"] = several.DeepClone(),
            ["none"] = several.DeepClone(),
            ["not"] = self.DeepClone(),
            ["macro"] = Ref("texts"),
            ["lookup"] = Object(
                new JsonObject { ["table"] = NonEmpty(), ["as"] = NonEmpty(), ["match"] = Named(new JsonObject()), ["where"] = Named(new JsonObject()) }, "table", "match"),
        };
        foreach (var fact in facts.Facts) properties[fact.Name] = Comparison(fact);
        var conditions = Object(properties);
        conditions["minProperties"] = 1;
        return conditions;
    }

    private static JsonObject Comparison(Fact fact)
    {
        var operators = new JsonObject();
        foreach (var name in ComparisonReader.OperatorsOf(fact.Kind)) operators[name] = Operand(fact, name);
        var mapping = Object(operators);
        mapping["minProperties"] = 1;
        var shown = fact.Kind is FactKind.Text or FactKind.Date or FactKind.Items ? mapping : Either(Operand(fact, "is"), mapping);
        shown["description"] = fact.Meaning;
        return shown;
    }

    private static JsonObject Operand(Fact fact, string name) => (name, fact.Kind) switch
    {
        ("known", _) or (_, FactKind.Flag) => Flag(),
        (_, FactKind.Number) => new JsonObject { ["type"] = "number" },
        (_, FactKind.Date) => new JsonObject { ["type"] = "string", ["format"] = "date" },
        (_, FactKind.Items) => Ref(fact.ItemFacts!.Noun), // a list has facts of its items
        (_, FactKind.Choice) => Either(Strings(fact.Choices), Many(Strings(fact.Choices))),
        _ => Ref("texts"),
    };

    private static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    private static JsonObject NonEmpty() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject Flag() => new() { ["type"] = "boolean" };

    private static JsonObject Many(JsonNode item) => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = item };

    private static JsonObject Named(JsonObject value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    private static JsonObject Either(JsonObject one, JsonObject other) => new() { ["anyOf"] = new JsonArray(one, other) };

    private static JsonObject Choice<T>()
        where T : struct, Enum => Strings(Wording.All<T>());

    private static JsonObject Strings(IEnumerable<string> values) => new() { ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) };

    private static JsonObject Object(JsonObject properties, params string[] required)
    {
        var described = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        if (required.Length > 0) described["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        described["properties"] = properties;
        return described;
    }
}
