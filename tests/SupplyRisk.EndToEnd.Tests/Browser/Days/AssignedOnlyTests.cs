using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>What an auditor reaches, by links and by guessing addresses, tells of no supplier but the one assigned.</summary>
[Collection(nameof(WholeDays))]
public sealed partial class AssignedOnlyTests(RunningProduct product, StaffedInstallation staffed)
{
    private const int MostPages = 300;

    /// <summary>A rule's page looks alike whichever it is.</summary>
    private const int MostRules = 60;

    private static readonly string[] Beginnings =
    [
        "/", "/suppliers", "/suppliers/map", "/suppliers/duplicates", "/suppliers/duplicates?band=merged", "/review", "/review?lane=match_to_check", "/review?lane=gather_evidence", "/review?closed=yes", "/review/pending",
        "/actions", "/shipments", "/effectiveness", "/effectiveness?by=country&months=24", "/effectiveness?by=sector", "/documents", "/documents?state=unreadable", "/search?q=co", "/search?kind=document&q=passport*", "/searches",
        "/statements", "/statements/laws", "/imports", "/lists", "/rules", "/rules/coverage", "/runs", "/keys", "/account",
        "/api/v1/suppliers", "/api/v1/cases?lane=risk", "/api/v1/cases?lane=match_to_check", "/api/v1/cases?lane=gather_evidence", "/api/v1/cases?lane=risk&closed=true", "/api/v1/cases/proposals", "/api/v1/cases/rule-outcomes",
        "/api/v1/documents", "/api/v1/duplicates", "/api/v1/actions", "/api/v1/shipments", "/api/v1/effectiveness", "/api/v1/search?q=co", "/api/v1/search?q=passport*&kind=document", "/api/v1/searches", "/api/v1/imports", "/api/v1/runs",
        "/api/v1/watchlists", "/api/v1/watchlists/demo-list/entries", "/api/v1/statements", "/api/v1/statements/entities", "/api/v1/rulesets",
    ];

