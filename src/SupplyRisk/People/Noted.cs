using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>What is noted by the way, and must not keep anybody from reading where the disk is full or a long import holds the database.</summary>
internal static class Noted
{
    public static async Task IfPossibleAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (StorageFault.Of(e) is not null)
        {
            // the next request tries again
        }
    }
}
