using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>
/// Erases a person: name and addresses, the way in, what they kept for themselves, the e-mail channels that reach them, and what the audit record says of
/// who they were. What they did stays, with its day and its reason, under an id that leads to nobody; the chain stays whole.
/// </summary>
public sealed class ForgetPerson(IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit, TimeProvider time)
{
    /// <summary>What stands where the name stood.</summary>
    public const string NameLeft = "Erased person";

    private const int MaxReason = 1_000;

    /// <param name="because">Why; stays in the record.</param>
    public async Task<Result<Person>> RunAsync(Actor actor, Guid id, string because, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        if (string.IsNullOrWhiteSpace(because) || because.Length > MaxReason) return PeopleErrors.NoReason(MaxReason);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Audit, ct); // the last administrator must not go while another one does
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && !p.Fictional, ct) is not { } person) return PeopleErrors.NoSuchPerson();
        if (await ChangePerson.IsLastAsync(db, person, ct)) return PeopleErrors.LastAdministrator();
        var channels = await PersonalChannels.RemoveAsync(db, person.Email, ct);
        await AwayAsync(db, id, ct);
        Empty(person);
        await db.SaveChangesAsync(ct);
        await AuditErasure.EraseAsync(db, audit, actor, $"person:{id}", $"{id}", because.Trim(), ct);
        foreach (var channel in channels) await AuditErasure.EraseAsync(db, audit, actor, $"notification_channel:{channel}", null, because.Trim(), ct);
        await audit.AppendAsync(db, actor, "person.erased", $"person:{id}", new { because = because.Trim(), channels_ended = channels.Count }, ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    private static async Task AwayAsync(SupplyRiskDb db, Guid id, CancellationToken ct)
    {
        var key = $"{id}";
        await db.Sessions.Where(s => s.PersonId == id).ExecuteDeleteAsync(ct);
        await db.OneTimeLinks.Where(l => l.PersonId == id).ExecuteDeleteAsync(ct);
        await db.Set<PersonLogin>().Where(l => l.UserId == id).ExecuteDeleteAsync(ct);
        await db.Set<PersonToken>().Where(t => t.UserId == id).ExecuteDeleteAsync(ct);
        await db.AssignedSuppliers.Where(a => a.PersonId == id).ExecuteDeleteAsync(ct);
        await db.SavedViews.Where(v => v.OwnerId == key).ExecuteDeleteAsync(ct);
        await NoteVisit.ForgetAsync(db, key, ct);
    }

    private void Empty(Person person)
    {
        // Names to sign in with are unique: the id takes their place.
        (person.Name, person.Email, person.NormalizedEmail, person.EmailConfirmed) = (NameLeft, null, null, false);
        (person.UserName, person.NormalizedUserName) = ($"{person.Id}", $"{person.Id}".ToUpperInvariant());
        (person.PasswordHash, person.TwoFactorEnabled, person.LockoutEnd, person.AccessFailedCount) = (null, false, null, 0);
        (person.Roles, person.LastSignedInAt, person.DeactivatedAt) = ([], null, person.DeactivatedAt ?? time.Instant());
        (person.SecurityStamp, person.ConcurrencyStamp) = ($"{time.NewId()}", $"{time.NewId()}");
    }
}

/// <summary>Channels that write to one person's address: they end with the person's access.</summary>
internal static class PersonalChannels
{
    /// <summary>Turns them off and drops what waits for them, in the caller's transaction.</summary>
    /// <returns>Which.</returns>
    public static async Task<IReadOnlyList<Guid>> EndAsync(SupplyRiskDb db, string? email, CancellationToken ct)
    {
        var ids = await OfAsync(db, email, ct);
        if (ids.Count == 0) return ids;
        await db.NotificationChannels.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(u => u.SetProperty(c => c.IsOn, false), ct);
        await DropAsync(db, ids, ct);
        return ids;
    }

    /// <summary>Takes them away, with what was sent: it bears the address.</summary>
    public static async Task<IReadOnlyList<Guid>> RemoveAsync(SupplyRiskDb db, string? email, CancellationToken ct)
    {
        var ids = await OfAsync(db, email, ct);
        if (ids.Count == 0) return ids;
        await DropAsync(db, ids, ct);
        await db.NotificationChannels.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(ct);
        return ids;
    }

    private static async Task DropAsync(SupplyRiskDb db, List<Guid> ids, CancellationToken ct)
    {
        await db.NotificationItems.Where(i => ids.Contains(i.ChannelId)).ExecuteDeleteAsync(ct);
        await db.NotificationMessages.Where(m => ids.Contains(m.ChannelId)).ExecuteDeleteAsync(ct);
    }

    // A handful of channels; a webhook's address is no e-mail address.
    private static async Task<List<Guid>> OfAsync(SupplyRiskDb db, string? email, CancellationToken ct) => email is null ? []
        : [.. (await db.NotificationChannels.Select(c => new { c.Id, c.Target }).ToListAsync(ct)).Where(c => string.Equals(c.Target, email, StringComparison.OrdinalIgnoreCase)).Select(c => c.Id)];
}
