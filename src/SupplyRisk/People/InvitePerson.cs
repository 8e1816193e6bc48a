using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <param name="Suppliers">Own ids or whole names of suppliers, for an auditor; may be empty.</param>
public sealed record InvitationRequest(string Email, string Name, IReadOnlyList<Role> Roles, IReadOnlyList<string> Suppliers);

/// <summary>Invites somebody: the person is there from now on, and signs in once they have used the link.</summary>
public sealed class InvitePerson(IDbContextFactory<SupplyRiskDb> databases, OneTimeLinks links, AuditTrail audit, TimeProvider time)
{
    private const int MostName = 100, MostEmail = 254; // of an address, RFC 5321

    public async Task<Result<(Person Person, IssuedLink Link)>> InviteAsync(Actor actor, InvitationRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        var problems = Problems(request.Name, request.Roles);
        var email = Words.WithoutHidden(request.Email).Trim();
        if (!IsEmail(email)) problems.Add(PeopleErrors.NoEmail());
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var normalised = email.ToUpperInvariant();
        if (await db.People.AnyAsync(p => p.NormalizedEmail == normalised, ct)) problems.Add(PeopleErrors.EmailTaken(email));
        var suppliers = await AssignSuppliers.FindAsync(db, request.Suppliers, ct);
        if (!suppliers.Done) problems.AddRange(suppliers.Refusals);
        if (problems.Count > 0) return Result<(Person, IssuedLink)>.Refused(problems);
        var person = New(email, request.Name, request.Roles, time);
        db.People.Add(person);
        db.AssignedSuppliers.AddRange(suppliers.Value!.Select(s => new AssignedSupplier { PersonId = person.Id, SupplierId = s })); // done
        var link = links.Issue(db, LinkPurpose.Invitation, person.Id);
        await audit.AppendAsync(db, actor, "person.invited", $"person:{person.Id}", new { person.Name, email, roles = person.RolesText, suppliers = suppliers.Value, link.ExpiresAt }, ct);
        await transaction.CommitAsync(ct);
        return (person, link);
    }

    /// <summary>A link anew: the invitation while it was not accepted, else one to set a new password; whoever uses it sets up the second factor anew, too.</summary>
    public async Task<Result<IssuedLink>> LinkAnewAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && !p.Fictional, ct) is not { } person) return PeopleErrors.NoSuchPerson();
        if (person.DeactivatedAt is not null) return PeopleErrors.Deactivated();
        var link = await links.RenewAsync(db, actor, person, ct);
        await transaction.CommitAsync(ct);
        return link;
    }

    /// <summary>What is wrong with a name and roles; may be empty.</summary>
    internal static List<Refusal> Problems(string name, IReadOnlyList<Role> roles)
    {
        var problems = new List<Refusal>();
        if (Words.WithoutHidden(name).Trim().Length is 0 or > MostName) problems.Add(PeopleErrors.NoName());
        if (roles.Count == 0) problems.Add(PeopleErrors.NoRole());
        return problems;
    }

    /// <summary>A person not yet in the database.</summary>
    public static Person New(string email, string name, IReadOnlyList<Role> roles, TimeProvider time, bool fictional = false)
    {
        var normalised = email.ToUpperInvariant();
        return new Person
        {
            Id = time.NewId(),
            Email = email,
            NormalizedEmail = normalised,
            UserName = email,
            NormalizedUserName = normalised,
            Name = Words.WithoutHidden(name).Trim(),
            Roles = roles,
            InvitedAt = time.Instant(),
            LockoutEnabled = true,
            SecurityStamp = Secret.New(),
            Fictional = fictional,
        };
    }

    // Whether it reaches anybody only a message could show; this catches what was mistyped.
    public static bool IsEmail(string text) =>
        text.Length <= MostEmail && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);
}
