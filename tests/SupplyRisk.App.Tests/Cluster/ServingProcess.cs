using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SupplyRisk.App.Tests.Cluster;

/// <summary>The built program, serving, as a process of its own that can be killed.</summary>
internal sealed class ServingProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> said = [];
    private readonly int port;

    public ServingProcess(string folder, string? postgres)
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { Program, "serve", "--port", $"{port}", "--data", folder }) start.ArgumentList.Add(argument);
        if (postgres is not null) start.Environment["Data__Postgres"] = postgres;
        start.Environment["Screening__Lease"] = "00:00:05";
        process = Process.Start(start)!; // dotnet runs this test too
        process.ErrorDataReceived += Hear;
        process.OutputDataReceived += Hear;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public string Said
    {
        get
        {
            lock (said) return string.Join('\n', said.TakeLast(40));
        }
    }

    /// <summary>As the operating system signs its claims.</summary>
    public int Id => process.Id;

    public async Task AnswersAsync(CancellationToken ct)
    {
        using var client = new HttpClient();
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(2))
        {
            if (process.HasExited) throw new InvalidOperationException($"The program ended with {process.ExitCode}:\n{Said}");
            try
            {
                if ((await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"), ct)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            await Task.Delay(50, ct);
        }
        throw new TimeoutException("The program did not answer:\n" + Said);
    }

    /// <summary>SIGKILL: nothing of it runs any more when this returns.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs e)
    {
        lock (said)
        {
            if (e.Data is { } line) said.Add(line);
        }
    }

    // Built by this project's reference, in the same configuration.
    private static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            var above = here;
            while (!File.Exists(Path.Combine(above.FullName, "SupplyRisk.sln"))) above = above.Parent ?? throw new InvalidOperationException("No SupplyRisk.sln above the tests.");
            return Path.Combine(above.FullName, "src", "SupplyRisk.App", "bin", here.Parent!.Name, "net10.0", "SupplyRisk.App.dll"); // bin/<configuration>/net10.0/
        }
    }
}
