using Microsoft.AspNetCore.Antiforgery;
using SupplyRisk.App.Pages.Account;
using SupplyRisk.App.Pages.Actions;
using SupplyRisk.App.Pages.Checking;
using SupplyRisk.App.Pages.Documents;
using SupplyRisk.App.Pages.Duplicates;
using SupplyRisk.App.Pages.Effectiveness;
using SupplyRisk.App.Pages.Imports;
using SupplyRisk.App.Pages.Lists;
using SupplyRisk.App.Pages.Overview;
using SupplyRisk.App.Pages.Record;
using SupplyRisk.App.Pages.Retention;
using SupplyRisk.App.Pages.Review;
using SupplyRisk.App.Pages.Rules;
using SupplyRisk.App.Pages.Runs;
using SupplyRisk.App.Pages.Search;
using SupplyRisk.App.Pages.Settings;
using SupplyRisk.App.Pages.Shipments;
using SupplyRisk.App.Pages.SignIn;
using SupplyRisk.App.Pages.Statements;
using SupplyRisk.App.Pages.Suppliers;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Lists;
using SupplyRisk.Review.Profile;
using SupplyRisk.Review.Proposals;
using SupplyRisk.Review.Views;

namespace SupplyRisk.App.Pages;

/// <summary>Every page, in the order of the navigation; each step maps its own.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this RouteGroupBuilder pages)
    {
        pages.MapOverview();
        pages.MapReview();
        pages.MapActions();
        pages.MapShipments();
        pages.MapChecking();
        pages.MapEffectiveness();
        pages.MapSuppliers();
        pages.MapDuplicates();
        pages.MapSupplierExports();
        pages.MapExchange();
        pages.MapDocuments();
        pages.MapSearch();
        pages.MapImports();
        pages.MapLists();
        pages.MapProposals();
        pages.MapRules();
        pages.MapRuns();
        pages.MapRecord();
        pages.MapRetention();
        pages.MapStatements();
        pages.MapSettings();
        pages.MapNotifications();
        pages.MapSchedule();
        pages.MapAccount();
        pages.MapSignIn();
        pages.MapPost("/theme", (Delegate)ChooseThemeAsync).AllowAnonymous();
        pages.MapGet("/token", FreshToken).AllowAnonymous();
    }

    public static void AddPageQueries(this IServiceCollection services)
    {
        services.AddSingleton<Portfolio>();
        services.AddSingleton<FindShell>();
        services.AddSingleton<FindOverview>();
        services.AddSingleton<SupplyRisk.Review.Visits.FindSince>();
        services.AddSingleton<SupplyRisk.People.NoteVisit>();
        services.AddSingleton<FindCases>();
        services.AddSingleton<FindPending>();
        services.AddSingleton<TakeCase>();
        services.AddSingleton<BulkCases>();
        services.AddSingleton<FindSuppliers>();
        services.AddSingleton<FindSupplier>();
        services.AddSingleton<FindSupplyNetwork>();
        services.AddSingleton<FindSupplierTrend>();
        services.AddSingleton<FindSupplierPage>();
        services.AddSingleton<ExportProfile>();
        services.AddSingleton<ExportSuppliers>();
        services.AddSingleton<SaveView>();
        services.AddSingleton<FindMatchSupplier>();
        services.AddSingleton<FindDocuments>();
        services.AddSingleton<FindDocument>();
        services.AddSingleton<FindOriginal>();
        services.AddSingleton<FindRuleCaseProposals>();
        services.AddSingleton<ProposeMissedFinding>();
        services.AddSingleton<EditRuleCaseProposal>();
        services.AddSingleton<FindImports>();
        services.AddSingleton<FindList>();
        services.AddSingleton<FindListEntry>();
        services.AddSingleton<FindRuns>();
        services.AddSingleton<FindWhereRuleFired>();
        services.AddSingleton<PortfolioComparison>();
        services.AddSingleton<Disclosure.Effectiveness.FindEffectiveness>();
        services.AddHostedService<PortfolioWarmUp>();
    }

    private static async Task<IResult> ChooseThemeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        http.Response.Cookies.Append("theme", form["theme"] == "dark" ? "dark" : "light", new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            IsEssential = true,
        });
        return Render.GoTo(http, Render.Local(form["back"]));
    }

    /// <summary>For a page whose token went stale while it stood open.</summary>
    private static IResult FreshToken(HttpContext http, IAntiforgery antiforgery) =>
        Results.Text(antiforgery.GetAndStoreTokens(http).RequestToken);
}
