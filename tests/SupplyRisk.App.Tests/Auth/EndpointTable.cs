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
/// <param name="Or">A second right that lets in as well.</param>
public sealed record EndpointLine(string Method, string Pattern, Access Access, Right? Right = null, string? Body = null, Right? Or = null);

/// <summary>Every page and every address of the API, and who may use it.</summary>
internal static class EndpointTable
{
    private const string Decision = """{"status":"in_review","reason_code":"other","words":"Why."}""";

    private const string Channel = """{"name":"A channel","kind":"webhook","target":"https://hooks.example.com/in","news":["opened"],"lanes":["risk"],"bands":["high"],"pace":"at_once","is_on":false}""";
    private const string NoFacts = """{"legal_form":"","registration":"","address":"","website":"","seat":[],"business":[],"listed":[],"activities":[],"sectors":[],"subsidiaries":[],"measures":[],"buys_as":[]}""";

    public static readonly IReadOnlyList<EndpointLine> Lines =
    [
        .. Open("GET /sign-in", "POST /sign-in", "GET /sign-in/code", "POST /sign-in/code", "GET /sign-in/provider", "GET /sign-in/provided", "GET /join/{secret}", "POST /join/{secret}",
            "POST /theme", "GET /token", "GET /health/live", "GET /health/ready"),

        .. Look("GET /", "GET /changes", "GET /review", "GET /review/{id:guid}", "GET /suppliers", "GET /suppliers/{id:guid}", "GET /documents", "GET /documents/{id:guid}", "GET /search", "GET /search/complete",
            "GET /searches", "POST /searches", "GET /searches/{id:guid}", "POST /searches/{id:guid}", "POST /searches/{id:guid}/delete", "POST /searches/{id:guid}/seen",
            "GET /imports", "GET /imports/{id:guid}", "GET /imports/{id:guid}/rejected.csv", "GET /lists", "GET /lists/{id:guid}", "GET /lists/{id:guid}/entry", "GET /lists/{id:guid}/difference",
            "GET /rules", "GET /rules/coverage", "GET /rules/changes", "GET /rules/changes/progress", "GET /rules/{*id}", "GET /runs", "GET /runs/{id:guid}", "GET /runs/{id:guid}/progress",
            "GET /account", "POST /account/password", "GET /account/second-factor", "POST /account/second-factor", "POST /account/second-factor/off", "POST /account/recovery-codes",
            "POST /account/sessions/{id:guid}/end", "POST /account/sessions/end-all", "POST /demo/person", "POST /sign-out", "GET /openapi/{documentName}.json"),
        .. Look("GET /api/v1/suppliers", "GET /api/v1/suppliers/{id:guid}", "GET /api/v1/suppliers/{id:guid}/what-would-lower", "GET /api/v1/imports", "GET /api/v1/imports/{id:guid}", "GET /api/v1/imports/{id:guid}/issues",
            "GET /api/v1/documents", "GET /api/v1/documents/{id:guid}", "GET /api/v1/documents/{id:guid}/text", "GET /api/v1/search", "GET /api/v1/search/completions", "GET /api/v1/search/status",
            "GET /api/v1/searches", "GET /api/v1/searches/{id:guid}/hits", "DELETE /api/v1/searches/{id:guid}",
            "GET /api/v1/runs", "GET /api/v1/runs/{id:guid}", "GET /api/v1/cases", "GET /api/v1/cases/{id:guid}", "GET /api/v1/watchlists", "GET /api/v1/watchlists/{name}", "GET /api/v1/watchlists/{name}/entries",
            "GET /api/v1/watchlists/{name}/entry", "GET /api/v1/watchlists/{name}/difference", "GET /api/v1/watchlist-sources", "GET /api/v1/rulesets", "GET /api/v1/rulesets/rules/{id}", "GET /api/v1/rulesets/candidate"),
        new("POST", "/api/v1/searches", Access.SignedIn, null, """{"name":"","text":"","watch":false}"""),
        new("PUT", "/api/v1/searches/{id:guid}", Access.SignedIn, null, """{"name":"","text":"","watch":false}"""),
        new("POST", "/api/v1/searches/{id:guid}/seen", Access.SignedIn, null, "{}"),

        .. Look("GET /actions", "GET /actions/{id:guid}", "GET /suppliers/{id:guid}/exchange", "GET /api/v1/actions", "GET /api/v1/actions/{id:guid}", "GET /api/v1/suppliers/{id:guid}/exchange"),
        .. With(Right.Export, "GET /actions/export"),
        .. With(Right.ManageActions, "GET /actions/new", "POST /actions", "POST /actions/from-finding", "POST /actions/from-row", "POST /actions/{id:guid}", "POST /actions/{id:guid}/step", "POST /actions/{id:guid}/evidence",
            "POST /suppliers/{id:guid}/exchange/links", "POST /suppliers/{id:guid}/exchange/links/{link:guid}/revoke", "POST /suppliers/{id:guid}/exchange/requests",
            "POST /suppliers/{id:guid}/exchange/requests/{request:guid}/settle", "POST /suppliers/{id:guid}/exchange/answers/{answer:guid}", "POST /api/v1/actions/{id:guid}/evidence/{documentId:guid}",
            "POST /api/v1/exchange/links/{id:guid}/revoke", "POST /api/v1/exchange/requests/{id:guid}/settle"),
        new("POST", "/api/v1/suppliers/{id:guid}/exchange/links", Access.Right, Right.ManageActions, """{"days":1}"""),
        new("POST", "/api/v1/suppliers/{id:guid}/exchange/requests", Access.Right, Right.ManageActions, """{"what":"x"}"""),
        new("POST", "/api/v1/exchange/answers/{id:guid}/decision", Access.Right, Right.ManageActions, """{"accepted":false,"words":"Why."}"""),
        new("POST", "/api/v1/actions", Access.Right, Right.ManageActions, """{"supplier_id":"00000000-0000-0000-0000-000000000000","finding_id":"00000000-0000-0000-0000-000000000000"}"""),
        new("PUT", "/api/v1/actions/{id:guid}", Access.Right, Right.ManageActions, """{"kind":"training","found":"x","owner":"x"}"""),
        new("POST", "/api/v1/actions/{id:guid}/step", Access.Right, Right.ManageActions, """{"state":"agreed","words":"Yes."}"""),

        .. With(Right.DraftStatements, "GET /statements/check", "POST /statements/check"),
        new("POST", "/api/v1/statements/check", Access.Right, Right.DraftStatements, "file"),
        .. Look("GET /effectiveness", "GET /effectiveness/{figure}", "GET /api/v1/effectiveness"),
        .. With(Right.Export, "GET /effectiveness/{figure}.csv"),
        .. Look("GET /shipments", "GET /shipments/{id:guid}", "GET /shipments/{id:guid}/files/{file:guid}/original", "GET /api/v1/shipments", "GET /api/v1/shipments/{id:guid}"),
        .. With(Right.Export, "GET /shipments/{id:guid}/pack", "GET /shipments/{id:guid}/responses", "GET /api/v1/shipments/{id:guid}/pack", "GET /api/v1/shipments/{id:guid}/responses"),
        .. With(Right.PreparePacks, "GET /shipments/new", "POST /shipments", "POST /shipments/{id:guid}", "POST /shipments/{id:guid}/state", "POST /shipments/{id:guid}/search", "POST /shipments/{id:guid}/chain",
            "GET /shipments/{id:guid}/steps/{at:int}", "POST /shipments/{id:guid}/steps/{at:int}", "POST /shipments/{id:guid}/steps/{at:int}/remove", "GET /shipments/{id:guid}/parties/{at:int}", "POST /shipments/{id:guid}/parties/{at:int}",
            "POST /shipments/{id:guid}/parties/{at:int}/remove", "POST /shipments/{id:guid}/files", "GET /shipments/{id:guid}/files/{file:guid}", "POST /shipments/{id:guid}/files/{file:guid}", "POST /shipments/{id:guid}/files/{file:guid}/remove",
            "POST /api/v1/shipments/{id:guid}/search", "DELETE /api/v1/shipments/{id:guid}/files/{file:guid}"),
        new("POST", "/api/v1/shipments", Access.Right, Right.PreparePacks, """{"supplier_id":"00000000-0000-0000-0000-000000000000","shipment":{"entry_number":"x","detained_on":"2026-01-01","product":"x","quantity":1,"unit":"kg","route":"exception"}}"""),
        new("PUT", "/api/v1/shipments/{id:guid}", Access.Right, Right.PreparePacks, """{"entry_number":"x","detained_on":"2026-01-01","product":"x","quantity":1,"unit":"kg","route":"exception"}"""),
        new("PUT", "/api/v1/shipments/{id:guid}/chain", Access.Right, Right.PreparePacks, """{"parties":[],"steps":[]}"""),
        new("POST", "/api/v1/shipments/{id:guid}/state", Access.Right, Right.PreparePacks, """{"state":"submitted","on":"2026-01-01"}"""),
        new("POST", "/api/v1/shipments/{id:guid}/chain", Access.Right, Right.PreparePacks, "file"),
        new("POST", "/api/v1/shipments/{id:guid}/files", Access.Right, Right.PreparePacks, "file"),
        .. Look("GET /statements", "GET /statements/{id:guid}", "GET /statements/{id:guid}/figures/{figure}", "GET /statements/laws", "GET /statements/laws/{law}", "GET /statements/entities/{id:guid}",
            "GET /api/v1/statements", "GET /api/v1/statements/{id:guid}", "GET /api/v1/statements/{id:guid}/comments", "GET /api/v1/statements/laws", "GET /api/v1/statements/laws/problems", "GET /api/v1/statements/entities"),
        .. With(Right.Export, "GET /statements/{id:guid}/export", "GET /api/v1/statements/{id:guid}/export"),
        .. With(Right.DraftStatements, "GET /statements/new", "POST /statements", "POST /statements/{id:guid}/text", "POST /statements/{id:guid}/freeze", "POST /statements/{id:guid}/attest",
            "POST /statements/{id:guid}/earlier", "POST /statements/{id:guid}/submit", "POST /statements/{id:guid}/withdraw", "POST /statements/{id:guid}/publish", "POST /statements/{id:guid}/correct",
            "GET /statements/entities/new", "POST /statements/entities", "POST /statements/entities/{id:guid}", "POST /statements/entities/{id:guid}/records", "POST /statements/entities/{id:guid}/records/{record:guid}/withdraw",
            "POST /api/v1/statements/{id:guid}/freeze", "POST /api/v1/statements/{id:guid}/submit"),
        .. With(Right.ApproveStatements, "POST /statements/{id:guid}/back", "POST /statements/{id:guid}/approve"),
        new("POST", "/api/v1/statements", Access.Right, Right.DraftStatements, """{"entity_id":"00000000-0000-0000-0000-000000000000","laws":["uk-msa-54"],"period_from":"2025-01-01","period_to":"2025-12-31"}"""),
        new("POST", "/api/v1/statements/entities", Access.Right, Right.DraftStatements, $$"""{"name":"","facts":{{NoFacts}}}"""),
        new("PUT", "/api/v1/statements/entities/{id:guid}", Access.Right, Right.DraftStatements, $$"""{"name":"x","facts":{{NoFacts}}}"""),
        new("POST", "/api/v1/statements/entities/{id:guid}/records", Access.Right, Right.DraftStatements, """{"kind":"policy","on":"2025-01-01","what":"x","proof":"x"}"""),
        new("PUT", "/api/v1/statements/{id:guid}/sections/{section}", Access.Right, Right.DraftStatements, """{"text":"x"}"""),
        new("POST", "/api/v1/statements/{id:guid}/sections/{section}/attestations", Access.Right, Right.DraftStatements, """{"sentence":"x","reason":"x"}"""),
        .. With(Right.DraftStatements, "POST /statements/{id:guid}/comment", "POST /statements/{id:guid}/settle", "POST /api/v1/statements/{id:guid}/comments/{comment:guid}/settle").Select(l => l with { Or = Right.ApproveStatements }),
        new("POST", "/api/v1/statements/{id:guid}/comments", Access.Right, Right.DraftStatements, """{"words":"Why."}""", Right.ApproveStatements),
        new("POST", "/api/v1/statements/{id:guid}/approve", Access.Right, Right.ApproveStatements, "{}"),
        new("POST", "/api/v1/statements/{id:guid}/send-back", Access.Right, Right.ApproveStatements, """{"words":"Why."}"""),
        new("POST", "/api/v1/statements/{id:guid}/take-back", Access.Right, Right.DraftStatements, """{"words":"Why."}"""),
        new("POST", "/api/v1/statements/{id:guid}/publish", Access.Right, Right.DraftStatements, """{"on":"2026-01-01","at":"https://example.com"}"""),
        new("POST", "/api/v1/statements/{id:guid}/correct", Access.Right, Right.DraftStatements, """{"words":"Why."}"""),

        // A link opens it, not a sign-in; without one there is nothing.
        .. Open("GET /for-suppliers/{token}", "GET /for-suppliers", "POST /for-suppliers/files", "POST /for-suppliers/corrections", "POST /for-suppliers/disputes", "POST /for-suppliers/actions/{id:guid}"),

        .. With(Right.ImportSuppliers, "GET /imports/new", "POST /imports", "POST /imports/{id:guid}/columns", "POST /imports/{id:guid}/apply", "POST /imports/{id:guid}/undo",
            "POST /api/v1/imports/{id:guid}/apply", "POST /api/v1/imports/{id:guid}/undo"),
        new("POST", "/api/v1/imports", Access.Right, Right.ImportSuppliers, "file"),
        new("POST", "/api/v1/documents", Access.Right, Right.AddDocuments, "file"),
        .. Look("GET /keys", "POST /keys", "GET /documents/{id:guid}/keeping", "GET /documents/{id:guid}/original", "GET /documents/{id:guid}/enclosed", "GET /documents/{id:guid}/pages/{page:int}",
            "GET /review/pending", "GET /review/{id:guid}/evidence/{finding:guid}", "GET /review/{id:guid}/files/{file:guid}", "POST /review/filters", "POST /review/filters/delete",
            "GET /suppliers/map", "POST /suppliers/views", "POST /suppliers/views/{id:guid}/forget", "GET /suppliers/duplicates", "GET /suppliers/duplicates/{left:guid}/{right:guid}",
            "GET /api/v1/duplicates", "GET /api/v1/duplicates/{left:guid}/{right:guid}", "GET /api/v1/imports/{id:guid}/duplicates", "GET /api/v1/cases/proposals", "GET /api/v1/cases/rule-outcomes"),
        .. With(Right.DecideCases, "POST /documents/{id:guid}/missed", "POST /review/{id:guid}/assign", "POST /review/{id:guid}/attach", "POST /review/{id:guid}/comment", "POST /review/{id:guid}/let-go",
            "POST /review/{id:guid}/snooze", "POST /review/{id:guid}/take", "POST /review/{id:guid}/wake", "POST /review/bulk", "POST /review/pending/{id:guid}", "POST /review/take", "POST /review/undo",
            "POST /api/v1/cases/{id:guid}/let-go", "POST /api/v1/cases/{id:guid}/take", "POST /api/v1/cases/{id:guid}/bring-back"),
        new("POST", "/api/v1/cases/{id:guid}/assign", Access.Right, Right.DecideCases, """{"assignee":null}"""),
        new("POST", "/api/v1/cases/{id:guid}/comments", Access.Right, Right.DecideCases, """{"words":"Why."}"""),
        new("POST", "/api/v1/cases/{id:guid}/put-off", Access.Right, Right.DecideCases, """{"words":"Why."}"""),
        new("POST", "/api/v1/cases/{id:guid}/attachments", Access.Right, Right.DecideCases, "file"),
        new("POST", "/api/v1/cases/take-next", Access.Right, Right.DecideCases, """{"lane":"match_to_check","country":"QQ"}"""),
        new("POST", "/api/v1/cases/bulk", Access.Right, Right.DecideCases, """{"cases":[],"preview":true,"assign":{"assignee":null}}"""),
        new("POST", "/api/v1/cases/undo", Access.Right, Right.DecideCases, "{}"),
        new("POST", "/api/v1/cases/proposals/{id:guid}/answer", Access.Right, Right.ApproveDecisions, """{"answer":"approve","words":"Why."}"""),
        .. With(Right.MergeSuppliers, "POST /suppliers/duplicates/{left:guid}/{right:guid}"),
        new("POST", "/api/v1/duplicates/{left:guid}/{right:guid}/decision", Access.Right, Right.MergeSuppliers, """{"verdict":"not_same","words":"Why."}"""),
        new("POST", "/api/v1/duplicates/merges", Access.Right, Right.MergeSuppliers, """{"supplier_id":"00000000-0000-0000-0000-000000000001","survivor_id":"00000000-0000-0000-0000-000000000002","words":"Why."}"""),
        new("POST", "/api/v1/duplicates/merges/{id:guid}/split", Access.Right, Right.MergeSuppliers, """{"words":"Why."}"""),
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
        .. With(Right.ProposeRules, "POST /rules/changes/compare", "POST /rules/changes/propose"),
        .. With(Right.PublishRules, "POST /rules/changes/publish"),
        new("POST", "/api/v1/rulesets/candidate/propose", Access.Right, Right.ProposeRules, """{"hash":"x","words":"Why."}"""),
        new("POST", "/api/v1/rulesets/candidate/publish", Access.Right, Right.PublishRules, """{"hash":"x"}"""),
        .. With(Right.ReadAudit, "GET /record", "GET /record/chain", "GET /record/export", "GET /api/v1/record", "GET /api/v1/record/chain", "GET /api/v1/record/export"),
        .. With(Right.ChangeSettings, "GET /settings/retention", "POST /settings/retention", "POST /settings/retention/erase", "POST /documents/{id:guid}/keeping", "POST /documents/{id:guid}/erase"),
        .. With(Right.ChangeSettings, "GET /api/v1/retention"),
        new("PUT", "/api/v1/retention", Access.Right, Right.ChangeSettings, """{"years":7}"""),
        new("PUT", "/api/v1/retention/documents/{id:guid}", Access.Right, Right.ChangeSettings, """{"legal_hold":false,"because":"Why."}"""),
        new("POST", "/api/v1/retention/documents/{id:guid}/erase", Access.Right, Right.ChangeSettings, """{"because":"Why."}"""),
        .. With(Right.ProposeRules, "GET /rules/proposals", "GET /rules/proposals/cases.yaml", "GET /rules/proposals/{id:guid}/case.yaml", "POST /rules/proposals/{id:guid}"),
        .. With(Right.Export, "GET /review/decisions", "GET /suppliers/export.csv", "GET /suppliers/export.xlsx", "GET /suppliers/{id:guid}/profile.html", "GET /suppliers/{id:guid}/profile.xlsx", "GET /suppliers/{id:guid}/history.csv"),
        .. With(Right.ChangeSettings, "GET /settings", "GET /settings/notifications", "POST /settings/notifications", "GET /settings/notifications/{id:guid}", "POST /settings/notifications/{id:guid}", "POST /settings/notifications/{id:guid}/remove",
            "POST /settings/notifications/{id:guid}/secret", "POST /settings/notifications/{id:guid}/test", "POST /settings/notifications/messages/{id:long}/send-again", "POST /settings/notifications/messages/{id:long}/set-aside",
            "GET /settings/schedule", "POST /settings/schedule"),
        .. With(Right.ChangeSettings, "GET /api/v1/notifications/channels", "DELETE /api/v1/notifications/channels/{id:guid}", "POST /api/v1/notifications/channels/{id:guid}/secret", "POST /api/v1/notifications/channels/{id:guid}/test",
            "GET /api/v1/notifications/messages", "POST /api/v1/notifications/messages/{id:long}/send-again", "POST /api/v1/notifications/messages/{id:long}/set-aside", "GET /api/v1/schedule"),
        new("POST", "/api/v1/notifications/channels", Access.Right, Right.ChangeSettings, Channel),
        new("PUT", "/api/v1/notifications/channels/{id:guid}", Access.Right, Right.ChangeSettings, Channel),
        new("PUT", "/api/v1/schedule", Access.Right, Right.ChangeSettings, """{"cron":"0 30 2 * * ?","time_zone":"UTC","is_on":true}"""),
        .. With(Right.ManagePeople, "GET /settings/people", "POST /settings/people", "GET /settings/people/{id:guid}", "POST /settings/people/{id:guid}", "POST /settings/people/{id:guid}/suppliers",
            "POST /settings/people/{id:guid}/suppliers/withdraw", "POST /settings/people/{id:guid}/link", "POST /settings/people/{id:guid}/deactivate", "POST /settings/people/{id:guid}/reactivate", "POST /settings/people/{id:guid}/erase",
            "GET /settings/keys", "POST /settings/keys", "POST /settings/keys/{id:guid}/revoke"),
    ];

    private static IEnumerable<EndpointLine> Open(params string[] addresses) => addresses.Select(a => Line(a, Access.Anybody));

    private static IEnumerable<EndpointLine> Look(params string[] addresses) => addresses.Select(a => Line(a, Access.SignedIn));

    private static IEnumerable<EndpointLine> With(Right right, params string[] addresses) => addresses.Select(a => Line(a, Access.Right) with { Right = right });

    private static EndpointLine Line(string address, Access access) => new(address.Split(' ')[0], address.Split(' ')[1], access);
}
