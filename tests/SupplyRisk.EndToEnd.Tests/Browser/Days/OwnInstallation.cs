using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SupplyRisk.EndToEnd.Faults;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>An installation that people sign in to, as a process of its own.</summary>
internal sealed partial class OwnInstallation : IAsyncDisposable
{
    public const string Password = "seven kettles on a shelf";

    private readonly string folder;
    private readonly Process program;

    private OwnInstallation(string folder, Process program, string firstLink)
    {
        this.folder = folder;
        this.program = program;
        FirstLink = firstLink;
        Address = firstLink[..firstLink.IndexOf("/join/", StringComparison.Ordinal)];
    }

    /// <summary>Whoever opens it becomes the administrator.</summary>
    public string FirstLink { get; }

    public string Address { get; }

    private string Data => DataIn(folder);

    /// <summary>A new one with one supplier list of two.</summary>
    public static Task<OwnInstallation> NewAsync() => StartAsync(async folder =>
    {
        var list = Path.Combine(folder, "list.csv");
        await File.WriteAllTextAsync(list, "Supplier ID,Supplier name,Country\nS-1,Walking Teapot Ltd,BD\nS-2,Blue Umbrella Foundry,MX\n");
        await BuiltProgram.DoneAsync("import", list, "--source", "erp", "--data", DataIn(folder));
    });

    /// <summary>The fictional portfolio, screened, as a backup of the demo puts it in place.</summary>
    public static Task<OwnInstallation> LoadedAsync(RunningProduct demo)
    {
        if (demo.Backup.Length == 0) Assert.Skip("browser: Chromium is not installed (apt-get install chromium)");
        return StartAsync(folder => BuiltProgram.DoneAsync("restore", demo.Backup, "--data", DataIn(folder)));
    }

    public async ValueTask DisposeAsync()
    {
        program.Kill(entireProcessTree: true);
        await program.WaitForExitAsync(CancellationToken.None);
        program.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Whoever joins by a link, up to the first page.</summary>
    public static async Task JoinAsync(Hand hand, string link)
    {
        await hand.Visitor.OpenAsync(link);
        await hand.TypeAsync("Password", Password);
        await hand.TypeAsync("Once more", Password);
        await hand.PressAsync(AriaRole.Button, "Join");
        await hand.PressAsync(AriaRole.Link, "Not now");
        await Assertions.Expect(hand.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
    }

    /// <summary>The first administrator, signed in with a second factor.</summary>
    public async Task JoinAsFirstAsync(Hand hand)
    {
        await hand.Visitor.OpenAsync(FirstLink);
        await hand.TypeAsync("Your name", "Robin Example");
        await hand.TypeAsync("Your e-mail address", "robin@example.com");
        await hand.TypeAsync("Password", Password);
        await hand.TypeAsync("Once more", Password);
        await hand.PressAsync(AriaRole.Button, "Join");
        var key = await hand.Page.Locator("code.key").InnerTextAsync();
        await hand.TypeAsync("Six digits", Authenticator.CodeOf(key));
        await hand.PressAsync(AriaRole.Button, "Turn it on");
        await Assertions.Expect(hand.Page.Locator(".codes li")).ToHaveCountAsync(10);
    }

    /// <returns>The link to join by.</returns>
    public async Task<string> InviteAsync(Hand administrator, string name, string email, string role, string suppliers = "")
    {
        await administrator.Visitor.OpenAsync(Address + "/settings/people");
        await administrator.TypeAsync("Name", name);
        await administrator.TypeAsync("E-mail address", email);
        await administrator.CheckAsync(administrator.Page.GetByRole(AriaRole.Checkbox, new() { Name = role }));
        if (suppliers.Length > 0) await administrator.TypeAsync("Suppliers an auditor sees", suppliers);
        await administrator.PressAsync(AriaRole.Button, "Make the invitation");
        return await administrator.Page.Locator("#one-time-link").InputValueAsync();
    }

    /// <summary>A program beside people, with a key of its own.</summary>
    public async Task<HttpClient> ProgramAsync(params string[] rights)
    {
        var made = await SayAsync([.. (string[])["people", "key", "--name", "beside"], .. rights.SelectMany(r => new[] { "--right", r })]);
        made.Code.ShouldBe(0, made.Said);
        var http = new HttpClient { BaseAddress = new Uri(Address + "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Output.Trim());
        return http;
    }

    /// <summary>A supplier by its own id or name.</summary>
    public static async Task<(string Id, string Name)> SupplierAsync(HttpClient program, string text)
    {
        var found = JsonNode.Parse(await program.GetStringAsync(new Uri($"suppliers?text={Uri.EscapeDataString(text)}", UriKind.Relative)))!["items"]!.AsArray(); // the API answers with JSON
        var one = found.First(s => (string?)s!["supplier_id"] == text || ((string?)s["name"])!.StartsWith(text, StringComparison.Ordinal))!;
        return ((string)one["id"]!, (string)one["name"]!);
    }

    /// <summary>What one of its own commands says.</summary>
    public Task<Ended> SayAsync(params string[] arguments) => BuiltProgram.RunAsync([.. arguments, "--data", Data]);

    private static string DataIn(string folder) => Path.Combine(folder, "data");

    private static async Task<OwnInstallation> StartAsync(Func<string, Task> fill)
    {
        var into = Directory.CreateTempSubdirectory("supplyrisk-day-").FullName;
        await fill(into);
        var started = BuiltProgram.Start("serve", "--port", "0", "--data", DataIn(into));
        _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
        while (await started.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (Joining().Match(line) is not { Success: true } match) continue;
            _ = started.StandardError.ReadToEndAsync(CancellationToken.None);
            return new OwnInstallation(into, started, match.Value);
        }
        throw new InvalidOperationException("The program printed no link.");
    }

    [GeneratedRegex(@"http://\S+/join/\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Joining();
}

/// <summary>The loaded portfolio with its administrator, for days that begin with an invitation.</summary>
public sealed class StaffedInstallation(RunningProduct demo) : IAsyncLifetime
{
    private Visitor? alex;

    internal OwnInstallation Installation { get; private set; } = null!; // set before any test

    internal Hand Administrator { get; private set; } = null!; // likewise

    public async ValueTask InitializeAsync()
    {
        if (demo.Backup.Length == 0) return; // the tests show as skipped
        Installation = await OwnInstallation.LoadedAsync(demo);
        alex = await demo.VisitAsync();
        Administrator = Hand.Of(With.Mouse, alex);
        await Installation.JoinAsFirstAsync(Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        if (alex is not null) await alex.DisposeAsync();
        if (Installation is not null) await Installation.DisposeAsync();
    }
}

/// <summary>One at a time, in one installation.</summary>
[CollectionDefinition(nameof(WholeDays))]
public sealed class WholeDays : ICollectionFixture<StaffedInstallation>;
