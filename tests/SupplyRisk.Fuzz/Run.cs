using System.Diagnostics;
using System.Globalization;

namespace SupplyRisk.Fuzz;

/// <summary>Makes the inputs one after another, each from its number and the seed alone, and watches what they cost.</summary>
internal sealed class Run(Readers readers, WorkFolder work, int seed, string? keep)
{
    // Far above what the largest honest input takes. Counted in ticks of a timer: a machine that sleeps meanwhile counts none.
    private const int MostSeconds = 60;
    private const long MostAllocated = 1L << 30;

    private long _current = -1;
    private long _watched = -1;
    private int _ticks;
    private string _name = "";
    private int _done;
    private int _failed;

    public int Go(int from, int inputs, int? only, string? reader)
    {
        var started = Stopwatch.GetTimestamp();
        using var watchdog = new Timer(_ => StopIfHanging(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var largest = 0L;
        for (var i = only ?? from; i < (only + 1 ?? from + inputs); i++)
        {
            var (problem, allocated) = One(i, reader);
            _done++;
            largest = Math.Max(largest, allocated);
            if (problem is null) continue;
            _failed++;
            Console.WriteLine($"FAILED: {problem}");
            Console.WriteLine($"  repeat with --seed {seed} --input {i}{(reader is null ? "" : $" --reader {reader}")}");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s; by reader: {string.Join(", ", readers.Counted)}; at most {largest >> 20} MB allocated by one input"));
        Console.WriteLine($"{_done} inputs, {_failed} failed");
        return _failed == 0 ? 0 : 1;
    }

    private (string? Problem, long Allocated) One(int input, string? reader)
    {
        var random = new Random(unchecked((seed * 1_000_003) + input));
        var target = reader is null ? readers.Pick(random) : readers.Named(reader);
        var bytes = target.Make(random);
        if (keep is not null) File.WriteAllBytes(keep, bytes);
        _name = target.Name;
        Volatile.Write(ref _current, input);
        var before = GC.GetTotalAllocatedBytes();
        try
        {
            var complaint = target.Read(bytes, work);
            var allocated = GC.GetTotalAllocatedBytes() - before;
            if (complaint is null && allocated > MostAllocated) complaint = $"{allocated >> 20} MB allocated for {bytes.Length} bytes";
            return (complaint is null ? null : $"{target.Name}: {complaint}", allocated);
        }
#pragma warning disable CA1031 // whatever gets out of a reader is the finding
        catch (Exception e)
        {
            return ($"{target.Name}: {e}", 0);
        }
#pragma warning restore CA1031
        finally
        {
            Volatile.Write(ref _current, -1);
        }
    }

    private void StopIfHanging()
    {
        var input = Volatile.Read(ref _current);
        _ticks = input >= 0 && input == _watched ? _ticks + 1 : 0;
        _watched = input;
        if (_ticks < MostSeconds) return;
        Console.WriteLine($"FAILED: {_name}: still reading after {MostSeconds} s; repeat with --seed {seed} --input {input}");
        Console.WriteLine($"{_done + 1} inputs, {_failed + 1} failed");
        Environment.Exit(1);
    }
}
