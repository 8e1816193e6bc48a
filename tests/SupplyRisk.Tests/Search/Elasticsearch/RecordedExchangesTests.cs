using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>The fake answers as a real Elasticsearch 7.5 did, in everything the adapter reads.</summary>
public sealed class RecordedExchangesTests
{
    private const string SignIn = "Basic dGVzdDp0ZXN0";

    /// <summary>Recorded, but no part of what the adapter uses.</summary>
    private static readonly Dictionary<string, string> NotReplayed = new(StringComparer.Ordinal)
    {
        ["11"] = "fuzzy multi_match, and highlighting by the engine: terms are exact and marks are ours",
        ["16"] = "query_string: text never becomes syntax",
        ["17"] = "simple_query_string: text never becomes syntax",
        ["19"] = "from: pages go by search_after",
        ["20"] = "point in time: not needed with a unique sort",
        ["23"] = "partial update: records are written whole; a whole write stands in for it",
        ["25"] = "delete by query: records are deleted one by one; a delete stands in for it",
        ["28"] = "reindex: a rebuild reads from the database; a bulk write stands in for it",
        ["38"] = "phrases with slop, and highlighting by the engine",
        ["40"] = "the cat API, which is for people",
        ["54"] = "making an API key is the administrator's",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_every_exchange_of_our_subset_as_the_real_server_did()
    {
        await using var cluster = await FakeCluster.StartAsync(FakeFlavour.Elasticsearch75);
        await using var secured = await FakeCluster.StartAsync(FakeFlavour.Elasticsearch75);
        secured.Authorization = SignIn;
        using var http = new HttpClient();
        var replayed = 0;
        foreach (var (number, exchange) in Exchanges())
        {
            if (NotReplayed.ContainsKey(number))
            {
                await StandInAsync(number, cluster, http);
                continue;
            }
            var (status, body) = await SendAsync(number, (JObject)exchange["request"]!, number[0] == '5' ? secured : cluster, http); // recorded from a second server with sign-in
            status.ShouldBe((int)exchange["response"]!["status"]!, number);
            Read(body).ToString(Formatting.Indented).ShouldBe(Read(exchange["response"]!["body"]).ToString(Formatting.Indented), number);
            replayed++;
        }
        replayed.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Every_exchange_is_replayed_or_says_why_not() =>
        NotReplayed.Keys.Except(Exchanges().Select(e => e.Number)).ShouldBeEmpty("a reason for an exchange that is not there");

    private static List<(string Number, JObject Exchange)> Exchanges()
    {
        var folder = Path.Combine(TestInstallation.RepositoryRoot(), "..", "shared", "elasticsearch", "exchanges");
        if (!Directory.Exists(folder))
            Assert.Skip("The recorded exchanges are not beside the repository (../shared/elasticsearch/exchanges).");
        return [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f =>
        {
            using var reader = new JsonTextReader(new StreamReader(f)) { DateParseHandling = DateParseHandling.None };
            return (Path.GetFileName(f)[..2], JObject.Load(reader));
        })];
    }

    private static async Task<(int Status, JToken? Body)> SendAsync(string number, JObject recorded, FakeCluster cluster, HttpClient http)
    {
        var path = (string)recorded["path"]!;
        using var request = new HttpRequestMessage(new HttpMethod((string)recorded["method"]!), new Uri(cluster.Address, path));
        var body = recorded["body"];
        if (body is JObject { Count: > 0 } asked)
            asked.Remove("highlight"); // marks are ours
        var text = body?.Type switch
        {
            null or JTokenType.Null => null,
            JTokenType.Array => string.Join('\n', body.Select(l => (string?)l)),
            JTokenType.String => (string?)body,
            _ => body.ToString(Formatting.None),
        };
        if (text is not null)
            request.Content = new StringContent(text, Encoding.UTF8, MediaTypeHeaderValue.Parse((string)recorded["headers"]!["Content-Type"]!));
        if (recorded["headers"]!["Authorization"] is not null)
            request.Headers.TryAddWithoutValidation("Authorization", number == "52" ? "Basic d3Jvbmc6d3Jvbmc=" : SignIn);
        using var response = await http.SendAsync(request, Ct);
        var answer = await response.Content.ReadAsStringAsync(Ct);
        using var reader = new JsonTextReader(new StringReader(answer)) { DateParseHandling = DateParseHandling.None };
        return ((int)response.StatusCode, answer.Length == 0 ? null : await JToken.LoadAsync(reader, Ct));
    }

    /// <summary>What the adapter reads of an answer.</summary>
    private static JObject Read(JToken? body)
    {
        var read = new JObject();
        if (body is not JObject answer)
            return read;
        foreach (var name in new[] { "count", "found", "_seq_no", "_primary_term", "_source", "acknowledged", "errors", "timed_out" })
        {
            if (answer[name] is { } value)
                read[name] = value.DeepClone();
        }
        if (answer["error"] is JObject error)
            read["error"] = error["type"]!.DeepClone();
        read["version"] = answer["version"]?["number"]?.DeepClone();
        if (answer["items"] is JArray items)
            read["items"] = new JArray(items.Select(i => i.First!.First!).Select(i => $"{i["_index"]} {i["_id"]} {i["status"]} {i["error"]?["type"]} {i["_seq_no"]}"));
        if (answer["hits"] is JObject hits)
        {
            read["total"] = hits["total"]!.DeepClone();
            read["hits"] = new JArray(hits["hits"]!.Select(h => new JObject(new JProperty("_index", h["_index"]), new JProperty("_id", h["_id"]), new JProperty("_source", h["_source"]), new JProperty("sort", Numbers(h["sort"])))));
        }
        foreach (var index in answer.Properties().Where(p => p.Value is JObject o && o["aliases"] is not null))
            read[index.Name] = index.Value.DeepClone();
        return read;
    }

    /// <summary>64.0 and 64 are one number.</summary>
    private static JArray? Numbers(JToken? sort) => sort is JArray values ? new JArray(values.Select(v => v.Type is JTokenType.Integer ? new JValue((double)v) : v)) : null;

    private static async Task StandInAsync(string number, FakeCluster cluster, HttpClient http)
    {
        if (number == "23")
        {
            var supplier = cluster.Store.Indices["suppliers-v1"].Find("S-3").ShouldNotBeNull().Source;
            supplier["score"] = 70.0;
            await PostAsync(http, cluster, $$$"""{"index":{"_index":"suppliers-v1","_id":"S-3"}}""" + "\n" + supplier.ToString(Formatting.None) + "\n");
        }
        else if (number == "25")
        {
            await PostAsync(http, cluster, """{"delete":{"_index":"suppliers-v1","_id":"S-7"}}""" + "\n");
        }
        else if (number == "28")
        {
            var lines = cluster.Store.Indices["suppliers-v1"].Searchable.Values.OrderBy(d => d.Id, StringComparer.Ordinal)
                .Select(d => $$$"""{"index":{"_index":"suppliers-v2","_id":"{{{d.Id}}}"}}""" + "\n" + d.Source.ToString(Formatting.None) + "\n");
            await PostAsync(http, cluster, string.Concat(lines));
        }
    }

    private static async Task PostAsync(HttpClient http, FakeCluster cluster, string lines)
    {
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var response = await http.PostAsync(new Uri(cluster.Address, "/_bulk?refresh=true"), content, Ct);
        response.EnsureSuccessStatusCode();
    }
}
