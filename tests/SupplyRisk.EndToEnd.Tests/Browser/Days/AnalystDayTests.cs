using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsvHelper;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>A compliance analyst's day: a vendor list comes in, twenty cases are decided, and who decided what goes out as a file.</summary>
[Collection(nameof(WholeDays))]
public sealed partial class AnalystDayTests(RunningProduct product, StaffedInstallation staffed)
{
    private const int Cases = 20;

    private static readonly (string Key, string Button, string Status, string? Outcome)[] Choices =
    [
        ("n", "Needs evidence", "needs_evidence", null), ("f", "False positive", "closed", "false_positive"), ("e", "Escalate", "escalated", null), ("a", "Useful alert", "closed", "useful_alert"),
    ];

    private readonly List<Decided> decided = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private sealed record Decided(string Case, string Status, string? Outcome, string Words);

    [Theory]
    [InlineData(With.Mouse, "Ines Example", "MT-1029", "Lilac", "Karachi Textile Mills (Pvt) Ltd", "PK")]
    [InlineData(With.Keyboard, "Cleo Example", "MT-1056", "Umber", "Irbid Tall Candle Apparel WLL", "JO")]
    public async Task Takes_a_list_in_decides_twenty_cases_and_hands_out_what_was_decided(With with, string name, string changed, string word, string alike, string country)
    {
        await using var carl = await product.VisitAsync();
        var its = staffed.Installation;
        var hand = Hand.Of(with, carl);
        using var program = await its.ProgramAsync("decide_cases", "add_documents");
        var of = await ChangeACaseOfTodayAsync(program, changed);
        await OwnInstallation.JoinAsync(hand, await its.InviteAsync(staffed.Administrator, name, $"{word}@example.com", "Compliance analyst"));
        await TakeTheListInAsync(hand, program, word, alike, country);
        await DecideWhatChangedAsync(hand, of, word);
        await TakeAndDecideAsync(hand, "Risk", 10);
        await TakeAndDecideAsync(hand, "Match to check", 15);
        await TakeAndDecideAsync(hand, "Gather evidence", Cases);
        await CheckTheFileAsync(hand, name);
        (await its.SayAsync("audit", "verify")).Code.ShouldBe(0);
    }

    // Somebody asked for evidence this morning, and it came.
    private static async Task<string> ChangeACaseOfTodayAsync(HttpClient program, string supplier)
    {
        var cases = JsonNode.Parse(await program.GetStringAsync(new Uri("cases?lane=risk", UriKind.Relative), Ct))!["items"]!.AsArray(); // the API answers with JSON
        var (its, name) = await OwnInstallation.SupplierAsync(program, supplier);
        var id = cases.Single(c => (string?)c!["supplier_id"] == its)!["id"]!.GetValue<string>();
        using var asked = await program.PostAsJsonAsync(new Uri($"cases/{id}/decision", UriKind.Relative), new { status = "needs_evidence", reason_code = "documents_requested", words = "Asked for a visit." }, Ct);
        asked.IsSuccessStatusCode.ShouldBeTrue(await asked.Content.ReadAsStringAsync(Ct));
        using var came = new MultipartFormDataContent
        {
            { new StringContent($"""
                VISIT REPORT

                Supplier ID: {supplier}
                Date of visit: 12 November 2026
                Report date: 16 November 2026

                Findings

                The management keeps the passports of 14 migrant workers in a locked cupboard and did not give them back when they asked.
                Workers paid recruitment fees of 900 US dollars to an agent before they started work, and are still in debt to him.
                """), "file", $"{supplier} visit 2026-11.txt" },
        };
        using var added = await program.PostAsync(new Uri("documents", UriKind.Relative), came, Ct);
        added.IsSuccessStatusCode.ShouldBeTrue(await added.Content.ReadAsStringAsync(Ct));
        await UntilAsync(async () => (await program.GetStringAsync(new Uri($"cases/{id}", UriKind.Relative), Ct)).Contains("\"updated\"", StringComparison.Ordinal), "the case says what changed");
        return name;
    }

