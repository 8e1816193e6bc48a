using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SupplyRisk.Disclosure.Writing;

/// <summary>Prints a page to PDF with a Chromium of the machine, if there is one.</summary>
public sealed class PdfPrinter
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // The variable first, so that an installation elsewhere can be named.
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly string? browser = Find();

    public bool IsThere => browser is not null;

    /// <returns>Null where no browser is there, or it failed.</returns>
    public async Task<byte[]?> PrintAsync(string html, CancellationToken ct)
    {
        if (browser is null) return null;
        var folder = Directory.CreateTempSubdirectory("supplyrisk-pdf-");
        try
        {
            var (page, pdf) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "page.pdf"));
            await File.WriteAllTextAsync(page, html, new UTF8Encoding(false), ct);
            // The page is our own and holds no script; in a container there is no sandbox to be had.
            return await RunAsync(
                ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run", "--no-pdf-header-footer", "--generate-pdf-document-outline",
                    $"--user-data-dir={Path.Combine(folder.FullName, "profile")}", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri], ct) && File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, ct) : null;
        }
        finally
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (IOException)
            {
                // A helper of the browser may still hold its profile for a moment; the folder is a temporary one.
            }
        }
    }

    private async Task<bool> RunAsync(string[] arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(browser!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false }; // asked before
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            using var process = Process.Start(start);
            if (process is null) return false;
            try
            {
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token), process.WaitForExitAsync(limit.Token));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                ct.ThrowIfCancellationRequested();
                return false;
            }
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SUPPLYRISK_CHROMIUM") is { Length: > 0 } named) return File.Exists(named) ? named : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append("/usr/bin");
        return folders.SelectMany(f => Names.Select(n => Path.Combine(f, OperatingSystem.IsWindows() ? n + ".exe" : n))).FirstOrDefault(File.Exists);
    }
}
