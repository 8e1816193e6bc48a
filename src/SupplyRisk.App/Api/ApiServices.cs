using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using SupplyRisk.App.Auth;
using SupplyRisk.App.Pages;

namespace SupplyRisk.App.Api;

/// <summary>Registers and maps <c>/api/v1</c>, its description and the health checks.</summary>
internal static class ApiServices
{
    public const string Root = "/api/v1";

    private const string DocsPath = "/api/docs";

    public static IServiceCollection AddSupplyRiskApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => Configure(o.SerializerOptions));
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true); // so that the reason is known and can be told
        services.AddOpenApi("v1", o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "SupplyRisk";
            document.Info.Description = "Screens suppliers for signs of forced labour. Flags are reasons to look, never verdicts. Names are snake_case; errors are problem details with every reason in `problems`; lists are paged by `page_token`.";
            return Task.CompletedTask;
        }));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<SearchHealth>("search");
        return services;
    }

    /// <summary>Middleware for the page to try the API on. Its own script and style are inline, so this one address gets a policy that allows them.</summary>
    public static WebApplication UseSupplyRiskApiDocs(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase), api => api.Use(UnreadableRequests.AnswerAsync));
        app.UseWhen(http => http.Request.Path.StartsWithSegments(DocsPath, StringComparison.OrdinalIgnoreCase), docs => docs.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";
            return next(http);
        }));
        app.UseSwaggerUI(o =>
        {
            o.RoutePrefix = DocsPath.TrimStart('/');
            o.SwaggerEndpoint("/openapi/v1.json", "SupplyRisk v1");
            o.DocumentTitle = "SupplyRisk API";
        });
        return app;
    }

    public static WebApplication MapSupplyRiskApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        var api = app.MapGroup(Root).RequireRateLimiting(AuthServices.ApiLimit).AddEndpointFilter(PageSecurity.RequireTokenBySessionAsync).AddEndpointFilter(KnownParameters.CheckAsync).ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapSuppliers();
        api.MapDuplicates();
        api.MapImports();
        api.MapDocuments();
        api.MapSearch();
        api.MapSavedSearches();
        api.MapRuns();
        api.MapRecord();
        api.MapRetention();
        api.MapNotifications();
        api.MapSchedule();
        api.MapCases();
        api.MapCorrectiveActions();
        api.MapExchange();
        api.MapShipments();
        api.MapStatementCheck();
        api.MapEffectiveness();
        api.MapStatements();
        api.MapWatchlists();
        api.MapRulesets();
        return app;
    }

    internal static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // an unknown field is a mistake the caller should hear of
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // names in their own script; answers are JSON, never HTML
    }
}
