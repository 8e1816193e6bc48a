using SupplyRisk.Audit;

namespace SupplyRisk.App.Tests.Auth;

/// <summary>Who may use an address.</summary>
public enum Access
{
    /// <summary>Whoever comes, signed in or not.</summary>
    Anybody,

    /// <summary>Whoever is signed in; what they may not see is not found.</summary>
    SignedIn,

    /// <summary>Whoever has the right.</summary>
    Right,
}

/// <summary>One address. The table is the promise; a new address without a line fails the test.</summary>
/// <param name="Method">As mapped.</param>
/// <param name="Pattern">As mapped.</param>
/// <param name="Right">For <see cref="Access.Right"/>.</param>
/// <param name="Body">JSON that can be read, where the address takes JSON; <c>file</c> where it takes files; null for a form or nothing.</param>
public sealed record EndpointLine(string Method, string Pattern, Access Access, Right? Right = null, string? Body = null);

/// <summary>Every page and every address of the API, and who may use it.</summary>
internal static class EndpointTable
{
    private const string Decision = """{"status":"in_review","reason_code":"other","words":"Why."}""";

    private const string Channel = """{"name":"A channel","kind":"webhook","target":"https://hooks.example.com/in","news":["opened"],"lanes":["risk"],"bands":["high"],"pace":"at_once","is_on":false}""";

