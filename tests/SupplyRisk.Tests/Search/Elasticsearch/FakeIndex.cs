using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>A document as last written.</summary>
internal sealed record FakeDocument(string Id, string Index, JObject Source, IReadOnlyDictionary<string, List<object>> Terms, long Version, long SequenceNumber)
{
    public IReadOnlyList<object> Of(string field) => Terms.TryGetValue(field, out var terms) ? terms : [];
}

/// <summary>One index: mapping, versions, and what searches see of it, which is what it held at the last refresh.</summary>
internal sealed class FakeIndex
{
    private readonly FakeFlavour _flavour;
    private readonly bool _strict;
    private readonly string[] _excludes;
    private ImmutableDictionary<string, FakeDocument> _documents = ImmutableDictionary<string, FakeDocument>.Empty;
    private long _sequence;

    public FakeIndex(string name, JObject body, FakeFlavour flavour)
    {
        Name = name;
        _flavour = flavour;
        Mappings = body["mappings"] as JObject ?? [];
        var analyzers = FakeAnalyzer.Read(body["settings"] as JObject);
        Fields = FakeField.Read(Mappings["properties"] as JObject ?? [], analyzers);
        _strict = (string?)Mappings["dynamic"] == "strict";
        _excludes = [.. (Mappings["_source"]?["excludes"] ?? new JArray()).Select(e => (string)e!)];
    }

    public string Name { get; }

    public JObject Mappings { get; }

    public Dictionary<string, FakeField> Fields { get; }

    public HashSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    public bool IsBlocked { get; set; }

    public ImmutableDictionary<string, FakeDocument> Searchable { get; private set; } = ImmutableDictionary<string, FakeDocument>.Empty;

    /// <summary>Realtime, as a get is.</summary>
    public FakeDocument? Find(string id) => _documents.GetValueOrDefault(id);

    public void Refresh() => Searchable = _documents;

    /// <param name="external">The version it comes with; null for one more than before.</param>
    public FakeDocument Write(string id, JObject source, long? external, bool create = false)
    {
        ThrowIfBlocked();
        var before = Find(id);
        if (create && before is not null)
            throw Conflict(id, $"document already exists (current version [{before.Version}])");
        if (external <= before?.Version)
            throw Conflict(id, $"current version [{before.Version}] is higher or equal to the one provided [{external}]");
        var terms = new Dictionary<string, List<object>>(StringComparer.Ordinal);
        Read(source, "", terms);
        var stored = (JObject)source.DeepClone();
        foreach (var exclude in _excludes)
            stored.Remove(exclude);
        var document = new FakeDocument(id, Name, stored, terms, external ?? (before?.Version ?? 0) + 1, _sequence++);
        _documents = _documents.SetItem(id, document);
        return document;
    }

    /// <returns>The document there was; a delete of nothing counts as a write too.</returns>
    public (FakeDocument? Before, long SequenceNumber) Delete(string id)
    {
        ThrowIfBlocked();
        var before = Find(id);
        _documents = _documents.Remove(id);
        return (before, _sequence++);
    }

    public FakeError Conflict(string id, string why) => new(409, "version_conflict_engine_exception", $"[{id}]: version conflict, {why}");

    private void ThrowIfBlocked()
    {
        if (IsBlocked)
            throw new FakeError(_flavour.BlockedStatus, "cluster_block_exception", $"index [{Name}] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];");
    }

    private void Read(JObject source, string below, Dictionary<string, List<object>> terms)
    {
        foreach (var property in source.Properties())
        {
            var path = below + property.Name;
            if (Fields.TryGetValue(path, out var field) && field.Type == "skipped")
                continue;
            if (property.Value is JObject inner && field is null && (!_strict || Fields.Keys.Any(k => k.StartsWith(path + ".", StringComparison.Ordinal))))
            {
                Read(inner, path + ".", terms);
                continue;
            }
            if (field is null && !_strict && property.Value is JArray { First: JObject } objects)
            {
                foreach (var one in objects)
                    Read((JObject)one, path + ".", terms);
                continue;
            }
            if (field is null)
            {
                if (_strict)
                    throw new FakeError(400, "strict_dynamic_mapping_exception", $"mapping set to strict, dynamic introduction of [{property.Name}] within [_doc] is not allowed");
                Fields[path] = field = new FakeField("text", FakeAnalyzer.Standard, false, null);
            }
            var values = property.Value is JArray many ? many.AsEnumerable() : [property.Value];
            terms[path] = [.. values.SelectMany(v => field.Terms(v, property.Name, _flavour))];
        }
    }
}