    private static async Task TakeTheListInAsync(Hand hand, HttpClient program, string word, string alike, string country)
    {
        var page = hand.Page;
        var list = $"""
            Vendor No.;Company name;Land;Sektor;Produkte
            {word}-1;{word} Abacus Ginning Co., Ltd;China;Cotton;Cotton yarn
            {word}-2;{word} Kettle Foundry GmbH;Deutschland;Metals;Hinges
            {word}-3;;Vietnam;Footwear;Shoes
            {word}-4;{alike};{country};Apparel;Trousers
            {word}-5;{word} Drum Garments Ltd;Bangladesh;Apparel;T-shirts
            {word}-6;{word} Spoon Electronics Sdn. Bhd.;Malaysia;Electronics;Sensors
            """;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Imports" }));
        await hand.PressAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Import suppliers" }));
        await hand.PressAsync(AriaRole.Button, "Read it and show what would change");
        await Assertions.Expect(page.Locator("#import .notice.bad")).ToContainTextAsync("Choose a supplier list");
        await hand.UploadAsync(page.Locator("#import-file"), new FilePayload { Name = "vendors.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(list) });
        await hand.TypeAsync("List source", $"vendors-{word}");
        await hand.PressAsync(AriaRole.Button, "Read it and show what would change");
        await page.WaitForURLAsync("**/imports/0**");
        await Assertions.Expect(page.GetByText("Not applied yet")).ToBeVisibleAsync();
        foreach (var (header, holds) in ((string, string)[])[("Vendor No.", "Own id"), ("Company name", "Name"), ("Land", "Country"), ("Sektor", "Sector")])
            (await page.GetByLabel($"What {header} holds").EvaluateAsync<string>("s => s.selectedOptions[0].label")).ShouldBe(holds, header);
        foreach (var (figure, count) in ((string, string)[])[("New", "5"), ("Changed", "0"), ("No longer listed", "0"), ("Rows rejected", "1")])
            (await page.Locator(".figure", new() { HasText = figure }).First.Locator("strong").InnerTextAsync()).ShouldBe(count, figure);
        await hand.FindNothingWrongAsync();
        await hand.PressAsync(AriaRole.Button, "Apply to the portfolio");
        await Assertions.Expect(page.GetByText("Applied", new() { Exact = true })).ToBeVisibleAsync();
        await UntilAsync(
            async () => (await program.GetStringAsync(new Uri("cases?lane=match_to_check", UriKind.Relative), Ct)).Contains(alike, StringComparison.Ordinal)
                && (await program.GetStringAsync(new Uri("cases?lane=gather_evidence", UriKind.Relative), Ct)).Contains($"{word} Abacus", StringComparison.Ordinal), "the run flags what came in");
    }

    private async Task DecideWhatChangedAsync(Hand hand, string supplier, string word)
    {
        var page = hand.Page;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Review" }));
        var status = page.GetByLabel("Status", new() { Exact = true });
        await hand.ChooseAsync(status, (await status.Locator("option[value=needs_evidence]").InnerTextAsync()).Trim());
        await page.WaitForURLAsync("**status=needs_evidence**");
        await hand.PressAsync(page.Locator("table.queue tbody").GetByRole(AriaRole.Link, new() { Name = supplier }));
        await page.WaitForURLAsync(ACase());
        var since = page.Locator("section[aria-labelledby=h-since]");
        await Assertions.Expect(since).ToContainTextAsync("What changed since the last decision");
        await Assertions.Expect(since.Locator(".timeline li ul li").First).ToBeVisibleAsync();
        await LookAtEvidenceAsync(hand);

        var words = $"{word}: passports are held; the plan begins with giving them back.";
        await hand.CheckAsync(AriaRole.Radio, "Close it");
        await hand.ChooseAsync(page.Locator("#decide-outcome"), "Confirmed concern: remediation comes first");
        await hand.TypeAsync(page.Locator("#decide-words"), words);
        await hand.PressAsync(AriaRole.Button, "Record decision");
        await Assertions.Expect(page.Locator("#decide [role=alert]")).ToContainTextAsync("reason", new() { IgnoreCase = true });
        await hand.FindNothingWrongAsync();
        await hand.ChooseAsync(page.Locator("#decide-reason_code"), (await page.Locator("#decide-reason_code option[value=evidence_reviewed]").InnerTextAsync()).Trim());
        Note(page, "closed", "confirmed_concern", words);
        await hand.PressAsync(AriaRole.Button, "Record decision");
        await Assertions.Expect(page.GetByText($"“{words}”").First).ToBeVisibleAsync();
        await hand.PressAsync(page.Locator("nav.crumbs a"));
    }

    private static async Task LookAtEvidenceAsync(Hand hand)
    {
        var page = hand.Page;
        await hand.OpenInListAsync(page.Locator("ol.evidence > li").First);
        await Assertions.Expect(page.Locator("#sheet mark")).ToBeVisibleAsync();
        var quote = await page.Locator("ol.evidence > li .evidence-quote").First.InnerTextAsync();
        Letters(await page.Locator("#sheet mark").InnerTextAsync()).ShouldBe(Letters(quote), "the quote is marked where it stands");
        await hand.FindNothingWrongAsync();
        await hand.KeyAsync("Escape", page.Locator("[data-close-sheet]"));
        await Assertions.Expect(page.Locator("#sheet")).ToBeHiddenAsync();
    }

    private async Task TakeAndDecideAsync(Hand hand, string lane, int until)
    {
        var page = hand.Page;
        if (await page.Locator("nav.tabs").CountAsync() == 0) await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Review" }));
        await hand.PressAsync(page.Locator("nav.tabs").GetByRole(AriaRole.Link, new() { Name = lane }));
        await Assertions.Expect(page.Locator("nav.tabs a[aria-current=page]")).ToContainTextAsync(lane);
        await hand.KeyAsync("g", page.GetByRole(AriaRole.Button, new() { Name = "Take next" }));
        await page.WaitForURLAsync(ACase());
        if (lane == "Match to check")
        {
            await Assertions.Expect(page.Locator("#matches table").Nth(1)).ToContainTextAsync("agrees");
            await Assertions.Expect(page.Locator("#matches .match-score").First).ToContainTextAsync("match score 0.");
        }
        while (decided.Count < until)
        {
            // Somebody has looked at it and waits for an answer: on to the next.
            if (!(await page.Locator("section[aria-labelledby=h-decide] .panel-head").InnerTextAsync()).Contains("Not assessed", StringComparison.Ordinal))
            {
                var here = page.Url;
                await hand.KeyAsync("g", page.GetByRole(AriaRole.Button, new() { Name = "Take next" }));
                await page.WaitForURLAsync(url => url != here);
                continue;
            }
            var (key, button, status, outcome) = Choices[decided.Count % Choices.Length];
            if (status == "closed" && await page.GetByText("A critical flag stands here.").CountAsync() > 0) (key, button, status, outcome) = Choices[0]; // else it waits for a second person
            var words = $"{lane}, number {decided.Count + 1}: {button.ToLowerInvariant()}.";
            await hand.KeyAsync(key, page.Locator($"[data-quick] [data-key={key}]"));
            await Assertions.Expect(page.Locator("#decide-words")).ToBeFocusedAsync();
            await hand.TypeAsync(page.Locator("#decide-words"), words);
            Note(page, status, outcome, words);
            await RecordAsync(hand);
        }
    }

    // What a run changed meanwhile is said, with the words kept; whoever has read it records again.
    private static async Task RecordAsync(Hand hand)
    {
        var (page, address) = (hand.Page, hand.Page.Url);
        for (var tries = 0; ; tries++)
        {
            await hand.KeyAsync("Control+Enter", page.GetByRole(AriaRole.Button, new() { Name = "Record, then next" }));
            try
            {
                await page.WaitForURLAsync(url => url != address, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = 20_000 });
                return;
            }
            catch (TimeoutException late)
            {
                var said = await page.Locator("#decide").InnerTextAsync();
                if (tries > 1 || !said.Contains("Meanwhile", StringComparison.Ordinal)) throw new InvalidOperationException($"{address} does not take the decision: {await page.Locator("#say").InnerTextAsync()} {said}", late);
                if (hand is KeyboardHand) await hand.TypeAsync(page.Locator("#decide-words"), await page.Locator("#decide-words").InputValueAsync());
            }
        }
    }

    private async Task CheckTheFileAsync(Hand hand, string name)
    {
        var page = hand.Page;
        await hand.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Review" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Review queue");
        await page.WaitForLoadStateAsync();
        await hand.FindNothingWrongAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => hand.PressAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "CSV", Exact = true })));
        using var csv = new CsvReader(new StreamReader(await download.PathAsync()), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>().Select(r => r.ToDictionary(c => c.Key, c => (string)c.Value)).ToList();
        rows.Select(r => (r["who"], r["action"], r["subject_id"], r["words"])).ShouldBe(decided.Select(d => (name, "case.decided", d.Case, d.Words)));
        foreach (var (row, was) in rows.Zip(decided))
        {
            row["reason_code"].ShouldNotBeEmpty();
            row["what"].ShouldContain(was.Status.Replace('_', ' '));
            if (was.Outcome is { } outcome) row["what"].ShouldContain(outcome.Replace('_', ' '));
        }
        rows.Count.ShouldBe(Cases);
        rows.Select(r => r["subject_id"]).Distinct().Count().ShouldBe(Cases);
    }

    private void Note(IPage page, string status, string? outcome, string words) => decided.Add(new(new Uri(page.Url).Segments[^1], status, outcome, words));

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var looked = 0; looked < 360; looked++)
        {
            if (await holds()) return;
            await Task.Delay(250, Ct);
        }
        Assert.Fail($"Not within a minute and a half: {what}.");
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex("/review/[0-9a-f]{8}-", RegexOptions.None, 1000)]
    private static partial Regex ACase();
}
