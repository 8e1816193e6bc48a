using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.People;

/// <summary>How people, sessions, links and keys lie in the database.</summary>
internal static class PeopleTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<Person>(e =>
        {
            e.HasIndex(x => x.NormalizedUserName).IsUnique();
            e.HasIndex(x => x.NormalizedEmail).IsUnique();
            e.Property(x => x.ConcurrencyStamp).IsConcurrencyToken();
            e.Property(x => x.LockoutEnd).HasConversion(v => v == null ? (DateTime?)null : v.Value.UtcDateTime, v => v == null ? null : new DateTimeOffset(DateTime.SpecifyKind(v.Value, DateTimeKind.Utc)));
            e.Ignore(x => x.Roles).Ignore(x => x.SeesAssignedOnly).Ignore(x => x.NeedsSecondFactor).Ignore(x => x.PhoneNumber).Ignore(x => x.PhoneNumberConfirmed);
        });
        model.Entity<PersonLogin>(e =>
        {
            e.HasKey(x => new { x.LoginProvider, x.ProviderKey });
            e.HasIndex(x => x.UserId);
            e.Ignore(x => x.ProviderDisplayName);
        });
        model.Entity<PersonToken>().HasKey(x => new { x.UserId, x.LoginProvider, x.Name });
        model.Entity<AssignedSupplier>(e =>
        {
            e.HasKey(x => new { x.PersonId, x.SupplierId });
            e.HasIndex(x => x.SupplierId);
        });
        model.Entity<Session>().HasIndex(x => x.PersonId);
        model.Entity<OneTimeLink>(e =>
        {
            e.HasIndex(x => x.Hash).IsUnique();
            e.HasIndex(x => x.PersonId);
        });
        model.Entity<ApiKey>(e =>
        {
            e.HasIndex(x => x.Hash).IsUnique();
            e.Ignore(x => x.Rights);
        });
    }
}
