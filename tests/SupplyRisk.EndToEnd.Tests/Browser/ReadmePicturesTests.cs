using Microsoft.Playwright;
using SupplyRisk.EndToEnd.Faults;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>The five pictures of the README: what each is there to show stands in it. With SUPPLYRISK_SHOTS they are written.</summary>
public sealed class ReadmePicturesTests(RunningProduct product)
{
    /// <summary>So that whoever reads it on a slow line does not wait.</summary>
    private const long MostBytes = 250_000;

    [Fact]
    public async Task Overview_shows_bands_lanes_and_what_changed()
    {
        await using var visitor = await product.VisitAsync();
        await visitor.OpenAsync("/");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "How much is known" })).ToBeVisibleAsync();
        await TakeAsync(visitor, "overview");
    }

    [Fact]
    public async Task Case_shows_a_quote_in_its_text_beside_the_reasons()
    {
        await using var visitor = await product.VisitAsync();
        await OpenCaseAsync(visitor, "risk", "Whistling Teapot");
        await visitor.Page.Locator("ol.evidence a").First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#sheet mark")).ToBeInViewportAsync();
        await TakeAsync(visitor, "review-case");
    }

    [Fact]
    public async Task Match_shows_both_sides_and_points()
    {
        await using var visitor = await product.VisitAsync();
        await OpenCaseAsync(visitor, "match_to_check", "Copper Kettle");
        var matches = visitor.Page.Locator("#matches");
        await Assertions.Expect(matches).ToContainTextAsync("contradicts");
        await matches.EvaluateAsync("m => scrollTo(0, m.getBoundingClientRect().top + scrollY - 64)");
        await Assertions.Expect(matches.Locator("table").Nth(1)).ToBeInViewportAsync();
        await TakeAsync(visitor, "match");
    }

    [Fact]
    public async Task Profile_shows_risk_and_knowledge_apart_and_the_grid_of_indicators()
    {
        await using var visitor = await product.VisitAsync();
        await visitor.OpenAsync("/suppliers?q=Whistling+Teapot");
        await visitor.OpenAsync(await visitor.FirstLinkAsync("/suppliers/0"));
        await visitor.Page.Locator(".measures").EvaluateAsync("m => scrollTo(0, m.getBoundingClientRect().top + scrollY - 64)");
        await Assertions.Expect(visitor.Page.Locator("#indicators")).ToBeInViewportAsync();
        await TakeAsync(visitor, "supplier");
    }

    [Fact]
    public async Task Viewer_shows_findings_at_their_place()
    {
        await using var visitor = await product.VisitAsync();
        await visitor.OpenAsync("/search?kind=document&q=%22Nube+de+Lana%22");
        await visitor.OpenAsync((await visitor.FirstLinkAsync("/documents/0")).Split('?', '#')[0]);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("mark.found.current")).ToBeInViewportAsync();
        await TakeAsync(visitor, "document");
    }

    [Fact]
    public async Task Readme_shows_all_five_and_none_is_heavy()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(BuiltProgram.Repository, "README.md"), TestContext.Current.CancellationToken);
        foreach (var name in (string[])["overview", "review-case", "match", "supplier", "document"])
        {
            readme.ShouldContain($"](samples/pictures/{name}.png)");
            new FileInfo(Path.Combine(BuiltProgram.Repository, "samples", "pictures", name + ".png")).Length.ShouldBeLessThan(MostBytes, name);
        }
    }

    private static async Task OpenCaseAsync(Visitor visitor, string lane, string supplier)
    {
        await visitor.OpenAsync($"/review?lane={lane}");
        var link = visitor.Page.Locator("table.queue tbody a").Filter(new() { HasText = supplier }).First;
        await visitor.OpenAsync(await link.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No case of {supplier}."));
    }

    private static async Task TakeAsync(Visitor visitor, string name)
    {
        await visitor.Page.EvaluateAsync("document.fonts.ready.then(() => 0)");
        await visitor.PictureAsync(name, whole: false);
    }
}
