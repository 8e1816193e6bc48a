using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The fake's indices and what requests do to them. Only the requests the adapter makes, and those needed to set up the recorded exchanges.</summary>
internal sealed class FakeStore(FakeFlavour flavour)
{
    private static readonly string[] s_parameters =
        ["refresh", "if_seq_no", "if_primary_term", "op_type", "allow_partial_search_results", "preference", "wait_for_status", "timeout"];

    public SortedDictionary<string, FakeIndex> Indices { get; } = new(StringComparer.Ordinal);

    /// <summary>The answer to a request; null body where there is none.</summary>
    public (int Status, JToken? Body) Handle(string method, string path, IReadOnlyDictionary<string, string> query, string body)
    {
        if (query.Keys.FirstOrDefault(k => !s_parameters.Contains(k)) is { } unknown)
            throw new FakeError(400, "illegal_argument_exception", $"request [{path}] contains unrecognized parameter: [{unknown}]");
        var parts = path.Trim('/').Split('/');
        return (method, parts) switch
        {
            ("GET", [""]) => (200, Info()),
            ("GET", ["_cluster", "health"]) => (200, new JObject(new JProperty("status", "green"), new JProperty("timed_out", false))),
            ("POST", ["_bulk"]) => (200, Bulk(body, query.ContainsKey("refresh"))),
            ("POST", ["_aliases"]) => (200, Swap(Parsed(body))),
            ("GET", ["_alias", var alias]) => Named(alias),
            ("GET", [var of, "_alias"]) => (200, new JObject(Resolve(of).Select(i => new JProperty(i.Name, Aliases(i, null))))),
            ("GET", [var of, "_mapping"]) => (200, new JObject(Resolve(of).Select(i => new JProperty(i.Name, new JObject(new JProperty("mappings", i.Mappings)))))),
            ("HEAD", [var of]) => (Exist(of) ? 200 : 404, null),
            ("PUT", [var name]) => (200, Create(name, Parsed(body))),
            ("DELETE", [var name]) => (200, Remove(name)),
            ("PUT", [var of, "_settings"]) => (200, Block(of, Parsed(body))),
            ("POST", [var of, "_refresh"]) => (200, Refresh(of)),
            ("POST", [var of, "_search"]) => (200, new FakeSearch(Resolve(of), flavour).Answer(Parsed(body))),
            ("POST", [var of, "_count"]) => (200, new JObject(new JProperty("count", new FakeSearch(Resolve(of), flavour).Count(Parsed(body))), new JProperty("_shards", FakeSearch.Shards(1)))),
            ("GET", [var of, "_doc", var id]) => Get(of, id),
            ("PUT", [var of, "_doc", var id]) => Put(of, id, query, Parsed(body)),
            _ => throw new FakeError(400, "illegal_argument_exception", $"no handler found for uri [{path}] and method [{method}]"),
        };
    }

    private static JObject Parsed(string body)
    {
        try
        {
            return body.Length == 0 ? [] : JObject.Parse(body);
        }
        catch (Newtonsoft.Json.JsonException)
        {
            throw new FakeError(500, "json_parse_exception", "Unrecognized token");
        }
    }

    private static JObject Acknowledged() => new(new JProperty("acknowledged", true));

    private JObject Info()
    {
        var version = new JObject(new JProperty("number", flavour.Number), new JProperty("build_flavor", "default"));
        if (flavour.Distribution is { } distribution)
            version["distribution"] = distribution;
        return new JObject(new JProperty("name", "node-0"), new JProperty("cluster_name", "fake"), new JProperty("version", version), new JProperty("tagline", "You Know, for Search"));
    }

