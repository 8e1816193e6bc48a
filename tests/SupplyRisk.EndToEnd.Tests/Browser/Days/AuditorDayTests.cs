using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>An external auditor's day: one assigned supplier, its evidence at its place, a corrective action; and nothing else.</summary>
[Collection(nameof(WholeDays))]
public sealed class AuditorDayTests(RunningProduct product, StaffedInstallation staffed)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(With.Mouse, "Omar Example", "MT-1005", "Whistling Teapot")]
    [InlineData(With.Keyboard, "Ava Example", "MT-1019", "Copper Kettle")]
    public async Task Reads_the_evidence_says_what_is_wrong_verifies_an_action_and_sees_nothing_else(With with, string name, string supplier, string other)
    {
        await using var aude = await product.VisitAsync();
        var its = staffed.Installation;
        var hand = Hand.Of(with, aude);
        var page = hand.Page;
        using var program = await its.ProgramAsync("add_documents", "manage_actions");
        var mine = await OwnInstallation.SupplierAsync(program, supplier);
        await PlanAndDoAsync(program, mine.Id);

        await OwnInstallation.JoinAsync(hand, await its.InviteAsync(staffed.Administrator, name, $"{supplier}@example.com", "Auditor", supplier));
        await Assertions.Expect(page.Locator(".page-head p").First).ToContainTextAsync("1 supplier");
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Suppliers" }));
        await Assertions.Expect(page.Locator("td.c-name > a")).ToHaveTextAsync([mine.Name]);
        await hand.FindNothingWrongAsync();
        await hand.PressAsync(page.Locator("td.c-name > a"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(mine.Name);

        await hand.PressAsync(page.Locator(".jumps").GetByRole(AriaRole.Link, new() { Name = "Documents" }));
        await Assertions.Expect(page.Locator("section#documents")).ToBeInViewportAsync();
        await hand.PressAsync(page.Locator("section#documents .reason > a").First);
        await ReadAsync(hand);

        await hand.PressAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = mine.Name }).First);
        await hand.PressAsync(page.Locator(".jumps").GetByRole(AriaRole.Link, new() { Name = "Actions" }));
        await hand.PressAsync(page.Locator("section#actions").GetByRole(AriaRole.Link, new() { Name = "Back pay" }));
        await VerifyAsync(hand);
        await SeeNothingElseAsync(hand, its, program, other);
    }

    private static async Task PlanAndDoAsync(HttpClient program, string supplier)
    {
        using var planned = await program.PostAsJsonAsync("actions", new { supplier_id = supplier, action = new { kind = "back_pay", found = "Wages came late.", owner = "The plant", asked = "Please pay what is owed." } }, Ct);
        var id = JsonNode.Parse(await planned.Content.ReadAsStringAsync(Ct))!["action"]!["id"]!.GetValue<string>(); // the API answers with JSON
        foreach (var state in (string[])["agreed", "done"])
        {
            using var step = await program.PostAsJsonAsync($"actions/{id}/step", new { state, words = "The plant says so." }, Ct);
            step.IsSuccessStatusCode.ShouldBeTrue(await step.Content.ReadAsStringAsync(Ct));
        }
    }

    // The sentence at its place, one finding after the other; and one of them is wrong.
    private static async Task ReadAsync(Hand hand)
    {
        var page = hand.Page;
        await Assertions.Expect(page.Locator("[data-reader]")).ToBeVisibleAsync();
        await hand.KeyAsync("n", page.GetByRole(AriaRole.Button, new() { Name = "Next" }));
        await Assertions.Expect(page.Locator("mark.found.current")).ToBeInViewportAsync();
        (await page.Locator("mark.found.current").InnerTextAsync()).ShouldNotBeEmpty();
        await hand.KeyAsync("n", page.GetByRole(AriaRole.Button, new() { Name = "Next" }));
        await Assertions.Expect(page.Locator("[data-stepper-at]")).ToContainTextAsync("(2 of ");
        await hand.FindNothingWrongAsync();
        var item = page.Locator("[data-finding]").Nth(1);
        await hand.PressAsync(item.Locator("summary").Filter(new() { HasText = "This is wrong" }));
        await hand.PressAsync(item.GetByRole(AriaRole.Button, new() { Name = "Dismiss this finding" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("2 things to correct");
        await hand.CheckAsync(item.GetByRole(AriaRole.Radio, new() { Name = "It is about another site or company" }));
        await hand.TypeAsync(item.GetByLabel("What does the passage really say?"), "It is about the sister factory.");
        await hand.PressAsync(item.GetByRole(AriaRole.Button, new() { Name = "Dismiss this finding" }));
        await Assertions.Expect(page.GetByText("Taken down, and proposed as a case of the rule.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-finding].dismissed")).ToContainTextAsync("It is about the sister factory.");
        await hand.FindNothingWrongAsync();
    }

    private static async Task VerifyAsync(Hand hand)
    {
        var page = hand.Page;
        await Assertions.Expect(page.Locator(".head-line")).ToContainTextAsync("Done, not verified");
        await hand.CheckAsync(page.GetByRole(AriaRole.Radio, new() { Name = "Verified" }));
        await hand.PressAsync(AriaRole.Button, "Record it");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("3 things to correct");
        await hand.CheckAsync(page.GetByRole(AriaRole.Radio, new() { Name = "Verified" }));
        await hand.ChooseAsync(page.Locator("#step-method"), "By interviews with workers");
        await hand.TypeDayAsync(page.Locator("#step-verified_on"), "2026-11-20");
        await hand.TypeAsync(page.Locator("#step-words"), "Everybody asked had been paid.");
        await hand.PressAsync(AriaRole.Button, "Record it");
        await Assertions.Expect(page.Locator(".head-line .state")).ToHaveTextAsync("Verified");
        await hand.FindNothingWrongAsync();
    }

    private static async Task SeeNothingElseAsync(Hand hand, OwnInstallation its, HttpClient program, string other)
    {
        var page = hand.Page;
        var theirs = await OwnInstallation.SupplierAsync(program, other);
        if (hand is KeyboardHand) await hand.KeyAsync("/", page.Locator("#search"));
        await hand.TypeAsync(page.Locator("#search"), other);
        await Assertions.Expect(page.Locator("#search-options").GetByText(theirs.Name)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?**");
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByText(theirs.Name)).ToHaveCountAsync(0);
        foreach (var (address, status) in ((string, int)[])[($"/suppliers/{theirs.Id}", 404), ("/settings/people", 403), ("/imports/new", 403), ("/record", 403)])
            (await hand.Visitor.OpenAsync(its.Address + address)).Status.ShouldBe(status, address);
        await hand.FindNothingWrongAsync();
    }
}