    public static readonly IReadOnlyList<EndpointLine> Lines =
    [
        .. Open("GET /sign-in", "POST /sign-in", "GET /sign-in/code", "POST /sign-in/code", "GET /sign-in/provider", "GET /sign-in/provided", "GET /join/{secret}", "POST /join/{secret}",
            "POST /theme", "GET /token", "GET /health/live", "GET /health/ready"),

        .. Look("GET /", "GET /review", "GET /review/{id:guid}", "GET /suppliers", "GET /suppliers/{id:guid}", "GET /documents", "GET /documents/{id:guid}", "GET /search", "GET /search/complete",
            "GET /searches", "POST /searches", "GET /searches/{id:guid}", "POST /searches/{id:guid}", "POST /searches/{id:guid}/delete", "POST /searches/{id:guid}/seen",
            "GET /imports", "GET /imports/{id:guid}", "GET /imports/{id:guid}/rejected.csv", "GET /lists", "GET /lists/{id:guid}", "GET /lists/{id:guid}/entry", "GET /lists/{id:guid}/difference",
            "GET /rules", "GET /rules/coverage", "GET /rules/changes", "GET /rules/changes/progress", "GET /rules/{*id}", "GET /runs", "GET /runs/{id:guid}", "GET /runs/{id:guid}/progress",
            "GET /account", "POST /account/password", "GET /account/second-factor", "POST /account/second-factor", "POST /account/second-factor/off", "POST /account/recovery-codes",
            "POST /account/sessions/{id:guid}/end", "POST /account/sessions/end-all", "POST /demo/person", "POST /sign-out", "GET /openapi/{documentName}.json"),
        .. Look("GET /api/v1/suppliers", "GET /api/v1/suppliers/{id:guid}", "GET /api/v1/suppliers/{id:guid}/what-would-lower", "GET /api/v1/imports", "GET /api/v1/imports/{id:guid}", "GET /api/v1/imports/{id:guid}/issues",
            "GET /api/v1/documents", "GET /api/v1/documents/{id:guid}", "GET /api/v1/documents/{id:guid}/text", "GET /api/v1/search", "GET /api/v1/search/completions", "GET /api/v1/search/status",
            "GET /api/v1/searches", "GET /api/v1/searches/{id:guid}/hits", "DELETE /api/v1/searches/{id:guid}",
            "GET /api/v1/runs", "GET /api/v1/runs/{id:guid}", "GET /api/v1/cases", "GET /api/v1/cases/{id:guid}", "GET /api/v1/watchlists", "GET /api/v1/watchlists/{name}", "GET /api/v1/watchlists/{name}/entries",
            "GET /api/v1/watchlists/{name}/entry", "GET /api/v1/watchlists/{name}/difference", "GET /api/v1/watchlist-sources", "GET /api/v1/rulesets", "GET /api/v1/rulesets/rules/{id}"),
        new("POST", "/api/v1/searches", Access.SignedIn, null, """{"name":"","text":"","watch":false}"""),
        new("PUT", "/api/v1/searches/{id:guid}", Access.SignedIn, null, """{"name":"","text":"","watch":false}"""),
        new("POST", "/api/v1/searches/{id:guid}/seen", Access.SignedIn, null, "{}"),

        .. With(Right.ImportSuppliers, "GET /imports/new", "POST /imports", "POST /imports/{id:guid}/columns", "POST /imports/{id:guid}/apply", "POST /imports/{id:guid}/undo",
            "POST /api/v1/imports/{id:guid}/apply", "POST /api/v1/imports/{id:guid}/undo"),
        new("POST", "/api/v1/imports", Access.Right, Right.ImportSuppliers, "file"),
        new("POST", "/api/v1/documents", Access.Right, Right.AddDocuments, "file"),
        .. With(Right.DecideCases, "POST /review/{id:guid}", "POST /matches/{id:guid}/review", "POST /documents/links/{id:guid}", "POST /findings/{id:guid}/review"),
        new("POST", "/api/v1/cases/{id:guid}/decision", Access.Right, Right.DecideCases, Decision),
        new("POST", "/api/v1/matches/{id:guid}/review", Access.Right, Right.DecideCases, """{"review":"dismissed","words":"Why."}"""),
        new("POST", "/api/v1/findings/{id:guid}/review", Access.Right, Right.DecideCases, """{"dismissed":true,"words":"Why."}"""),
        new("POST", "/api/v1/documents/links/{id:guid}/decision", Access.Right, Right.DecideCases, """{"confirmed":true}"""),
        .. With(Right.ManageLists, "POST /lists", "POST /lists/{id:guid}/fetch", "POST /lists/{id:guid}/held/{delivery:guid}", "POST /api/v1/watchlists/{name}/refresh"),
        new("POST", "/api/v1/watchlists/{name}", Access.Right, Right.ManageLists, "file"),
        new("POST", "/api/v1/watchlist-deliveries/{id:guid}/release", Access.Right, Right.ManageLists, """{"because":"Why."}"""),
        new("POST", "/api/v1/watchlist-deliveries/{id:guid}/discard", Access.Right, Right.ManageLists, """{"because":"Why."}"""),
        .. With(Right.StartRuns, "POST /runs", "POST /runs/{id:guid}/cancel", "POST /api/v1/runs", "POST /api/v1/runs/{id:guid}/cancel"),
        .. With(Right.ProposeRules, "POST /rules/changes/compare"),
        .. With(Right.PublishRules, "POST /rules/changes/publish"),
        .. With(Right.ReadAudit, "GET /record", "GET /record/chain", "GET /record/export"),
        .. With(Right.ChangeSettings, "GET /settings", "GET /settings/notifications", "POST /settings/notifications", "GET /settings/notifications/{id:guid}", "POST /settings/notifications/{id:guid}", "POST /settings/notifications/{id:guid}/remove",
            "POST /settings/notifications/{id:guid}/secret", "POST /settings/notifications/{id:guid}/test", "POST /settings/notifications/messages/{id:long}/send-again", "POST /settings/notifications/messages/{id:long}/set-aside",
            "GET /settings/schedule", "POST /settings/schedule"),
        .. With(Right.ChangeSettings, "GET /api/v1/notifications/channels", "DELETE /api/v1/notifications/channels/{id:guid}", "POST /api/v1/notifications/channels/{id:guid}/secret", "POST /api/v1/notifications/channels/{id:guid}/test",
            "GET /api/v1/notifications/messages", "POST /api/v1/notifications/messages/{id:long}/send-again", "POST /api/v1/notifications/messages/{id:long}/set-aside", "GET /api/v1/schedule"),
        new("POST", "/api/v1/notifications/channels", Access.Right, Right.ChangeSettings, Channel),
        new("PUT", "/api/v1/notifications/channels/{id:guid}", Access.Right, Right.ChangeSettings, Channel),
        new("PUT", "/api/v1/schedule", Access.Right, Right.ChangeSettings, """{"cron":"0 30 2 * * ?","time_zone":"UTC","is_on":true}"""),
        .. With(Right.ManagePeople, "GET /settings/people", "POST /settings/people", "GET /settings/people/{id:guid}", "POST /settings/people/{id:guid}", "POST /settings/people/{id:guid}/suppliers",
            "POST /settings/people/{id:guid}/suppliers/withdraw", "POST /settings/people/{id:guid}/link", "POST /settings/people/{id:guid}/deactivate", "POST /settings/people/{id:guid}/reactivate",
            "GET /settings/keys", "POST /settings/keys", "POST /settings/keys/{id:guid}/revoke"),
    ];

    private static IEnumerable<EndpointLine> Open(params string[] addresses) => addresses.Select(a => Line(a, Access.Anybody));

    private static IEnumerable<EndpointLine> Look(params string[] addresses) => addresses.Select(a => Line(a, Access.SignedIn));

    private static IEnumerable<EndpointLine> With(Right right, params string[] addresses) => addresses.Select(a => Line(a, Access.Right) with { Right = right });

    private static EndpointLine Line(string address, Access access) => new(address.Split(' ')[0], address.Split(' ')[1], access);
}