    private static readonly string[] Shut =
    [
        "/record", "/record/chain", "/record/export?format=csv", "/review/decisions?format=csv", "/settings/people", "/settings/keys", "/settings/notifications", "/settings/schedule", "/settings/retention", "/imports/new",
        "/suppliers/export.csv", "/suppliers/export.xlsx", "/actions/export?format=csv", "/statements/new", "/statements/check", "/rules/proposals", "/shipments/new",
        "/api/v1/record", "/api/v1/record/export?format=csv", "/api/v1/notifications/channels", "/api/v1/schedule",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MT-1001")] // a listed ginnery three links up
    [InlineData("MT-1002")] // a shipment whose chain names another
    public async Task Nothing_an_auditor_reaches_tells_of_another_supplier(string supplier)
    {
        await using var aude = await product.VisitAsync();
        var its = staffed.Installation;
        using var program = await its.ProgramAsync();
        var mine = await OwnInstallation.SupplierAsync(program, supplier);
        var others = (await AllAsync(program, "suppliers")).Where(s => (string?)s["supplier_id"] != supplier).ToList();
        var listed = await File.ReadAllTextAsync(Path.Combine(Faults.BuiltProgram.Repository, "samples", "watchlists", "demo-list.csv"), Ct); // public: a list names whom it names
        string[] secrets = ["Ada Example", "Cora Example", .. others.SelectMany(s => new[] { (string?)s["supplier_id"], (string?)s["name"], (string?)s["native_name"], (string?)s["id"] })
            .OfType<string>().Where(s => s.Length > 0 && !mine.Name.Contains(s, StringComparison.Ordinal) && !listed.Contains(s, StringComparison.Ordinal))];
        secrets.Length.ShouldBeGreaterThan(300);
        var any = SearchValues.Create(secrets, StringComparison.Ordinal);
        await OwnInstallation.JoinAsync(Hand.Of(With.Mouse, aude), await its.InviteAsync(staffed.Administrator, $"Auditor of {supplier}", $"only-{supplier}@example.com", "Auditor", supplier));

        var (told, rules) = (new List<string>(), 0);
        var (waiting, seen) = (new Queue<string>([.. Beginnings, .. Completions(others), $"/suppliers/{mine.Id}", $"/api/v1/suppliers/{mine.Id}", $"/api/v1/suppliers/{mine.Id}/what-would-lower"]), new HashSet<string>(StringComparer.Ordinal));
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path) || seen.Count > MostPages) continue;
            var (status, text) = await GetAsync(path);
            if (status is not 200) told.Add($"{path}: a page links to it, and it answers {status}");
            if (text.AsSpan().ContainsAny(any)) told.AddRange(secrets.Where(s => text.Contains(s, StringComparison.Ordinal)).Select(s => $"{path}: {s}"));
            foreach (Match link in Link().Matches(text))
            {
                var to = link.Groups["to"].Value;
                if (!Elsewhere().IsMatch(to) && (!to.StartsWith("/rules/", StringComparison.Ordinal) || rules++ < MostRules)) waiting.Enqueue(to);
            }
        }
        foreach (var path in Shut)
            if (await GetAsync(path) is (not 403, _) open) told.Add($"{path}: {open.Status}, not forbidden");
        foreach (var path in await TheirsAsync(program, others, mine.Id))
            if (await GetAsync(path) is (not 404, _) open) told.Add($"{path}: {open.Status}, not “not found”");
        told.ShouldBeEmpty();
        seen.Count.ShouldBeGreaterThan(60);

        async Task<(int Status, string Text)> GetAsync(string path)
        {
            var answer = await aude.Page.Context.APIRequest.GetAsync(its.Address + path, new() { MaxRedirects = 0 });
            return (answer.Status is 301 or 302 or 303 or 307 ? 200 : answer.Status, WebUtility.HtmlDecode(await answer.TextAsync()));
        }
    }

    // What the search box would complete.
    private static IEnumerable<string> Completions(IEnumerable<JsonNode> suppliers) =>
        suppliers.Select(s => ((string)s["name"]!)[..3]).Distinct(StringComparer.OrdinalIgnoreCase).Where(b => b.All(char.IsAsciiLetter)).Take(40).SelectMany(b => new[] { $"/search/complete?q={b}&at=3", $"/api/v1/search/completions?q={b}" });

    // Addresses of what is others', as somebody has them who saw them once.
    private static async Task<List<string>> TheirsAsync(HttpClient program, List<JsonNode> others, string mine)
    {
        List<string> all = [];
        foreach (var id in others.Where((_, i) => i % 12 == 0).Select(s => (string)s["id"]!))
            all.AddRange([$"/suppliers/{id}", $"/suppliers/{id}/exchange", $"/api/v1/suppliers/{id}", $"/api/v1/suppliers/{id}/what-would-lower", $"/suppliers/duplicates/{mine}/{id}", $"/suppliers/duplicates/{id}/{mine}", $"/api/v1/duplicates/{mine}/{id}", $"/actions/new?supplier={id}"]);
        foreach (var lane in (string[])["risk", "match_to_check", "gather_evidence"])
            foreach (var c in (await AllAsync(program, $"cases?lane={lane}")).Where(c => (string?)c["supplier_id"] != mine).Take(4))
                all.AddRange([$"/review/{c["id"]}", $"/api/v1/cases/{c["id"]}"]);
        foreach (var d in await AllAsync(program, "documents"))
        {
            var whole = JsonNode.Parse(await program.GetStringAsync(new Uri($"documents/{d["id"]}", UriKind.Relative), Ct))!; // the API answers with JSON
            if (whole["suppliers"]!.AsArray().Any(s => (string?)s!["supplier_id"] == mine)) continue;
            all.AddRange([$"/documents/{d["id"]}", $"/documents/{d["id"]}/original", $"/documents/{d["id"]}/enclosed", $"/documents/{d["id"]}/pages/1", $"/documents/{d["id"]}/keeping", $"/api/v1/documents/{d["id"]}", $"/api/v1/documents/{d["id"]}/text"]);
        }
        foreach (var shipment in (await AllAsync(program, "shipments")).Where(s => (string?)s["supplier_id"] != mine)) all.AddRange([$"/shipments/{shipment["id"]}", $"/api/v1/shipments/{shipment["id"]}"]);
        foreach (var action in (await AllAsync(program, "actions")).Where(a => (string?)a["supplier_id"] != mine)) all.AddRange([$"/actions/{action["id"]}", $"/api/v1/actions/{action["id"]}"]);
        foreach (var import in await AllAsync(program, "imports")) all.AddRange([$"/imports/{import["id"]}", $"/api/v1/imports/{import["id"]}", $"/api/v1/imports/{import["id"]}/issues", $"/imports/{import["id"]}/rejected.csv", $"/api/v1/imports/{import["id"]}/duplicates"]);
        foreach (var run in await AllAsync(program, "runs")) all.AddRange([$"/runs/{run["id"]}", $"/api/v1/runs/{run["id"]}"]);
        return all;
    }

    private static async Task<List<JsonNode>> AllAsync(HttpClient program, string of)
    {
        var (all, next) = (new List<JsonNode>(), of);
        while (next is not null)
        {
            var page = JsonNode.Parse(await program.GetStringAsync(new Uri(next, UriKind.Relative), Ct))!;
            all.AddRange(page["items"]!.AsArray().OfType<JsonNode>());
            next = (string?)page["next_page_token"] is { } token ? $"{of}{(of.Contains('?') ? '&' : '?')}page_token={Uri.EscapeDataString(token)}" : null;
        }
        return all;
    }

    [GeneratedRegex("(href|hx-get|src)=\"(?<to>/[^\"#]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    // Files of the program.
    [GeneratedRegex("^/(lib|css|js|icon|api/docs|for-suppliers)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Elsewhere();
}
