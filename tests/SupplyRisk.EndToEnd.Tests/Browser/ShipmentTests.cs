using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A detained shipment from the notice to the pack that is handed in, in front of the pages.</summary>
public sealed class ShipmentTests(RunningProduct product)
{
    private const string Spinner = "Alexandria Sleeping Ibis Cotton S.A.E.", Sewer = "Paper Moon Garments Ltd"; // of the samples, on no list
    private const string Header = "step,name,party,address,country,place,in_goods,in_quantity,in_unit,out_goods,out_quantity,out_unit,kg_each,from,to";

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Is_opened_chained_by_hand_and_by_table_mended_and_taken_out_as_a_pack()
    {
        await using var officer = await product.ActingAsync("Cora Example");
        var (page, shipment) = (officer.Page, await OpenAsync(officer));
        await ByHandAsync(officer, shipment);
        await ByTableAsync(officer, shipment);
        await MendAsync(officer, shipment);
        await DocumentsAsync(officer, shipment);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask every list for every party" }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 of 2 found nothing that is open")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("keep the final pack back")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Purchase orders and invoices at each step").Locator("..")).ToContainTextAsync("2 documents, steps 1, 2");
        await page.EvaluateAsync("scrollTo(0, 0)");
        await officer.FindNothingWrongAsync();
        await officer.PictureAsync("shipment-ready");
        await PackAsync(officer, shipment);
        await TheOtherRouteAsync(officer, shipment);
    }

    private static async Task<string> OpenAsync(Visitor officer)
    {
        var page = officer.Page;
        await officer.OpenAsync("/suppliers?q=Paper+Moon");
        await officer.OpenAsync(await officer.FirstLinkAsync("/suppliers/0"));
        await page.GetByRole(AriaRole.Link, new() { Name = "A shipment was detained" }).ClickAsync();
        await page.GetByLabel("Customs entry").FillAsync("FIC-0000999-1");
        await page.GetByLabel("Detained on").FillAsync(Day(-5));
        await page.GetByLabel("Goods", new() { Exact = true }).FillAsync("Cotton T-shirts");
        await page.GetByLabel("Quantity shipped").FillAsync("35,000");
        await page.GetByLabel("Shipped on").FillAsync(Day(-50));
        await page.GetByLabel("Purchase orders").FillAsync("PO-9, PO-10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("nothing between thousands").First).ToBeVisibleAsync();
        await page.GetByLabel("Quantity shipped").FillAsync("35000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is no chain yet.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("25 days left").First).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task ByHandAsync(Visitor officer, string shipment)
    {
        var page = officer.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a party" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Spinner);
        await page.GetByLabel("Address, with its province").FillAsync("17 Ibis Street, Borg El Arab");
        await page.GetByLabel("Country", new() { Exact = true }).FillAsync("Egypt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a step" }).ClickAsync();
        await page.GetByLabel("What was done").FillAsync("spinning");
        await page.GetByLabel("Who did it").FillAsync(Spinner);
        await page.GetByLabel("Where", new() { Exact = true }).FillAsync("Alexandria");
        await page.Locator("#step-out_goods").FillAsync("cotton yarn");
        await page.Locator("#step-out_quantity").FillAsync("8400");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync(Day(-200));
        await page.GetByLabel("To", new() { Exact = true }).FillAsync(Day(-170));
        await officer.FindNothingWrongAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe(shipment);
        await Assertions.Expect(page.GetByText("Step 1 has no document.")).ToBeVisibleAsync();
    }

    // A table takes the place of the steps there are; this one gives more yarn than was spun, before it was spun.
    private static async Task ByTableAsync(Visitor officer, string shipment)
    {
        var page = officer.Page;
        var table = $"{Header}\n1,spinning,{Spinner},\"17 Ibis Street, Borg El Arab\",EG,Alexandria,,,,cotton yarn,8400,kg,,{Day(-200)},{Day(-170)}\n"
            + $"2,cutting and sewing,{Sewer},\"Plot 41, Lantern Road, Ashulia\",BD,Dhaka,cotton yarn,9000,kg,garments,36000,pcs,0.18,{Day(-300)},{Day(-280)}\n";
        await page.Locator("#chain-file").SetInputFilesAsync(new FilePayload { Name = "chain.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(table) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Read it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Step 1 gave 8,400 kg of cotton yarn, and step 2 took 9,000 kg.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Step 2, cutting and sewing, was done by")).ToBeVisibleAsync();
        await officer.FindNothingWrongAsync();
        await officer.PictureAsync("shipment-faults");
        (await page.Context.APIRequest.GetAsync($"{shipment}/pack")).Status.ShouldBe(409);
    }

    private static async Task MendAsync(Visitor officer, string shipment)
    {
        var page = officer.Page;
        await officer.OpenAsync($"{shipment}/steps/1");
        await page.Locator("#step-in_quantity").FillAsync("8300");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync(Day(-120));
        await page.GetByLabel("To", new() { Exact = true }).FillAsync(Day(-80));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Step 1 gave 8,400 kg")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("was done by")).ToHaveCountAsync(0);
    }

    private static async Task DocumentsAsync(Visitor officer, string shipment)
    {
        var page = officer.Page;
        foreach (var step in new[] { "1", "2" })
        {
            await page.GetByText("Add a document", new() { Exact = true }).ClickAsync();
            await page.Locator("#file-file").SetInputFilesAsync(new FilePayload { Name = $"invoice-{step}.txt", MimeType = "text/plain", Buffer = "Commercial invoice of an invented company for the goods of this step."u8.ToArray() });
            await page.Locator("#file-kind").SelectOptionAsync("invoice");
            await page.GetByLabel("Steps e.g. 2, 3").FillAsync(step);
            await page.Locator("#file-language").FillAsync("en");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = $"invoice-{step}.txt" })).ToBeVisibleAsync();
        }
        new Uri(page.Url).AbsolutePath.ShouldBe(shipment);
    }

    private static async Task PackAsync(Visitor officer, string shipment)
    {
        var page = officer.Page;
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Evidence pack" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("evidence-pack-FIC-0000999-1.zip");
        var folder = Directory.CreateTempSubdirectory("supplyrisk-pack-");
        try
        {
            await ZipFile.ExtractToDirectoryAsync(await download.PathAsync(), folder.FullName, TestContext.Current.CancellationToken);
            await officer.OpenAsync(new Uri(Path.Combine(folder.FullName, "index.html")).AbsoluteUri);
            foreach (var heading in new[] { "1. Summary", "4. Step by step", "5. Searches that found nothing", "6. What the route asks for" })
                await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("Draft: not to be handed in")).ToHaveCountAsync(0);
            await officer.FindNothingWrongAsync();
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            await officer.PictureAsync("pack-printed");
            await page.EmulateMediaAsync(new() { Media = Media.Screen });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        await officer.OpenAsync(shipment);
    }

    private static async Task TheOtherRouteAsync(Visitor officer, string shipment)
    {
        var page = officer.Page;
        await page.GetByText("Change", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Exception to the presumption").CheckAsync();
        await page.Locator("#shipment").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Exception to the presumption" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("never a verdict")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Clear and convincing evidence that no forced labour was used at any step")).ToBeVisibleAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe(shipment);
    }

    private static string Day(int away) => Today.AddDays(away).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