    /// <summary>By name, alias or pattern; what a pattern does not find is no error.</summary>
    private List<FakeIndex> Resolve(string of)
    {
        var found = new List<FakeIndex>();
        foreach (var name in Uri.UnescapeDataString(of).Split(','))
        {
            var pattern = new Regex("^" + Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.NonBacktracking);
            var these = Indices.Values.Where(i => pattern.IsMatch(i.Name) || i.Aliases.Any(pattern.IsMatch)).ToList();
            if (these.Count == 0 && !name.Contains('*', StringComparison.Ordinal))
                throw FakeError.MissingIndex(name);
            found.AddRange(these.Except(found));
        }
        return found;
    }

    private bool Exist(string of)
    {
        try
        {
            return Resolve(of).Count > 0;
        }
        catch (FakeError)
        {
            return false;
        }
    }

    private FakeIndex One(string of) => Resolve(of) is [var one]
        ? one
        : throw new FakeError(400, "illegal_argument_exception", $"alias [{of}] has more than one indices associated with it, can't execute a single index op");

    private FakeIndex ForWrite(string name)
    {
        // As a real server does unless it is told not to: an index nobody made comes into being, without our mapping.
        if (!Exist(name))
            Indices[name] = new FakeIndex(name, [], flavour);
        return One(name);
    }

    private JObject Create(string name, JObject body)
    {
        if (Indices.ContainsKey(name) || Indices.Values.Any(i => i.Aliases.Contains(name)))
            throw new FakeError(400, "resource_already_exists_exception", $"index [{name}/uuid] already exists");
        Indices[name] = new FakeIndex(name, body, flavour);
        return new JObject(new JProperty("acknowledged", true), new JProperty("shards_acknowledged", true), new JProperty("index", name));
    }

    private JObject Remove(string names)
    {
        foreach (var name in names.Split(','))
        {
            if (flavour.NeedsNames && name.Contains('*', StringComparison.Ordinal))
                throw new FakeError(400, "illegal_argument_exception", "Wildcard expressions or all indices are not allowed");
            if (!Indices.Remove(name))
                throw FakeError.MissingIndex(name);
        }
        return Acknowledged();
    }

    private JObject Block(string of, JObject body)
    {
        foreach (var index in Resolve(of))
            index.IsBlocked = (bool?)body["index.blocks.read_only_allow_delete"] ?? false;
        return Acknowledged();
    }

    private JObject Refresh(string of)
    {
        foreach (var index in Resolve(of))
            index.Refresh();
        return new JObject(new JProperty("_shards", FakeSearch.Shards(1)));
    }

    /// <summary>All or nothing.</summary>
    private JObject Swap(JObject body)
    {
        var actions = ((JArray)body["actions"]!).Select(a => ((JObject)a).Properties().Single()).Select(a => (a.Name, Index: (string)a.Value["index"]!, Alias: (string)a.Value["alias"]!)).ToList();
        foreach (var (name, index, alias) in actions)
        {
            if (!Indices.TryGetValue(index, out var found))
                throw FakeError.MissingIndex(index);
            if (name == "remove" && !found.Aliases.Contains(alias))
                throw new FakeError(404, "aliases_not_found_exception", $"aliases [{alias}] missing");
            if (name == "add" && Indices.ContainsKey(alias))
                throw new FakeError(400, "invalid_alias_name_exception", $"Invalid alias name [{alias}], an index exists with the same name as the alias");
        }
        foreach (var (name, index, alias) in actions)
            _ = name == "add" ? Indices[index].Aliases.Add(alias) : Indices[index].Aliases.Remove(alias);
        return Acknowledged();
    }

    private (int Status, JToken Body) Named(string alias)
    {
        var named = Indices.Values.Where(i => i.Aliases.Contains(alias)).ToList();
        return named.Count == 0
            ? (404, new JObject(new JProperty("error", $"alias [{alias}] missing"), new JProperty("status", 404)))
            : (200, new JObject(named.Select(i => new JProperty(i.Name, Aliases(i, alias)))));
    }

    private static JObject Aliases(FakeIndex index, string? only) =>
        new(new JProperty("aliases", new JObject(index.Aliases.Where(a => only is null || a == only).Order(StringComparer.Ordinal).Select(a => new JProperty(a, new JObject())))));

