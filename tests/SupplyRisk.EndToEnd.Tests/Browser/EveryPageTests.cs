using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>Every page, on a screen and on a phone, in light and dark.</summary>
public sealed class EveryPageTests(RunningProduct product)
{
    // Every page whole once, then as it looks on a dark phone; where pictures are wanted, each of the four whole.
    public static TheoryData<int, bool> Windows => Visitor.TakesPictures
        ? new() { { 1440, false }, { 1440, true }, { 390, false }, { 390, true } }
        : new() { { 1440, false } };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Is_accessible_fits_its_window_and_leaves_the_console_empty(int width, bool dark)
    {
        await using var visitor = await product.VisitAsync(width, dark);
        var pages = await PagesAsync(visitor);
        var wrong = new List<string>(); // of all pages, so that one run shows everything
        foreach (var (name, address) in pages)
        {
            var status = (await visitor.OpenAsync(address)).Status;
            if (status != 200) wrong.Add($"{address}: status {status}");
            wrong.AddRange((await visitor.WrongAsync()).Select(w => $"{address}: {w}"));
            await visitor.PictureAsync($"{name}-{width}-{(dark ? "dark" : "light")}");
            if (Visitor.TakesPictures) continue;
            wrong.AddRange((await visitor.WrongInAsync(390, dark: true)).Select(w => $"{address}, dark on a phone: {w}"));
            await visitor.LookAgainAsync(width, dark);
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_that_it_is_the_demo_and_lets_one_act_as_another_person()
    {
        await using var visitor = await product.VisitAsync();
        await visitor.OpenAsync("/");
        await Assertions.Expect(visitor.Page.GetByText("This is the demo.")).ToBeVisibleAsync();
        await visitor.Page.Locator(".me > summary").ClickAsync();
        await visitor.FindNothingWrongAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Rhea Example" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("read only · switch")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Import suppliers" })).ToHaveCountAsync(0);
        (await visitor.OpenAsync("/imports/new")).Status.ShouldBe(403);
        (await visitor.OpenAsync("/settings/people")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Says_in_its_own_page_that_there_is_nothing_at_an_address()
    {
        await using var visitor = await product.VisitAsync();
        (await visitor.OpenAsync("/suppliers/00000000-0000-0000-0000-000000000000")).Status.ShouldBe(404);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nothing here");
        await visitor.FindNothingWrongAsync();
    }

    // One page of each kind, found by following links: no id is known beforehand.
    private static async Task<List<(string Name, string Address)>> PagesAsync(Visitor visitor)
    {
        var pages = new List<(string, string)>
        {
            ("overview", "/"), ("changes", "/changes"), ("changes-flagged", "/changes?kind=flagged"), ("suppliers", "/suppliers"), ("suppliers-filtered", "/suppliers?band=critical&flag=risk&sort=name&q=co"), ("suppliers-none", "/suppliers?q=nobody+is+called+this"),
            ("review", "/review"), ("review-matches", "/review?lane=match_to_check"), ("review-gaps", "/review?lane=gather_evidence"), ("review-closed", "/review?closed=yes"), ("review-put-off", "/review?put_off=yes"), ("review-pending", "/review/pending"), ("keyboard", "/keys"),
            ("actions", "/actions"), ("actions-overdue", "/actions?overdue=yes"), ("shipments", "/shipments"), ("effectiveness", "/effectiveness"), ("effectiveness-sector", "/effectiveness?by=sector&months=24"),
            ("effectiveness-flags", "/effectiveness/flags-raised"), ("effectiveness-none", "/effectiveness/actions-verified"), ("statement-check", "/statements/check"),
            ("documents", "/documents"), ("documents-unreadable", "/documents?state=unreadable"), ("search", "/search"), ("search-suppliers", "/search?q=textile*"),
            ("search-documents", "/search?kind=document&q=passport*"), ("search-all", "/search?q=passport*+cotton*"), ("search-suppliers-narrowed", "/search?kind=supplier&q=textile*+country:CN,BD"), ("searches", "/searches"), ("imports", "/imports"), ("import-new", "/imports/new"), ("lists", "/lists"), ("runs", "/runs"), ("record", "/record?all=yes"), ("record-chain", "/record/chain"), ("rules", "/rules"), ("rules-coverage", "/rules/coverage"), ("rules-own", "/rules/changes"), ("rules-proposals", "/rules/proposals"),
            ("suppliers-columns", "/suppliers?col=own_id&col=region&col=tier&col=band"), ("duplicates", "/suppliers/duplicates"), ("duplicates-sites", "/suppliers/duplicates?band=other_site"), ("duplicates-merged", "/suppliers/duplicates?band=merged"), ("suppliers-map", "/suppliers/map"), ("suppliers-map-narrowed", "/suppliers/map?country=CN"),
            ("retention", "/settings/retention"), ("notifications", "/settings/notifications"), ("schedule", "/settings/schedule"), ("people", "/settings/people"), ("keys", "/settings/keys"),
            ("statements", "/statements"), ("statement-new", "/statements/new"), ("laws", "/statements/laws"), ("law", "/statements/laws/uk-msa-54"), ("entity-new", "/statements/entities/new"),
        };
        async Task AddAsync(string name, string on, string link)
        {
            await visitor.OpenAsync(on);
            pages.Add((name, await visitor.FirstLinkAsync(link)));
        }
        await AddAsync("shipment", "/shipments", "/shipments/0");
        var shipment = pages[^1].Item2.Split('#')[0];
        pages.AddRange([("shipment-step", $"{shipment}/steps/1"), ("shipment-step-new", $"{shipment}/steps/6"), ("shipment-party", $"{shipment}/parties/0")]);
        await AddAsync("shipment-file", shipment, $"{shipment}/files/");
        await AddAsync("supplier", "/suppliers?flag=risk", "/suppliers/0");
        pages.Add(("shipment-new", $"/shipments/new?supplier={pages[^1].Item2.Split('/')[2]}"));
        await AddAsync("supplier-quiet", "/suppliers?band=low", "/suppliers/0");
        pages.Add(("pair", $"/suppliers/duplicates/{pages[^3].Item2.Split('/')[2]}/{pages[^1].Item2.Split('/')[2]}")); // any two suppliers can be laid side by side
        await AddAsync("case", "/review", "/review/0");
        await AddAsync("case-match", "/review?lane=match_to_check", "/review/0");
        await AddAsync("case-gaps", "/review?lane=gather_evidence", "/review/0");
        await AddAsync("document", "/search?kind=document&q=passport*", "/documents/0");
        pages.Add(("document-about", pages[^1].Item2.Split('?', '#')[0] + "?beside=about"));
        await AddAsync("document-pdf", "/search?kind=document&q=Sozialaudit", "/documents/0");
        pages.Add(("document-original", pages[^1].Item2.Split('?', '#')[0] + "?beside=original"));
        await AddAsync("document-unreadable", "/documents?state=unreadable", "/documents/0");
        await AddAsync("import", "/imports", "/imports/0");
        await AddAsync("run", "/runs", "/runs/0");
        await AddAsync("list", "/lists", "/lists/0");
        await AddAsync("list-entry", pages[^1].Item2, "/lists/0");
        await AddAsync("rule", "/rules", "/rules/ilo.");
        await AddAsync("person", "/settings/people", "/settings/people/0");
        await AddAsync("rule-facts", "/rules", "/rules/inherent.");
        return pages;
    }
}
