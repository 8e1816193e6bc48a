using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>Whether this is the demo. Its data are fictional, so a visitor acts as a fictional person of any role without a password.</summary>
/// <param name="IsOn">The flag was given, and the data folder is marked as a demo's.</param>
internal sealed record DemoMode(bool IsOn)
{
    public static readonly DemoMode Off = new(false);

    /// <summary>The mark in the data folder. Without it the flag opens nothing.</summary>
    public static string MarkIn(string folder) => Path.Combine(folder, "demo.txt");
}

/// <summary>The fictional people of the demo, one a role.</summary>
internal sealed class DemoPeople(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    private const int OfAuditor = 3;

    private static readonly (string Name, Role Role)[] Fictional =
    [
        ("Alex Example", Role.Administrator), ("Ada Example", Role.SeniorReviewer), ("Carl Example", Role.ComplianceAnalyst),
        ("Aude Example", Role.Auditor), ("Cora Example", Role.CsrOfficer), ("Rhea Example", Role.ReadOnly),
    ];

    private IReadOnlyList<Person>? known;

    /// <returns>In the order of the roles above: the first may do everything. Empty before they were made.</returns>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken ct)
    {
        if (known is { } all) return all;
        await using var db = await databases.CreateDbContextAsync(ct);
        var people = await db.People.AsNoTracking().Where(p => p.Fictional).ToListAsync(ct);
        IReadOnlyList<Person> ordered = [.. people.OrderBy(p => Array.FindIndex(Fictional, f => f.Name == p.Name))];
        if (ordered.Count > 0) known = ordered;
        return ordered;
    }

    /// <summary>Makes them. The auditor is assigned the suppliers with the highest scores that have a document.</summary>
    public async Task MakeAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var (name, role) in Fictional)
        {
            var person = InvitePerson.New($"{name.Split(' ')[0].ToLowerInvariant()}@example.com", name, [role], time, fictional: true);
            db.People.Add(person);
            if (role != Role.Auditor) continue;
            var documented = db.DocumentLinks.Select(l => l.SupplierId);
            var suppliers = await db.Screenings.Where(s => documented.Contains(s.SupplierId)).OrderByDescending(s => s.RiskScore).ThenBy(s => s.SupplierId).Select(s => s.SupplierId).Take(OfAuditor).ToListAsync(ct);
            db.AssignedSuppliers.AddRange(suppliers.Select(s => new AssignedSupplier { PersonId = person.Id, SupplierId = s }));
        }
        await db.SaveChangesAsync(ct);
    }
}
