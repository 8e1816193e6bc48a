using System.Globalization;
using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads the keys of one mapping, says what is missing or of the wrong type, and at the end what is unknown.</summary>
internal sealed class MappingReader
{
    private readonly IssueList _issues;
    private readonly YamlMappingNode _node;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    private MappingReader(string file, YamlMappingNode node, IssueList issues)
    {
        File = file;
        _node = node;
        _issues = issues;
        foreach (var (key, value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name }) _entries[name] = (key, value);
            else issues.Add(file, key, "A key must be a single word.");
        }
    }

    public string File { get; }

    public YamlMappingNode Node => _node;

    /// <summary>Keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>Null, after saying so, if the node is no mapping.</summary>
    public static MappingReader? Of(string file, YamlNode node, IssueList issues, string what)
    {
        if (node is YamlMappingNode mapping) return new MappingReader(file, mapping, issues);
        issues.Add(file, node, $"{what} must be a mapping of keys to values.");
        return null;
    }

    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>Where a key stands that is there.</summary>
    public YamlNode KeyOf(string key) => _entries[key].Key;

    public YamlNode? Value(string key, bool required = false)
    {
        _known.Add(key);
        if (_entries.TryGetValue(key, out var entry)) return entry.Value;
        if (required) Problem(_node, $"The key `{key}` is missing.");
        return null;
    }

    public string? Text(string key, bool required = false)
    {
        var node = Value(key, required);
        if (node is null) return null;
        if (node is YamlScalarNode { Value: { } value } && value.Trim().Length > 0) return value.Trim();
        Problem(node, $"`{key}` must be a text and may not be empty.");
        return null;
    }

    public IReadOnlyList<string> Texts(string key, bool required = false)
    {
        var node = Value(key, required);
        if (node is null) return [];
        var texts = node is YamlSequenceNode list ? list.Children.ToList() : [node];
        if (required && texts.Count == 0) Problem(node, $"`{key}` may not be empty.");
        foreach (var bad in texts.Where(t => t is not YamlScalarNode s || string.IsNullOrWhiteSpace(s.Value)))
        {
            Problem(bad, $"`{key}` must be a text or a list of texts.");
        }

        return [.. texts.OfType<YamlScalarNode>().Select(s => s.Value?.Trim() ?? "").Where(s => s.Length > 0)];
    }

    public T? Choice<T>(string key, bool required = false)
        where T : struct, Enum
    {
        var text = Text(key, required);
        if (text is null) return null;
        var value = Wording.Parse<T>(text);
        if (value is null)
        {
            Problem(_entries[key].Value, $"`{text}` is no value of `{key}`; allowed are {string.Join(", ", Wording.All<T>())}.", Nearest.To(text, Wording.All<T>()));
        }

        return value;
    }

    public bool? Flag(string key)
    {
        var text = Text(key);
        if (text is null or "true" or "false") return text is null ? null : text == "true";
        Problem(_entries[key].Value, $"`{key}` must be true or false.");
        return null;
    }

    public int? Whole(string key, int least, int most, bool required = false)
    {
        var text = Text(key, required);
        if (text is null) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Problem(_entries[key].Value, $"`{key}` must be a whole number from {least} to {most}.");
        return null;
    }

    public double? Number(string key)
    {
        var text = Text(key);
        if (text is null) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        Problem(_entries[key].Value, $"`{key}` must be a number.");
        return null;
    }

    public DateOnly? Date(string key)
    {
        var text = Text(key);
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Problem(_entries[key].Value, $"`{key}` must be a date like 2025-03-31.");
        return null;
    }

    public MappingReader? Mapping(string key, bool required = false) =>
        Value(key, required) is { } node ? Of(File, node, _issues, $"`{key}`") : null;

    /// <summary>The mappings of a list; what is none is reported.</summary>
    public IReadOnlyList<MappingReader> Mappings(string key, bool required = false)
    {
        var node = Value(key, required);
        if (node is null) return [];
        if (node is YamlSequenceNode list)
        {
            return [.. list.Children.Select(c => Of(File, c, _issues, $"An entry of `{key}`")).OfType<MappingReader>()];
        }

        Problem(node, $"`{key}` must be a list.");
        return [];
    }

    /// <summary>Marks keys as known that someone else reads.</summary>
    public void Knows(params IEnumerable<string> keys) => _known.AddRange(keys);

    /// <summary>Reports every key that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, entry) in _entries.Where(e => !_known.Contains(e.Key)))
        {
            Problem(entry.Key, $"The key `{name}` is unknown here; known are {string.Join(", ", _known.Distinct().Order(StringComparer.Ordinal))}.", Nearest.To(name, _known));
        }
    }

    public void Problem(YamlNode at, string message, string? suggestion = null) => _issues.Add(File, at, message, suggestion);
}
