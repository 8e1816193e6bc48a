using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>
/// Runs Poppler's <c>pdftotext</c> as a child, because a hostile PDF must not be parsed in our own process: held to limits of
/// time, memory and output, and killed with its children on breach or cancellation.
/// </summary>
internal static class PdfTool
{
    private const string Install =
        "Install Poppler: 'apt-get install poppler-utils' on Debian or Ubuntu, 'brew install poppler' on macOS, "
        + "'scoop install poppler' or 'choco install poppler' on Windows; then screen again.";

    public static async Task<List<PdfPage>> PagesAsync(string path, ReaderLimits limits, CancellationToken ct)
    {
        var tool = Resolve(limits.PdfToText)
            ?? throw new UnreadableException(UnreadableCause.ToolMissing, $"Reading PDF needs the program '{limits.PdfToText}', which is not here. {Install}");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(limits.MaxTime);
        using var process = Start(tool, ["-bbox-layout", "-enc", "UTF-8", "-l", (limits.MaxPages + 1).ToString(CultureInfo.InvariantCulture), Path.GetFullPath(path), "-"], limits);
        try
        {
            var errors = ReadErrorsAsync(process, time.Token);
            var watch = WatchMemoryAsync(process, limits, time.Token);
            var pages = await Task.Run(() => PdfBoxes.Read(process.StandardOutput.BaseStream, limits, time.Token), CancellationToken.None).WaitAsync(time.Token);
            await process.WaitForExitAsync(time.Token);
            await watch;
            Judge(process.ExitCode, await errors, limits);
            return pages;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new UnreadableException(
                UnreadableCause.OverLimit, string.Create(CultureInfo.InvariantCulture, $"Reading the PDF took longer than {limits.MaxTime.TotalSeconds:0.##} seconds and was stopped. Split it or raise the limit."));
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>A page as a picture: inert, whatever the PDF holds.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="longSide">Pixels of the picture's long side.</param>
    /// <returns>PNG.</returns>
    /// <exception cref="UnreadableException">It cannot be shown; the message says why.</exception>
    public static async Task<byte[]> PictureAsync(string path, int page, int longSide, ReaderLimits limits, CancellationToken ct)
    {
        var name = limits.PdfToText.Replace("pdftotext", "pdftoppm", StringComparison.Ordinal);
        var tool = Resolve(name) ?? throw new UnreadableException(UnreadableCause.ToolMissing, $"Showing PDF pages needs the program '{name}', which is not here. {Install}");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(limits.MaxTime);
        var number = page.ToString(CultureInfo.InvariantCulture);
        using var process = Start(tool, ["-png", "-scale-to", longSide.ToString(CultureInfo.InvariantCulture), "-f", number, "-l", number, Path.GetFullPath(path)], limits);
        try
        {
            var errors = ReadErrorsAsync(process, time.Token);
            var watch = WatchMemoryAsync(process, limits, time.Token);
            using var picture = new MemoryStream();
            var buffer = new byte[81_920];
            while (await process.StandardOutput.BaseStream.ReadAsync(buffer, time.Token) is var read and > 0)
            {
                if (picture.Length + read > MostPictureBytes) throw new UnreadableException(UnreadableCause.OverLimit, "The picture of the page would be too large.");
                picture.Write(buffer, 0, read);
            }

            await process.WaitForExitAsync(time.Token);
            await watch;
            Judge(process.ExitCode, await errors, limits);
            return picture.Length > 0 ? picture.ToArray() : throw new UnreadableException(UnreadableCause.Malformed, "The PDF has no such page.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new UnreadableException(UnreadableCause.OverLimit, "Drawing the page took too long and was stopped.");
        }
        finally
        {
            Kill(process);
        }
    }

    private const int MostPictureBytes = 24 << 20;

    private static Process Start(string tool, string[] arguments, ReaderLimits limits)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in Guard(start, limits))
            start.ArgumentList.Add(argument);
        if (start.FileName.Length == 0)
            start.FileName = tool;
        else
            start.ArgumentList.Add(tool);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start) ?? throw new Win32Exception("no process was started");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new UnreadableException(UnreadableCause.ToolMissing, $"The program '{tool}' could not be started ({e.Message}). {Install}");
        }
    }

    /// <summary>The program that sets the limits before it becomes the tool; nothing where the system has none.</summary>
    private static string[] Guard(ProcessStartInfo start, ReaderLimits limits)
    {
        if (OperatingSystem.IsWindows())
            return [];
        if (Resolve("prlimit") is { } prlimit)
        {
            start.FileName = prlimit;
            return
            [
                string.Create(CultureInfo.InvariantCulture, $"--as={limits.MaxToolMemoryBytes}"),
                string.Create(CultureInfo.InvariantCulture, $"--cpu={(long)Math.Ceiling(limits.MaxTime.TotalSeconds) + 1}"),
                "--core=0", "--",
            ];
        }

        start.FileName = "/bin/sh";
        return ["-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -c 0; ulimit -v {limits.MaxToolMemoryBytes / 1024} 2>/dev/null; exec \"$0\" \"$@\"")];
    }

    /// <summary>Where no limit can be set (macOS, Windows), the working set is looked at five times a second.</summary>
    private static async Task WatchMemoryAsync(Process process, ReaderLimits limits, CancellationToken ct)
    {
        if (OperatingSystem.IsLinux())
            return;
        while (!process.HasExited)
        {
            process.Refresh();
            if (!process.HasExited && process.WorkingSet64 > limits.MaxToolMemoryBytes)
            {
                Kill(process);
                throw TooMuchMemory(limits);
            }

            await Task.WhenAny(process.WaitForExitAsync(ct), Task.Delay(200, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    private static async Task<string> ReadErrorsAsync(Process process, CancellationToken ct)
    {
        // Read to the end, or the child blocks on a full pipe; kept are the first lines.
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await process.StandardError.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (kept.Length < 8192)
                kept.Append(buffer, 0, read);
        }

        return kept.ToString();
    }

    private static void Judge(int exit, string errors, ReaderLimits limits)
    {
        if (exit == 0)
            return;
        if (errors.Contains("Incorrect password", StringComparison.OrdinalIgnoreCase))
            throw new UnreadableException(UnreadableCause.Password, "The PDF is locked with a password. Ask for a copy without one.");
        if (exit == 3)
            throw new UnreadableException(UnreadableCause.Password, "The PDF forbids taking its text. Ask for a copy without that restriction.");
        if (exit is 99 or 126 or 127)
            throw new UnreadableException(UnreadableCause.ToolMissing, $"The program '{limits.PdfToText}' does not know what we ask of it: it is not Poppler's, or too old. {Install}");
        if (errors.Contains("bad_alloc", StringComparison.Ordinal) || errors.Contains("memory", StringComparison.OrdinalIgnoreCase) || exit is 137)
            throw TooMuchMemory(limits);
        if (exit is 152)
            throw new UnreadableException(UnreadableCause.OverLimit, "The PDF took too much processor time and was stopped. Split it or raise the limit.");
        var said = errors.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Length > 0);
        throw new UnreadableException(UnreadableCause.Malformed, $"The PDF is damaged{(said is null ? "" : $" ({said.TrimEnd('.')})")}. Ask for it again, or print it to a new PDF.");
    }

    private static UnreadableException TooMuchMemory(ReaderLimits limits) => new(
        UnreadableCause.OverLimit, FormattableString.Invariant($"The PDF needs more than {limits.MaxToolMemoryBytes >> 20} MB of memory to read. Split it or raise the limit."));

    private static string? Resolve(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal) || name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return File.Exists(name) ? Path.GetFullPath(name) : null;
        var endings = OperatingSystem.IsWindows() ? new[] { ".exe", "" } : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings, (folder, ending) => Path.Combine(folder, name + ending))
            .FirstOrDefault(File.Exists);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended in between.
        }
    }
}
