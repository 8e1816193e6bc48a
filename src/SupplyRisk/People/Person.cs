using Microsoft.AspNetCore.Identity;
using SupplyRisk.Audit;

namespace SupplyRisk.People;

/// <summary>
/// Somebody who signs in, or who is invited to. What signing in needs (password hash, lock-out, security stamp) is kept by ASP.NET Core Identity's store;
/// a rename or a deactivation never touches what stands in the audit record, which knows the id alone.
/// </summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>As shown beside what the person did.</summary>
    public required string Name { get; set; }

    /// <summary><see cref="Role"/>s in their declared order, <c>|</c> between.</summary>
    public string RolesText { get; set; } = "";

    public required DateTime InvitedAt { get; init; }

    /// <summary>Null until an invitation was accepted.</summary>
    public DateTime? JoinedAt { get; set; }

    /// <summary>Null while the person may sign in.</summary>
    public DateTime? DeactivatedAt { get; set; }

    public DateTime? LastSignedInAt { get; set; }

    /// <summary>A person of the demo: nobody signs in as them, a visitor of the demo acts as them.</summary>
    public bool Fictional { get; init; }

    public IReadOnlyList<Role> Roles
    {
        get => [.. Packed.Split(RolesText).Select(Words.Parse<Role>).OfType<Role>()];
        set => RolesText = string.Join('|', value.Distinct().Order().Select(Words.Snake));
    }

    /// <summary>True where the person sees assigned suppliers only: an auditor who is nothing besides.</summary>
    public bool SeesAssignedOnly => Roles is [Role.Auditor];

    /// <summary>True where a password alone must not be enough: whoever hands out rights.</summary>
    public bool NeedsSecondFactor => Roles.Any(r => RoleRights.Of(r).Contains(Right.ManagePeople));
}

/// <summary>A person's account at a single sign-on provider.</summary>
public sealed class PersonLogin : IdentityUserLogin<Guid>;

/// <summary>A secret of a person (the second factor's key, what is left of the recovery codes), sealed.</summary>
public sealed class PersonToken : IdentityUserToken<Guid>;

/// <summary>A supplier that an auditor may see.</summary>
public sealed class AssignedSupplier
{
    public required Guid PersonId { get; init; }

    public required Guid SupplierId { get; init; }
}
