using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>Somebody in front of the pages, who notices everything the browser complains of.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string[] Standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    // Colours and places; names, roles and order are the same in every window and theme.
    private static readonly string[] OfLooks = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];

    private static readonly string? Shots = Environment.GetEnvironmentVariable("SUPPLYRISK_SHOTS");

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    internal Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        // A status of 4xx is what a form with mistakes comes back with; the console names it, and the tests look at the page instead.
        // A page that is left while it asks for something says so of each request.
        page.Console += (_, m) =>
        {
            if (m.Type is "error" or "warning" && !m.Text.Contains("responded with a status of 4", StringComparison.Ordinal) && !m.Text.StartsWith("htmx:sendAbort", StringComparison.Ordinal) && !m.Text.StartsWith("htmx:afterRequest", StringComparison.Ordinal)) complaints.Add(m.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) =>
        {
            if (request.Failure != "net::ERR_ABORTED") complaints.Add($"{request.Url}: {request.Failure}"); // aborted: left before it was done
        };
    }

    /// <summary>True where SUPPLYRISK_SHOTS names a folder for pictures.</summary>
    public static bool TakesPictures => !string.IsNullOrEmpty(Shots);

    public IPage Page { get; }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    public async Task<IResponse> OpenAsync(string address)
    {
        var response = await Page.GotoAsync(address);
        response.ShouldNotBeNull();
        return response;
    }

    /// <summary>The address of the first link that begins so, on the page now open.</summary>
    public async Task<string> FirstLinkAsync(string beginning) =>
        await Page.Locator($"main a[href^='{beginning}']").First.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No link to {beginning}…");

    /// <summary>Nothing wrong with the page as it stands: accessible, nothing wider than the window, no complaint of the browser.</summary>
    public async Task FindNothingWrongAsync() => (await WrongAsync()).ShouldBeEmpty(Page.Url);

    /// <summary>Everything that is wrong with the page as it stands.</summary>
    public Task<List<string>> WrongAsync() => WrongAsync(new RunOnlyOptions { Type = "tag", Values = [.. Standards] });

    /// <summary>The same page in another window or theme: what may be wrong there only.</summary>
    public async Task<List<string>> WrongInAsync(int width, bool dark)
    {
        await LookAgainAsync(width, dark);
        return await WrongAsync(new RunOnlyOptions { Type = "rule", Values = [.. OfLooks] });
    }

    /// <summary>Back to a window and a theme.</summary>
    public async Task LookAgainAsync(int width, bool dark)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        await Page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
    }

    private async Task<List<string>> WrongAsync(RunOnlyOptions rules)
    {
        var axe = await AxeAsync(new AxeRunOptions { RunOnly = rules, ResultTypes = [ResultType.Violations] });
        List<string> wrong = [.. axe.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html}"))];
        var over = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0) wrong.Add($"{over} px wider than its window");
        var titles = await Page.Locator("h1").CountAsync();
        if (titles != 1) wrong.Add($"{titles} first headings");
        wrong.AddRange(complaints);
        complaints.Clear();
        return wrong;
    }

    private async Task<AxeResult> AxeAsync(AxeRunOptions options)
    {
        try
        {
            return await Page.RunAxe(options);
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            await Page.WaitForLoadStateAsync(); // what was pressed before led to another page meanwhile
            return await Page.RunAxe(options);
        }
    }

    /// <summary>A picture of the page, where SUPPLYRISK_SHOTS names a folder.</summary>
    /// <param name="whole">All of it, not only what the window shows.</param>
    public async Task PictureAsync(string name, bool whole = true)
    {
        if (TakesPictures) await Page.ScreenshotAsync(new() { Path = Path.Combine(Shots!, name + ".png"), FullPage = whole, Clip = whole ? null : new() { Width = 1440, Height = 720 } });
    }
}
