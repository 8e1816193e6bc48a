using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;
using SupplyRisk.Review.Cases;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Review.Cases;

/// <summary>Who there is to work on cases.</summary>
public abstract class KnownPeopleTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Ana = new("ana", "Fictional Ana") { Roles = [Role.ComplianceAnalyst] };

    public sealed class OnSqlite() : KnownPeopleTests(Store.Sqlite);

    public sealed class OnPostgres() : KnownPeopleTests(Store.Postgres);

    [Fact]
    public async Task Whoever_may_sign_in_and_decide_can_be_given_a_case_before_they_have_done_anything()
    {
        var people = It.Get<KnownPeople>();
        (await people.IsAloneAsync(Ana, Ct)).ShouldBeTrue();
        var senior = await PersonAsync("Senna Sample", Role.SeniorReviewer, joined: true);
        await PersonAsync("Reed Only", Role.ReadOnly, joined: true);
        await PersonAsync("Not Yet", Role.SeniorReviewer, joined: false);
        var gone = await PersonAsync("Long Gone", Role.SeniorReviewer, joined: true);
        await It.ReadAsync(db => db.People.Where(p => p.Id == gone).ExecuteUpdateAsync(u => u.SetProperty(p => p.DeactivatedAt, It.Clock.Instant()), Ct));
        (await people.ListAsync(Ana, Ct)).ShouldBe([new KnownPerson("ana", "Fictional Ana", false), new KnownPerson($"{senior}", "Senna Sample", true)]);
        (await people.IsAloneAsync(Ana, Ct)).ShouldBeFalse();
    }

    private async Task<Guid> PersonAsync(string name, Role role, bool joined)
    {
        var person = new Person { Id = It.Clock.NewId(), Name = name, UserName = name, NormalizedUserName = name.ToUpperInvariant(), InvitedAt = It.Clock.Instant(), JoinedAt = joined ? It.Clock.Instant() : null, Roles = [role] };
        return await It.ReadAsync(async db =>
        {
            db.People.Add(person);
            await db.SaveChangesAsync(Ct);
            return person.Id;
        });
    }
}