    private (int Status, JToken Body) Get(string of, string id)
    {
        var index = One(of);
        var found = index.Find(id);
        var answer = Head(index, id);
        if (found is not null)
            answer.Add(new[] { new JProperty("_version", found.Version), new JProperty("_seq_no", found.SequenceNumber), new JProperty("_primary_term", 1) });
        answer["found"] = found is not null;
        if (found is not null)
            answer["_source"] = found.Source;
        return (found is null ? 404 : 200, answer);
    }

    private (int Status, JToken Body) Put(string of, string id, IReadOnlyDictionary<string, string> query, JObject body)
    {
        var index = ForWrite(of);
        if (query.TryGetValue("if_seq_no", out var expected) && expected != index.Find(id)?.SequenceNumber.ToString(System.Globalization.CultureInfo.InvariantCulture))
            throw index.Conflict(id, $"required seqNo [{expected}], primary term [1]. current document has seqNo [{index.Find(id)?.SequenceNumber}] and primary term [1]");
        var before = index.Find(id);
        var written = index.Write(id, body, null, query.GetValueOrDefault("op_type") == "create");
        if (query.ContainsKey("refresh"))
            index.Refresh();
        var answer = Head(index, id);
        answer.Add(new[] { new JProperty("_version", written.Version), new JProperty("result", before is null ? "created" : "updated"), new JProperty("_seq_no", written.SequenceNumber), new JProperty("_primary_term", 1) });
        return (before is null ? 201 : 200, answer);
    }

    private JObject Head(FakeIndex index, string id)
    {
        var head = new JObject(new JProperty("_index", index.Name));
        if (flavour.HasTypes)
            head["_type"] = "_doc";
        head["_id"] = id;
        return head;
    }

    private JObject Bulk(string body, bool refresh)
    {
        if (!body.EndsWith('\n'))
            throw new FakeError(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]");
        var lines = body.Split('\n');
        var items = new JArray();
        var touched = new HashSet<FakeIndex>();
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var action = Parsed(lines[i]).Properties().Single();
            var source = action.Name == "delete" ? [] : Parsed(lines[++i]);
            items.Add(new JObject(new JProperty(action.Name, Item(action.Name, (JObject)action.Value, source, touched))));
        }
        if (refresh)
        {
            foreach (var index in touched)
                index.Refresh();
        }
        return new JObject(new JProperty("took", 1), new JProperty("errors", items.Any(i => i.First!.First!["error"] is not null)), new JProperty("items", items));
    }

    private JObject Item(string action, JObject about, JObject source, HashSet<FakeIndex> touched)
    {
        var (name, id) = ((string)about["_index"]!, (string)about["_id"]!);
        var answer = new JObject(new JProperty("_index", name));
        if (flavour.HasTypes)
            answer["_type"] = "_doc";
        answer["_id"] = id;
        try
        {
            var index = ForWrite(name);
            touched.Add(index);
            if (action == "delete")
            {
                var (before, sequence) = index.Delete(id);
                answer.Add(new[] { new JProperty("_version", (before?.Version ?? 0) + 1), new JProperty("result", before is null ? "not_found" : "deleted"), new JProperty("_seq_no", sequence), new JProperty("status", before is null ? 404 : 200) });
                return answer;
            }
            var existed = index.Find(id) is not null;
            var written = index.Write(id, source, (string?)about["version_type"] == "external" ? (long)about["version"]! : null, action == "create");
            answer.Add(new[] { new JProperty("_version", written.Version), new JProperty("result", existed ? "updated" : "created"), new JProperty("_seq_no", written.SequenceNumber), new JProperty("_primary_term", 1), new JProperty("status", existed ? 200 : 201) });
        }
        catch (FakeError e)
        {
            answer.Add(new[] { new JProperty("status", e.Status), new JProperty("error", new JObject(new JProperty("type", e.Type), new JProperty("reason", e.Message))) });
        }
        return answer;
    }
}
