using SupplyRisk.Audit;
using SupplyRisk.Review;

namespace SupplyRisk.App.Pages.Layout;

/// <summary>One entry of the navigation.</summary>
/// <param name="Count">What waits there, if that is worth a number.</param>
internal sealed record NavigationItem(string Href, string Icon, string Text, Func<ShellFacts, int>? Count = null)
{
    /// <summary>The right without which there is nothing to do there; null for everybody.</summary>
    public Right? Needs { get; init; }

    /// <summary>True where it is about the whole portfolio, of which who sees assigned suppliers only sees nothing.</summary>
    public bool OfAll { get; init; }

    public bool IsFor(Actor actor) => (Needs is not { } right || actor.May(right)) && (!OfAll || actor.SeesAll);

    /// <summary>Further pages that are found there.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public bool IsHere(PathString path) => Href == "/" ? path == "/" : Also.Prepend(Href).Any(h => path.StartsWithSegments(h, StringComparison.Ordinal));
}

internal sealed record NavigationSection(string? Title, IReadOnlyList<NavigationItem> Items);

/// <summary>Where one can go, in the order of the day's work.</summary>
internal static class Navigation
{
    public static readonly IReadOnlyList<NavigationSection> Sections =
    [
        new(null,
        [
            new("/", "layout-dashboard", "Overview"),
            new("/review", "clipboard-check", "Review", s => s.OpenCases),
        ]),
        new("Portfolio",
        [
            new("/suppliers", "building-factory-2", "Suppliers"),
            new("/actions", "list-check", "Actions", s => s.AnswersToRead),
            new("/shipments", "lock", "Shipments"),
            new("/effectiveness", "activity", "Effectiveness"),
            new("/documents", "file-text", "Documents", s => s.LinksToCheck),
            new("/search", "search", "Search"),
            new("/searches", "eye", "Saved searches", s => s.NewWatchHits),
        ]),
        new("Disclosure",
        [
            new("/statements", "gavel", "Statements") { OfAll = true },
        ]),
        new("Sources",
        [
            new("/imports", "cloud-upload", "Imports") { OfAll = true },
            new("/lists", "shield-search", "Lists", s => s.HeldDeliveries),
            new("/rules", "scale", "Rulesets"),
            new("/runs", "activity", "Runs") { OfAll = true },
        ]),
        new("Organisation",
        [
            new("/settings/people", "users", "People") { Needs = Right.ManagePeople },
            new("/settings/keys", "key", "Keys") { Needs = Right.ManagePeople },
            new("/settings/notifications", "settings", "Settings") { Needs = Right.ChangeSettings, Also = ["/settings/schedule", "/settings/retention"] },
            new("/record", "history", "Audit record") { Needs = Right.ReadAudit },
        ]),
    ];
}
