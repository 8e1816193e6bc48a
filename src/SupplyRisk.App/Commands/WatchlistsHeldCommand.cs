using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Setup;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Lists;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk watchlists held | release ID | discard ID | diff NAME</c>: what waits for a person, and what a list said differently.</summary>
internal static class WatchlistsHeldCommand
{
    public static Command CreateHeld()
    {
        var data = Options.Data();
        var command = new Command("held", "Say which downloads are held for a person, and why (CSV, a row a reason).") { data };
        command.SetAction((parsed, ct) => HeldAsync(parsed.GetValue(data), ct));
        return command;
    }

    public static Command CreateRelease() => Decision("release", "Take a held download in nevertheless, with the entries that can be read.", release: true);

    public static Command CreateDiscard() => Decision("discard", "Put a held download away; the list goes on saying what it said.", release: false);

    public static Command CreateDiff()
    {
        var name = new Argument<string>("name") { Description = "The list." };
        var from = new Option<string?>("--from") { Description = "The earlier snapshot: the instant it was taken, or one after it. Default: the last but one." };
        var to = new Option<string?>("--to") { Description = "The later snapshot, likewise. Default: the last." };
        var data = Options.Data();
        var command = new Command("diff", "Say what a list said differently in two of its snapshots (CSV).") { name, from, to, data };
        command.SetAction((parsed, ct) => DiffAsync(parsed.GetRequiredValue(name), Options.Instant("--from", parsed.GetValue(from)), Options.Instant("--to", parsed.GetValue(to)), parsed.GetValue(data), ct));
        return command;
    }

    private static Command Decision(string verb, string description, bool release)
    {
        var id = new Argument<Guid>("id") { Description = "The download, as `watchlists held` names it." };
        var because = new Option<string>("--because") { Description = "Why; it stands in the audit record.", Required = true };
        var data = Options.Data();
        var command = new Command(verb, description) { id, because, data };
        command.SetAction((parsed, ct) => DecideAsync(new DeliveryDecision(parsed.GetRequiredValue(id), release, parsed.GetRequiredValue(because)), parsed.GetValue(data), ct));
        return command;
    }

    private static async Task<int> HeldAsync(string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        await using var db = await provider.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var held = await (from d in db.ListDeliveries.AsNoTracking()
                          join w in db.Watchlists on d.WatchlistId equals w.Id
                          where d.State == DeliveryState.Held
                          orderby d.At, d.Id
                          select new { Delivery = d, w.Name }).ToListAsync(ct);
        await WatchlistsCommand.WriteAsync(
            ["id", "list", "at", "cause", "can_be_released", "entries", "entries_before", "files", "reason"],
            held.SelectMany(h => TakeDelivery.Texts(h.Delivery.ReasonsJson).Select(reason => new[]
            {
                h.Delivery.Id.ToString(), h.Name, WatchlistsCommand.Instant(h.Delivery.At), h.Delivery.Cause is { } cause ? Words.Snake(cause) : null, h.Delivery.IsReleasable ? "true" : "false",
                WatchlistsCommand.Whole(h.Delivery.Rows), WatchlistsCommand.Whole(h.Delivery.RowsBefore), h.Delivery.FileNames, reason,
            })));
        return 0;
    }

    private static async Task<int> DecideAsync(DeliveryDecision decision, string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        var result = await provider.GetRequiredService<DecideDelivery>().DecideAsync(Actor.LocalAdministrator, decision, ct);
        if (!result.Done) throw new UnusableInputException([.. result.Refusals.Select(r => r.Message)]);
        await WatchlistsCommand.WriteAsync(["id", "state", "entries"], [[result.Value.Id.ToString(), Words.Snake(result.Value.State), WatchlistsCommand.Whole(result.Value.Rows)]]);
        return 0;
    }

    private static async Task<int> DiffAsync(string name, DateTime? from, DateTime? to, string? data, CancellationToken ct)
    {
        await using var provider = await Installed.OpenAsync(data, null, ct);
        await using var db = await provider.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var list = await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.Name == name, ct) ?? throw new UnusableInputException($"There is no list {name}.");
        var difference = await provider.GetRequiredService<FindListDifference>().HandleAsync(list.Id, await AtAsync(from), await AtAsync(to), ct)
            ?? throw new UnusableInputException($"{name} has no two snapshots to compare.");
        await Console.Error.WriteLineAsync($"{WatchlistsCommand.Instant(difference.From.RetrievedAt)} to {WatchlistsCommand.Instant(difference.To.RetrievedAt)}: {difference.AddedCount} new, {difference.ChangedCount} changed, {difference.RemovedCount} gone");
        await WatchlistsCommand.WriteAsync(["what", "entry_id", "name", "country", "changes"],
            new[] { ("added", difference.Added), ("changed", difference.Changed), ("removed", difference.Removed) }
                .SelectMany(part => part.Item2.Select(e => new[] { part.Item1, e.EntryId, e.Name, e.Country, string.Join("; ", e.Changes) })));
        return 0;

        async Task<Guid?> AtAsync(DateTime? instant) => instant is null ? null
            : await db.Snapshots.Where(s => s.WatchlistId == list.Id && s.RetrievedAt <= instant).OrderByDescending(s => s.RetrievedAt).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct)
                ?? throw new UnusableInputException($"{name} had no snapshot at {WatchlistsCommand.Instant(instant)}.");
    }
}
