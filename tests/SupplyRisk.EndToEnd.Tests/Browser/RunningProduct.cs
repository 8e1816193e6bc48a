using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using SupplyRisk.EndToEnd.Browser;
using SupplyRisk.EndToEnd.Faults;

[assembly: AssemblyFixture(typeof(RunningProduct))]

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>The built program with the samples loaded, on a free loopback port, and a real browser beside it. Started once for all tests.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(5);

    private readonly List<string> said = [];
    private Process? program;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private string folder = "";

    /// <summary>The folder of own rules that it was started with; what stands there at the start is in force.</summary>
    public string OwnRules => Path.Combine(folder, "own");

    /// <summary>A backup of it as it stood before any test; empty without a browser.</summary>
    public string Backup { get; private set; } = "";

    /// <summary>Its data folder.</summary>
    public string Data => Path.Combine(folder, "data");

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return; // the tests show as skipped
        folder = Directory.CreateTempSubdirectory("supplyrisk-browser-").FullName;
        Directory.CreateDirectory(OwnRules);
        await File.WriteAllTextAsync(Path.Combine(OwnRules, "modes.yaml"), "modes: {controls.independent-audit: live}\n");
        var port = FreePort();
        Address = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Repository };
        foreach (var argument in new[] { Program, "serve", "--demo", "--port", $"{port}", "--data", Data, "--rulesets", OwnRules }) start.ArgumentList.Add(argument);
        program = Process.Start(start)!; // dotnet runs this test too
        program.ErrorDataReceived += Hear;
        program.OutputDataReceived += Hear;
        program.BeginErrorReadLine();
        program.BeginOutputReadLine();
        await ReadyAsync();
        Backup = Path.Combine(folder, "before.zip");
        await BuiltProgram.DoneAsync("backup", Backup, "--data", Data);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync", "--disable-component-update", "--no-first-run"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (program is { HasExited: false })
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
        }
        program?.Dispose();
        if (folder.Length > 0) Directory.Delete(folder, recursive: true);
    }

    /// <summary>A visitor of their own, in a window of the width given.</summary>
    public async Task<Visitor> VisitAsync(int width = 1440, bool dark = false, bool script = true)
    {
        if (browser is null) Assert.Skip("browser: Chromium is not installed (apt-get install chromium)");
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Address,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        // Generous: a check machine may be busy with everything else at once.
        context.SetDefaultTimeout(90_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    private static string Repository
    {
        get
        {
            var above = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(above.FullName, "SupplyRisk.sln"))) above = above.Parent ?? throw new InvalidOperationException("No SupplyRisk.sln above the tests.");
            return above.FullName;
        }
    }

    // Built by this project's reference, in the same configuration.
    private static string Program => Path.Combine(
        Repository, "src", "SupplyRisk.App", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "SupplyRisk.App.dll"); // bin/<configuration>/net10.0/

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Hear(object sender, DataReceivedEventArgs e)
    {
        lock (said)
        {
            if (e.Data is { } line) said.Add(line);
        }
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient();
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Start)
        {
            if (program!.HasExited) throw new InvalidOperationException($"The program ended with {program.ExitCode}:\n{Said()}");
            try
            {
                if ((await client.GetAsync(new Uri(Address + "/suppliers"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet: it loads and screens the samples first
            }
            await Task.Delay(250);
        }
        throw new TimeoutException($"The program did not answer within {Start.TotalMinutes:0} minutes:\n{Said()}");
    }

    private string Said()
    {
        lock (said) return string.Join('\n', said.TakeLast(30));
    }
}
