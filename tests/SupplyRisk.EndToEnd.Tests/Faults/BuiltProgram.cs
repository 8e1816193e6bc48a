using System.Diagnostics;

namespace SupplyRisk.EndToEnd.Faults;

/// <summary>What a run of the built program came to.</summary>
internal sealed record Ended(int Code, string Output, string Said);

/// <summary>The built program as a process of its own.</summary>
internal static class BuiltProgram
{
    private static string Dll => Path.Combine(
        Repository, "src", "SupplyRisk.App", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "SupplyRisk.App.dll"); // bin/<configuration>/net10.0/

    public static string Repository
    {
        get
        {
            var above = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(above.FullName, "SupplyRisk.sln"))) above = above.Parent ?? throw new InvalidOperationException("No SupplyRisk.sln above the tests.");
            return above.FullName;
        }
    }

    public static Process Start(params string[] arguments) => Start([], arguments);

    /// <param name="environment">Configuration beside that of the test.</param>
    public static Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Repository };
        start.ArgumentList.Add(Dll);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!; // dotnet runs this test too
    }

    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process);
    }

    /// <summary>A key to the installation that may do everything a key may.</summary>
    public static async Task<string> KeyAsync(string data)
    {
        var ended = await RunAsync(["people", "key", "--name", "test", "--data", data, "--right", "import_suppliers", "add_documents", "decide_cases", "manage_lists", "start_runs"]);
        ended.Code.ShouldBe(0, ended.Said);
        return ended.Output.Trim();
    }

    /// <returns>How long it took, for kills to be spread over.</returns>
    public static async Task<TimeSpan> DoneAsync(params string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        var ended = await RunAsync(arguments);
        ended.Code.ShouldBe(0, ended.Said);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Starts it and kills it (SIGKILL) after a while.</summary>
    /// <returns>True if it was killed, false if it had ended before.</returns>
    public static async Task<bool> KilledAsync(TimeSpan after, params string[] arguments)
    {
        using var process = Start(arguments);
        var ending = EndAsync(process);
        var first = await Task.WhenAny(ending, Task.Delay(after, TestContext.Current.CancellationToken));
        var killed = first != ending;
        if (killed) process.Kill();
        await ending;
        return killed;
    }

    private static async Task<Ended> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var said = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await said);
    }
}
