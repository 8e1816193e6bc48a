using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A CSR officer drafts, somebody else approves, and what comes out can be read by people and machines.</summary>
public sealed class StatementTests(RunningProduct product)
{
    [Fact]
    public async Task Drafts_completes_approves_and_exports_a_joint_and_a_Californian_statement()
    {
        await using var officer = await product.ActingAsync("Cora Example");
        var entity = await officer.EntityAsync();
        foreach (var (laws, name) in new[] { (new[] { "uk-msa-54", "au-msa-2018", "ca-s211" }, "joint"), (["us-ca-tscsa"], "california") })
        {
            var address = await officer.DraftAsync(entity, laws);
            await officer.FindNothingWrongAsync();
            await officer.PictureAsync($"statement-{name}-draft");
            await officer.CompleteAsync(address);
            await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Hand it in for approval" }).ClickAsync();
            await Assertions.Expect(officer.Page.GetByText("Waits for approval").First).ToBeVisibleAsync();
            await product.ApproveAsync(address, laws.Length > 1);
            await officer.OpenAsync(address);
            await Assertions.Expect(officer.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(0);
            await officer.FindNothingWrongAsync();
            await officer.PictureAsync($"statement-{name}-approved");
            await ExportsAsync(officer, address, laws);
        }
    }

    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task Pages_of_one_statement_are_accessible_and_fit_their_window(int width, bool dark)
    {
        await using var officer = await product.ActingAsync("Cora Example", width, dark);
        var entity = await officer.EntityAsync();
        var statement = await officer.DraftAsync(entity, ["us-ca-tscsa"]);
        foreach (var (name, address) in new[] { ("entity", entity), ("statement", statement), ("statement-figure", statement + "/figures/suppliers_screened") })
        {
            (await officer.OpenAsync(address)).Status.ShouldBe(200, address);
            await officer.FindNothingWrongAsync();
            await officer.PictureAsync($"{name}-{width}");
        }
    }

    [Fact]
    public async Task A_claim_without_a_record_is_marked_and_a_person_vouches_for_it()
    {
        await using var officer = await product.ActingAsync("Cora Example");
        await officer.DraftAsync(await officer.EntityAsync(), ["us-ca-tscsa"]);
        var section = officer.Page.Locator("#s-accountability");
        // What others have done here before may have been suggested as its text: then writing is one click away.
        if (!await section.GetByRole(AriaRole.Textbox).IsVisibleAsync()) await section.GetByText("Write", new() { Exact = true }).ClickAsync();
        await section.GetByRole(AriaRole.Textbox).FillAsync("We trained all 4,000 employees.");
        await section.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(officer.Page.GetByText("It states a number that is bound to no figure").First).ToBeVisibleAsync();
        await officer.Page.EvaluateAsync("scrollTo(0, 0)"); // saved, it stands at its section: what is half under the bar at the top is too small a target to axe
        await officer.FindNothingWrongAsync();
        await officer.PictureAsync("statement-claim");
        section = officer.Page.Locator("#s-accountability");
        await section.GetByText("Vouch for it", new() { Exact = true }).ClickAsync();
        await section.GetByLabel("Why it is true").FillAsync("The register of the academy, file 12.");
        await section.GetByRole(AriaRole.Button, new() { Name = "I vouch for it" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("#s-accountability").GetByText("The register of the academy, file 12.")).ToBeVisibleAsync();
    }

    private static async Task ExportsAsync(Visitor officer, string address, string[] laws)
    {
        var html = System.Text.Encoding.UTF8.GetString(await officer.ExportAsync(address, "html"));
        html.ShouldContain("How the figures were counted");
        html.ShouldNotContain("Draft.");
        using (var word = new ZipArchive(new MemoryStream(await officer.ExportAsync(address, "docx")))) word.GetEntry("word/document.xml").ShouldNotBeNull();
        System.Text.Encoding.ASCII.GetString((await officer.ExportAsync(address, "pdf"))[..5]).ShouldBe("%PDF-");
        var json = JsonNode.Parse(await officer.ExportAsync(address, "json"))!; // it was 200
        json["state"]!.GetValue<string>().ShouldBe("approved");
        json["laws"]!.AsArray().Select(l => l!["id"]!.GetValue<string>()).ShouldBe(laws, ignoreOrder: true);
        json["figures"]!.AsArray().Count.ShouldBeGreaterThan(3);
        (await officer.ExportAsync(address, "fields")).Length.ShouldBePositive();
    }
}
