using System.Diagnostics;
using System.Globalization;

namespace SupplyRisk.Screening;

/// <summary>A running process of the product, as it signs its claims.</summary>
internal static class Instance
{
    private static readonly string Start = Guid.CreateVersion7().ToString("N");

    /// <summary>This process: machine, process and start. A process that comes back with the same number is another one.</summary>
    public static readonly string Me = $"{Environment.MachineName}:{Environment.ProcessId}:{Start}";

    /// <summary>An owner as shown to people: machine and process.</summary>
    public static string NameOf(string owner) => owner.Split(':') is [var machine, var process, ..] ? $"{machine}, process {process}" : owner;

    /// <summary>True if the process is known to be gone. On the same machine that shows at once; elsewhere only a lease tells.</summary>
    public static bool IsDeadHere(string? owner)
    {
        var parts = owner?.Split(':') ?? [];
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)) return false;
        if (id == Environment.ProcessId) return parts[2] != Start; // a container starts anew as the same machine and number
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
