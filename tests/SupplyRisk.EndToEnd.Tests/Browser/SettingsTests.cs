using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>An administrator says who is told and when the screening runs.</summary>
public sealed class SettingsTests(RunningProduct product)
{
    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task An_administrator_adds_a_channel_tries_it_sees_why_it_failed_and_removes_it(int width, bool dark)
    {
        await using var visitor = await product.VisitAsync(width, dark);
        var (page, name) = (visitor.Page, $"Sourcing desk {width}");
        await visitor.OpenAsync("/settings/notifications");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the channel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
        await page.Locator("#channel-name").FillAsync(name);
        await page.Locator("#channel-target").FillAsync("https://10.0.0.7/inside");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the channel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("private or loopback");
        await page.Locator("#channel-target").FillAsync("https://hooks.invalid/supplyrisk"); // a name nobody can have (RFC 2606)
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the channel" }).ClickAsync();
        (await page.Locator("#new-secret").InputValueAsync()).ShouldStartWith("whsec_");
        await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync($"channel-secret-{width}");
        await visitor.OpenAsync("/settings/notifications");
        await Assertions.Expect(page.Locator("#new-secret")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Assertions.Expect(page.GetByText("A test message from SupplyRisk").First).ToBeVisibleAsync();
        var at = new Uri(page.Url).AbsolutePath;
        for (var looked = 0; looked < 30 && await page.GetByText("Next try").CountAsync() == 0; looked++)
        {
            await page.WaitForTimeoutAsync(1_000);
            await visitor.OpenAsync(at);
        }
        await Assertions.Expect(page.GetByText("Next try")).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync($"channel-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set aside" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send again" })).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the channel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_administrator_looks_at_the_next_times_before_the_schedule_is_set()
    {
        await using var visitor = await product.VisitAsync();
        var page = visitor.Page;
        await visitor.OpenAsync("/settings/schedule");
        await page.Locator("#schedule-cron").FillAsync("0 15 6 ? * MON-FRI");
        await page.Locator("#schedule-time_zone").FillAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the next times" }).ClickAsync();
        await Assertions.Expect(page.GetByText("On Monday to Friday at 06:15")).ToBeVisibleAsync();
        page.Url.ShouldNotContain("Token", Case.Insensitive, "an address can be passed on");
        await visitor.FindNothingWrongAsync();
        await visitor.OpenAsync("/settings/schedule");
        await Assertions.Expect(page.GetByText("Monday to Friday at 06:15")).ToHaveCountAsync(0, new() { Timeout = 2_000 });
        await page.Locator("#schedule-cron").FillAsync("0 15 6 ? * MON-FRI");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Monday to Friday at 06:15")).ToBeVisibleAsync();
        await page.Locator("#schedule-cron").FillAsync("tomorrow");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no cron line");
        await visitor.FindNothingWrongAsync();
        foreach (var (tab, address) in ((string, string)[])[("Notifications", "/settings/notifications"), ("Retention", "/settings/retention"), ("People", "/settings/people"), ("Keys", "/settings/keys"), ("Schedule", "/settings/schedule")])
        {
            await page.GetByRole(AriaRole.Navigation, new() { Name = "Settings" }).GetByRole(AriaRole.Link, new() { Name = tab }).ClickAsync();
            await page.WaitForURLAsync("**" + address);
        }
    }
}
