using System.Diagnostics;
using System.Globalization;

namespace SupplyRisk.App.Commands;

/// <summary>Progress of long work on stderr: a bar on a terminal, a line a stage elsewhere.</summary>
internal sealed class ProgressLine : IProgress<StageProgress>, IDisposable
{
    private const int Width = 30;

    private readonly bool terminal = !Console.IsErrorRedirected;
    private readonly Lock writing = new();
    private string? stage;
    private long drawn;

    public void Report(StageProgress value)
    {
        lock (writing)
        {
            if (value.Stage != stage) Begin(value.Stage);
            if (!terminal || (Stopwatch.GetElapsedTime(drawn) < TimeSpan.FromMilliseconds(100) && value.Done != value.Total)) return;
            drawn = Stopwatch.GetTimestamp();
            Console.Error.Write("\r" + Line(value) + "\u001b[K");
        }
    }

    public void Dispose()
    {
        if (terminal && stage is not null) Console.Error.WriteLine();
    }

    private void Begin(string next)
    {
        if (terminal && stage is not null) Console.Error.WriteLine();
        if (!terminal) Console.Error.WriteLine(next);
        stage = next;
    }

    private static string Line(StageProgress p)
    {
        if (p.Total is not > 0) return string.Create(CultureInfo.InvariantCulture, $"{p.Stage} {p.Done:N0}");
        var full = (int)(Width * Math.Min(1.0, (double)p.Done / p.Total.Value));
        return string.Create(CultureInfo.InvariantCulture, $"{p.Stage} [{new string('#', full)}{new string('.', Width - full)}] {p.Done:N0} of {p.Total:N0}");
    }
}
