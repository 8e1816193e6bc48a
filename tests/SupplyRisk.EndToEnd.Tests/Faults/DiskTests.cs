using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SupplyRisk.Suppliers;

namespace SupplyRisk.EndToEnd.Faults;

/// <summary>Disk full, read-only, database locked or damaged: said clearly, with its exit code, and nothing is harmed.</summary>
public sealed partial class DiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_onto_a_full_disk_says_so_and_goes_through_once_there_is_room()
    {
        using var it = new DataFolder();
        await using var disk = await Disk.MountAsync(it.Path, "12m");
        await BuiltProgram.DoneAsync("import", it.Write("small.csv", List(50)), "--source", "erp", "--data", it.Path);
        var large = it.Write("large.csv", List(40_000));
        var full = await BuiltProgram.RunAsync("import", large, "--source", "erp", "--data", it.Path);
        full.Code.ShouldBe(1, full.Said);
        full.Said.ShouldContain("The disk is full");
        full.Said.ShouldNotContain("   at SupplyRisk", Case.Sensitive, "a reason, not a stack");
        (await it.CountAsync<Supplier>()).ShouldBe(50);
        await it.ShouldBeWholeAsync();

        await disk.RemountAsync("size=200m");
        await BuiltProgram.DoneAsync("import", large, "--source", "erp", "--data", it.Path);
        (await it.CountAsync<Supplier>()).ShouldBe(40_000);
        await it.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task A_service_whose_disk_runs_full_goes_on_answering_and_takes_imports_again_once_there_is_room()
    {
        using var it = new DataFolder();
        await using var disk = await Disk.MountAsync(it.Path, "24m");
        await BuiltProgram.DoneAsync("import", it.Write("small.csv", List(50)), "--source", "erp", "--data", it.Path);
        await using var service = await Service.StartAsync(it.Path);
        var filler = Path.Combine(it.Path, "filler");
        Fill(filler);
        using var refused = await service.PreviewAsync(List(20_000));
        refused.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage, await refused.Content.ReadAsStringAsync(Ct));
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("The disk is full");
        using var page = await service.Http.GetAsync(new Uri("/suppliers", UriKind.Relative), Ct);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var live = await service.Http.GetAsync(new Uri("/health/live", UriKind.Relative), Ct);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);

        File.Delete(filler);
        using var taken = await service.PreviewAsync(List(200));
        taken.StatusCode.ShouldBe(HttpStatusCode.OK, await taken.Content.ReadAsStringAsync(Ct));
        await it.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task A_read_only_data_folder_is_named()
    {
        using var it = new DataFolder();
        await using var disk = await Disk.MountAsync(it.Path, "16m");
        var list = it.Write("small.csv", List(50));
        await BuiltProgram.DoneAsync("import", list, "--source", "erp", "--data", it.Path);
        await disk.RemountAsync("ro");
        foreach (var command in (string[][])[["import", list, "--source", "erp", "--data", it.Path], ["serve", "--port", "0", "--data", it.Path], ["restore", list, "--data", it.Path]])
        {
            var refused = await BuiltProgram.RunAsync(command);
            refused.Code.ShouldBe(1, refused.Said);
            refused.Said.ShouldContain("read-only");
            refused.Said.ShouldNotContain("   at SupplyRisk");
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        using var it = new DataFolder();
        var file = it.Write("in-the-way", "a file");
        var refused = await BuiltProgram.RunAsync("watchlists", "list", "--data", Path.Combine(file, "data"));
        refused.Code.ShouldBe(1, refused.Said);
        refused.Said.ShouldContain("in-the-way");
        refused.Said.ShouldNotContain("   at SupplyRisk");
    }

    [Fact]
    public async Task A_database_that_another_program_holds_is_waited_for_and_then_said_to_be_locked()
    {
        using var it = new DataFolder();
        var list = it.Write("small.csv", List(50));
        await BuiltProgram.DoneAsync("import", list, "--source", "erp", "--data", it.Path);
        await using (var holder = new SqliteConnection($"Data Source={it.Database};Pooling=False"))
        {
            await holder.OpenAsync(Ct);
            await using var hold = holder.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(Ct);
            var refused = await BuiltProgram.RunAsync("import", list, "--source", "erp", "--data", it.Path);
            refused.Code.ShouldBe(1, refused.Said);
            refused.Said.ShouldContain("The database is locked");
        }
        await BuiltProgram.DoneAsync("import", list, "--source", "erp", "--data", it.Path);
        await it.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task A_damaged_database_is_said_to_be_damaged_and_what_to_do()
    {
        using var it = new DataFolder();
        Directory.CreateDirectory(it.Path);
        await File.WriteAllTextAsync(it.Database, new string('x', 10_000), Ct);
        var refused = await BuiltProgram.RunAsync("watchlists", "list", "--data", it.Path);
        refused.Code.ShouldBe(1, refused.Said);
        refused.Said.ShouldContain("The database is damaged");
        refused.Said.ShouldContain("supplyrisk restore");
    }

    private static void Fill(string file)
    {
        using var filler = File.Create(file);
        var some = new byte[64 * 1024];
        try
        {
            while (true) filler.Write(some);
        }
        catch (IOException)
        {
            // full, as it should be
        }
    }

    private static string List(int suppliers)
    {
        var rows = new StringBuilder("Supplier ID,Supplier name,Country,City,Products\n");
        for (var i = 0; i < suppliers; i++) rows.Append(CultureInfo.InvariantCulture, $"T-{i},Twin Otter Works {i},VN,Hanoi,shoes\n");
        return rows.ToString();
    }

    /// <summary>A small disk of its own; only root may mount one.</summary>
    private sealed class Disk(string path) : IAsyncDisposable
    {
        public static async Task<Disk> MountAsync(string path, string size)
        {
            Directory.CreateDirectory(path);
            if (!OperatingSystem.IsLinux() || await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path) != 0)
                Assert.Skip("small disk: only root may mount one (tmpfs), on Linux");
            return new Disk(path);
        }

        public async Task RemountAsync(string options) => (await RunAsync("mount", "-o", $"remount,{options}", path)).ShouldBe(0);

        public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", path);

        private static async Task<int> RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!; // part of every Linux
            await process.StandardError.ReadToEndAsync(Ct);
            await process.WaitForExitAsync(Ct);
            return process.ExitCode;
        }
    }

    /// <summary>The web application on a free port.</summary>
    private sealed partial class Service(Process process, HttpClient http) : IAsyncDisposable
    {
        public HttpClient Http => http;

        public static async Task<Service> StartAsync(string data)
        {
            var process = BuiltProgram.Start("serve", "--port", "0", "--data", data);
            _ = process.StandardOutput.ReadToEndAsync(Ct);
            while (await process.StandardError.ReadLineAsync(Ct) is { } line)
            {
                if (Listens().Match(line) is not { Success: true } match) continue;
                _ = process.StandardError.ReadToEndAsync(Ct);
                var http = new HttpClient { BaseAddress = new Uri(match.Groups["address"].Value) };
                http.DefaultRequestHeaders.Authorization = new("Bearer", await BuiltProgram.KeyAsync(data));
                return new Service(process, http);
            }
            throw new InvalidOperationException($"The program ended with {process.ExitCode}.");
        }

        public async Task<HttpResponseMessage> PreviewAsync(string list)
        {
            using var form = new MultipartFormDataContent { { new StringContent("erp"), "source" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(list)), "file", "list.csv" } };
            return await http.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form, Ct);
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        [GeneratedRegex(@"listens on (?<address>http://\S+)", RegexOptions.NonBacktracking)]
        private static partial Regex Listens();
    }
}
