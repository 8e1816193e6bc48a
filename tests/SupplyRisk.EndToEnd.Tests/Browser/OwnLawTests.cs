using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SupplyRisk.EndToEnd.Faults;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>The law that <c>rulesets/README.md</c> writes out, saved by hand into the own folder of a running program: it is there everywhere, without a start.</summary>
public sealed class OwnLawTests(RunningProduct product)
{
    private const string Law = "Freedonia Forced Labour Act";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_law_is_a_file_that_appears_everywhere()
    {
        await using var officer = await product.ActingAsync("Cora Example");
        var file = Path.Combine(product.OwnRules, "frameworks", "fd-fla.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var law = WrittenOut();

        await SaysWhatIsWrongAsync(officer, file, law);
        await File.WriteAllTextAsync(file, law, Ct);
        await StandsAmongTheLawsAsync(officer);
        var entity = await officer.EntityAsync();
        var row = officer.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = Law });
        await Assertions.Expect(row).ToContainTextAsync("applies");
        await Assertions.Expect(row).ToContainTextAsync("250 employees or more: yes");

        var statement = await officer.DraftAsync(entity, ["uk-msa-54", "fd-fla"]);
        await Assertions.Expect(officer.Page.Locator("#s-structure .item-list")).ToContainTextAsync($"{Law}, s 4(1)");
        await Assertions.Expect(officer.Page.Locator("#s-structure .item-list")).ToContainTextAsync("UK Modern Slavery Act");
        await Assertions.Expect(officer.Page.Locator("#s-fd-border .statement-text")).ToContainTextAsync("imports goods for kitchen goods");
        await officer.FindNothingWrongAsync();
        await officer.PictureAsync("own-law-statement");
        await officer.CompleteAsync(statement);
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Hand it in for approval" }).ClickAsync();
        await Assertions.Expect(officer.Page.GetByText("Waits for approval").First).ToBeVisibleAsync();
        await product.ApproveAsync(statement, signed: true);
        var html = await StandsInWhatGoesOutAsync(officer, statement);
        await ChecksAFinishedStatementAsync(officer, html);
        await StandsInTheCommandsAsync(html);
    }

    private async Task SaysWhatIsWrongAsync(Visitor officer, string file, string law)
    {
        var broken = law.Replace("level: recommended", "level: recomended", StringComparison.Ordinal).Replace("{{entity}}", "{{entitty}}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, broken, Ct);
        await officer.OpenAsync("/statements/laws");
        var line = broken[..broken.IndexOf("recomended", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        await Assertions.Expect(officer.Page.GetByText($"frameworks/fd-fla.yaml in your folder, line {line}:")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.GetByText("Did you mean recommended?")).ToBeVisibleAsync();
        await officer.FindNothingWrongAsync();
        await officer.PictureAsync("own-law-problem");
        var lint = await BuiltProgram.RunAsync("statement", "lint-frameworks", product.OwnRules);
        lint.Code.ShouldBe(1);
        lint.Output.ShouldContain($"{file}({line},");
        lint.Output.ShouldContain("Did you mean `entity`?");
    }

    private static async Task StandsAmongTheLawsAsync(Visitor officer)
    {
        await officer.OpenAsync("/statements/laws");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = Law }).ClickAsync();
        await Assertions.Expect(officer.Page.GetByText("Goods held at the border").First).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.GetByText("Not compared with the law itself.")).ToBeVisibleAsync();
        await officer.FindNothingWrongAsync();
        await officer.PictureAsync("own-law");
        var listed = JsonNode.Parse(await (await officer.Page.Context.APIRequest.GetAsync("/api/v1/statements/laws")).TextAsync())!.AsArray(); // an array
        listed.Select(l => l!["id"]!.GetValue<string>()).ShouldContain("fd-fla");
    }

    private static async Task<byte[]> StandsInWhatGoesOutAsync(Visitor officer, string statement)
    {
        var html = await officer.ExportAsync(statement, "html");
        Encoding.UTF8.GetString(html).ShouldContain($"{Law}, s 4(2)");
        using (var word = new ZipArchive(new MemoryStream(await officer.ExportAsync(statement, "docx"))))
        using (var text = new StreamReader(word.GetEntry("word/document.xml")!.Open())) // a Word document has one
            (await text.ReadToEndAsync(Ct)).ShouldContain("Goods held at the border");
        JsonNode.Parse(await officer.ExportAsync(statement, "json"))!["laws"]!.AsArray().Select(l => l!["id"]!.GetValue<string>()).ShouldBe(["uk-msa-54", "fd-fla"], ignoreOrder: true);
        Encoding.UTF8.GetString(await officer.ExportAsync(statement, "fields")).ShouldContain("Freedonia register of statements,Who signed it,Dara Example");
        Encoding.ASCII.GetString((await officer.ExportAsync(statement, "pdf"))[..5]).ShouldBe("%PDF-");
        return html;
    }

    private static async Task ChecksAFinishedStatementAsync(Visitor officer, byte[] html)
    {
        var page = officer.Page;
        await officer.OpenAsync("/statements/check");
        await page.Locator("#check-file").SetInputFilesAsync(new FilePayload { Name = "statement.html", MimeType = "text/html", Buffer = html });
        await page.Locator("#check-framework").SelectOptionAsync("fd-fla");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check it" }).ClickAsync();
        var supply = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Who supplies you, and from where" });
        await Assertions.Expect(supply).ToContainTextAsync("found");
        await Assertions.Expect(supply).ToContainTextAsync("suppliers in");
        await officer.FindNothingWrongAsync();
    }

    private async Task StandsInTheCommandsAsync(byte[] html)
    {
        var list = await BuiltProgram.RunAsync("statement", "list", "--rulesets", product.OwnRules);
        (list.Code, list.Said).ShouldBe((0, ""));
        list.Output.ShouldContain("fd-fla");
        var written = await BuiltProgram.RunAsync("statement", "fd-fla", "--entity", "Fictional Freedonia Traders", "--period", "2025", "--rulesets", product.OwnRules, "--data", product.Data);
        written.Code.ShouldBe(0, written.Said);
        written.Output.ShouldContain($"Statement under the {Law}");
        var finished = Path.Combine(product.OwnRules, "finished.html");
        await File.WriteAllBytesAsync(finished, html, Ct);
        var check = await BuiltProgram.RunAsync("statement", "check", finished, "--framework", "fd-fla", "--rulesets", product.OwnRules);
        check.Code.ShouldBe(0, check.Said);
        check.Output.ShouldContain("found       fd-1");
    }

    private static string WrittenOut()
    {
        var readme = File.ReadAllText(Path.Combine(BuiltProgram.Repository, "rulesets", "README.md"));
        var from = readme.IndexOf("```yaml\nid: fd-fla", StringComparison.Ordinal) + "```yaml\n".Length;
        return readme[from..readme.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
