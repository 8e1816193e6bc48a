using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;
using SupplyRisk.Review;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Rules.Model;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.People;

/// <summary>People, links, sessions and keys as the handlers keep them.</summary>
public abstract class PeopleTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Admin = Actor.LocalAdministrator;

    private IDbContextFactory<SupplyRiskDb> Databases => It.Get<IDbContextFactory<SupplyRiskDb>>();

    private OneTimeLinks Links => new(Databases, It.Get<AuditTrail>(), It.Clock);

    private Sessions Sessions => new(Databases, It.Get<AuditTrail>(), It.Clock);

    private InvitePerson Invite => new(Databases, Links, It.Get<AuditTrail>(), It.Clock);

    private ChangePerson Change => new(Databases, Sessions, It.Get<AuditTrail>(), It.Clock);

    private HandOutKeys Keys => new(Databases, It.Get<AuditTrail>(), It.Clock);

    private FindActor Actors => new(Databases, It.Clock);

    [Fact]
    public async Task An_auditor_sees_the_assigned_suppliers_and_a_change_holds_at_once()
    {
        await It.ImportAsync("Supplier ID,Supplier name,Country\nS-1,Walking Teapot Ltd,BD\nS-2,Blue Umbrella Foundry,MX\n");
        var invited = await Invite.InviteAsync(Admin, new InvitationRequest("aude@example.com", "Aude Example", [Role.Auditor], ["S-1"]), Ct);
        var id = invited.Value.Person.Id;
        (await ActorAsync(id)).Suppliers.ShouldBe([await It.SupplierIdAsync("S-1")]);
        var assign = new AssignSuppliers(Databases, It.Get<AuditTrail>());
        (await assign.AssignAsync(Admin, id, ["Blue Umbrella Foundry", "S-1"], Ct)).Value.ShouldBe(1);
        (await assign.WithdrawAsync(Admin, id, [await It.SupplierIdAsync("S-1")], Ct)).Value.ShouldBe(1);
        (await ActorAsync(id)).Suppliers.ShouldBe([await It.SupplierIdAsync("S-2")]);
        (await assign.AssignAsync(Admin, id, ["S-9"], Ct)).Refusals[0].Code.ShouldBe("supplier_unknown");
        await Change.ChangeAsync(Admin, id, "Aude Example", [Role.Auditor, Role.ReadOnly], Ct);
        (await ActorAsync(id)).Suppliers.ShouldBeNull("read only sees everything");
        await Change.ChangeAsync(Admin, id, "Aude Example", [Role.Auditor], Ct);
        (await Change.DeactivateAsync(Admin, id, Ct)).Done.ShouldBeTrue();
        (await Actors.OfPersonAsync(id, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task An_invitation_with_mistakes_names_all_of_them_and_an_address_is_invited_once()
    {
        var wrong = await Invite.InviteAsync(Admin, new InvitationRequest("nobody", " ", [], ["S-9"]), Ct);
        wrong.Refusals.Select(r => r.Field).ShouldBe(["name", "role", "email", "suppliers"]);
        await InvitedAsync("ada@example.com", Role.SeniorReviewer);
        (await Invite.InviteAsync(Admin, new InvitationRequest("ADA@example.com", "Ada", [Role.ReadOnly], []), Ct)).Refusals[0].Code.ShouldBe("email_taken");
    }

    [Fact]
    public async Task A_link_works_once_and_until_its_day_and_a_new_one_takes_its_place()
    {
        var (person, link) = await InvitedAsync("ada@example.com", Role.SeniorReviewer);
        var again = (await Invite.LinkAnewAsync(Admin, person.Id, Ct)).Value!; // done
        (await Links.FindAsync(SecretOf(link), Ct)).ShouldBeNull("a newer one was made");
        var found = (await Links.FindAsync(SecretOf(again), Ct))!.Value; // just made
        found.Person!.Id.ShouldBe(person.Id);
        (await It.ReadAsync(db => db.OneTimeLinks.AnyAsync(l => again.Path.Contains(l.Hash), Ct))).ShouldBeFalse("only a digest is kept");
        (await It.ReadAsync(db => Links.TakeAsync(db, found.Link, Ct))).ShouldBeTrue();
        (await It.ReadAsync(db => Links.TakeAsync(db, found.Link, Ct))).ShouldBeFalse();
        (await Links.FindAsync(SecretOf(again), Ct)).ShouldBeNull();
        var third = (await Invite.LinkAnewAsync(Admin, person.Id, Ct)).Value!; // done
        It.Clock.Advance(TimeSpan.FromDays(8));
        (await Links.FindAsync(SecretOf(third), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task The_first_administrator_comes_by_a_link_and_nobody_by_it_after_that()
    {
        var one = (await Links.ForFirstAdministratorAsync(Ct)).ShouldNotBeNull();
        var two = (await Links.ForFirstAdministratorAsync(Ct)).ShouldNotBeNull("two instances may start at once");
        var found = (await Links.FindAsync(SecretOf(one), Ct))!.Value; // just made
        var other = (await Links.FindAsync(SecretOf(two), Ct))!.Value; // just made
        await JoinedAsync("alex@example.com", Role.Administrator);
        (await Links.ForFirstAdministratorAsync(Ct)).ShouldBeNull();
        (await Links.FindAsync(SecretOf(one), Ct)).ShouldBeNull();
        await using var db = It.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        (await Links.TakeAsync(db, found.Link, Ct)).ShouldBeFalse();
        (await Links.TakeAsync(db, other.Link, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var alex = await JoinedAsync("alex@example.com", Role.Administrator);
        (await Change.DeactivateAsync(Admin, alex, Ct)).Refusals[0].Code.ShouldBe("last_administrator");
        (await Change.ChangeAsync(Admin, alex, "Alex", [Role.ReadOnly], Ct)).Refusals[0].Code.ShouldBe("last_administrator");
        await JoinedAsync("ada@example.com", Role.Administrator);
        (await Change.DeactivateAsync(Admin, alex, Ct)).Done.ShouldBeTrue();
        (await Change.ReactivateAsync(Admin, alex, Ct)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Erasing_a_person_takes_name_addresses_and_channels_and_leaves_what_they_did_with_the_chain_whole()
    {
        var ada = await JoinedAsync("ada@example.com", Role.Administrator);
        await Sessions.BeginAsync(await ActorAsync(ada), ada, "Firefox/140.0 (X11; Linux)", "203.0.113.7", byProvider: false, Ct);
        (await Forget.RunAsync(Admin, ada, "Left.", Ct)).Refusals[0].Code.ShouldBe("last_administrator");
        await JoinedAsync("alex@example.com", Role.Administrator);
        var theirs = await ChannelAsync("Ada's", "ADA@example.com");
        var others = await ChannelAsync("The team's", "team@example.com");
        var actor = await ActorAsync(ada);
        await new NoteVisit(Databases, It.Clock).HandleAsync(actor, Ct);
        var before = await It.ReadAsync(db => db.AuditRows.CountAsync(r => r.ActorId == actor.Id, Ct));
        before.ShouldBeGreaterThan(0);
        (await Forget.RunAsync(actor with { Roles = [Role.ReadOnly] }, ada, "Mine.", Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await Forget.RunAsync(Admin, ada, " ", Ct)).Refusals[0].Field.ShouldBe("because");

        (await Forget.RunAsync(Admin, ada, "She left and asked for it.", Ct)).Done.ShouldBeTrue();
        var left = await It.ReadAsync(db => db.People.AsNoTracking().SingleAsync(p => p.Id == ada, Ct));
        (left.Name, left.Email, left.NormalizedEmail, left.PasswordHash, left.RolesText).ShouldBe((ForgetPerson.NameLeft, null, null, null, ""));
        (await Actors.OfPersonAsync(ada, Ct)).ShouldBeNull();
        (await It.ReadAsync(db => db.Sessions.CountAsync(s => s.PersonId == ada, Ct))).ShouldBe(0);
        (await It.ReadAsync(db => db.NotificationChannels.Select(c => c.Id).ToListAsync(Ct))).ShouldBe([others]);
        (await It.ReadAsync(db => db.Settings.AnyAsync(s => s.Key.Contains(actor.Id), Ct))).ShouldBeFalse();
        (await It.ReadAsync(db => db.AuditRows.CountAsync(r => r.ActorId == actor.Id, Ct))).ShouldBe(before, "what was done stays");
        (await It.ReadAsync(db => db.AuditPeople.CountAsync(p => p.ActorId == actor.Id, Ct))).ShouldBe(0);
        (await It.ReadAsync(db => db.AuditPayloads.CountAsync(p => db.AuditRows.Any(r => r.Id == p.AuditId && r.Subject == $"notification_channel:{theirs}" && r.Action != "audit.erased"), Ct))).ShouldBe(0, "it bears the address");
        (await It.Get<VerifyAudit>().RunAsync(null, null, Ct)).Problems.ShouldBeEmpty();
        (await Invite.InviteAsync(Admin, new InvitationRequest("ada@example.com", "Ada again", [Role.ReadOnly], []), Ct)).Done.ShouldBeTrue("the address is free again");
    }

    [Fact]
    public async Task Whoever_is_shut_out_is_written_to_no_more()
    {
        var ada = await JoinedAsync("ada@example.com", Role.SeniorReviewer);
        var theirs = await ChannelAsync("Ada's", "Ada@example.com");
        var others = await ChannelAsync("The team's", "team@example.com");
        (await Change.DeactivateAsync(Admin, ada, Ct)).Done.ShouldBeTrue();
        var on = await It.ReadAsync(db => db.NotificationChannels.ToDictionaryAsync(c => c.Id, c => c.IsOn, Ct));
        (on[theirs], on[others]).ShouldBe((false, true));
    }

    private ForgetPerson Forget => new(Databases, It.Get<AuditTrail>(), It.Clock);

    private async Task<Guid> ChannelAsync(string name, string email)
    {
        var edit = new EditChannels(Databases, It.Clock, It.Get<AuditTrail>(), It.Get<AuditSeal>(), new() { Mail = new MailServer("127.0.0.1", 25, null, "supplyrisk@example.com") });
        return (await edit.AddAsync(
            Admin, new ChannelRequest(name, ChannelKind.Email, email, [CaseNews.Opened], [Lane.Risk], [Band.Critical], Pace.AtOnce, new TimeOnly(8, 0), DayOfWeek.Monday, "Europe/Berlin", true), Ct)).Value!.Channel.Id; // done
    }

    [Fact]
    public async Task A_session_ends_without_use_with_age_with_a_new_stamp_and_with_the_person()
    {
        var alex = await JoinedAsync("alex@example.com", Role.Administrator);
        await JoinedAsync("ada@example.com", Role.Administrator);
        async Task<Session> BeginAsync() => await Sessions.BeginAsync(await ActorAsync(alex), alex, "Firefox/140.0 (X11; Linux)", "203.0.113.7", byProvider: false, Ct);
        async Task<bool> HoldsAsync(Session s) => await Sessions.ReadAsync(s.Id, Ct) is not null;

        var idle = await BeginAsync();
        It.Clock.Advance(TimeSpan.FromHours(7));
        (await HoldsAsync(idle)).ShouldBeTrue();
        It.Clock.Advance(TimeSpan.FromHours(7));
        (await HoldsAsync(idle)).ShouldBeTrue("it was used seven hours ago");
        It.Clock.Advance(TimeSpan.FromHours(9));
        (await HoldsAsync(idle)).ShouldBeFalse();

        var old = await BeginAsync();
        for (var hours = 0; hours < 24 * 7; hours += 6)
        {
            (await HoldsAsync(old)).ShouldBeTrue();
            It.Clock.Advance(TimeSpan.FromHours(6));
        }
        (await HoldsAsync(old)).ShouldBeFalse("however often it is used");

        var (here, there) = (await BeginAsync(), await BeginAsync());
        await It.ReadAsync(db => db.People.Where(p => p.Id == alex).ExecuteUpdateAsync(p => p.SetProperty(x => x.SecurityStamp, "another"), Ct));
        await Sessions.KeepOnlyAsync(here.Id, Ct);
        (await HoldsAsync(here), await HoldsAsync(there)).ShouldBe((true, false));
        (await Sessions.ListAsync(alex, Ct)).Select(s => s.Id).ShouldBe([here.Id]);
        await Change.DeactivateAsync(Admin, alex, Ct);
        (await HoldsAsync(here)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_does_what_its_rights_say_until_it_expires_or_is_revoked()
    {
        var made = (await Keys.HandOutAsync(Admin, "ERP", [Right.ImportSuppliers], 30, Ct)).Value!; // done
        made.Secret.ShouldStartWith("sr_");
        var actor = (await Actors.OfKeyAsync(made.Secret, Ct)).ShouldNotBeNull();
        (actor.May(Right.ImportSuppliers), actor.May(Right.DecideCases), actor.SeesAll).ShouldBe((true, false, true));
        (await It.ReadAsync(db => db.ApiKeys.Select(k => k.LastUsedAt).SingleAsync(Ct))).ShouldBe(It.Clock.Instant());
        (await Actors.OfKeyAsync(made.Secret + "x", Ct)).ShouldBeNull();
        It.Clock.Advance(TimeSpan.FromDays(31));
        (await Actors.OfKeyAsync(made.Secret, Ct)).ShouldBeNull();
        var other = (await Keys.HandOutAsync(Admin, "BI", [], 30, Ct)).Value!; // done
        (await Keys.RevokeAsync(Admin, other.Key.Id, Ct)).Done.ShouldBeTrue();
        (await Actors.OfKeyAsync(other.Secret, Ct)).ShouldBeNull();
        (await Keys.HandOutAsync(Admin, "", [Right.ManagePeople], 9_999, Ct)).Refusals.Select(r => r.Field).ShouldBe(["name", "right", "days"]);
    }

    [Fact]
    public async Task Whoever_may_not_manage_people_changes_nobody()
    {
        var (person, _) = await InvitedAsync("ada@example.com", Role.SeniorReviewer);
        var ada = await ActorAsync(person.Id);
        foreach (var refusals in new[]
        {
            (await Invite.InviteAsync(ada, new InvitationRequest("x@example.com", "X", [Role.Administrator], []), Ct)).Refusals,
            (await Invite.LinkAnewAsync(ada, person.Id, Ct)).Refusals,
            (await Change.ChangeAsync(ada, person.Id, "Ada", [Role.Administrator], Ct)).Refusals,
            (await Change.DeactivateAsync(ada, person.Id, Ct)).Refusals,
            (await new AssignSuppliers(Databases, It.Get<AuditTrail>()).AssignAsync(ada, person.Id, ["S-1"], Ct)).Refusals,
            (await Keys.HandOutAsync(ada, "X", [], 1, Ct)).Refusals,
            (await Keys.ListAsync(ada, Ct)).Refusals,
            (await new FindPeople(Databases, Sessions, It.Clock).ListAsync(ada, Ct)).Refusals,
        })
            refusals.Single().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task What_was_done_to_people_stands_in_the_record()
    {
        var (person, _) = await InvitedAsync("ada@example.com", Role.SeniorReviewer);
        await Change.ChangeAsync(Admin, person.Id, "Ada L. Example", [Role.SeniorReviewer], Ct);
        await Change.DeactivateAsync(Admin, person.Id, Ct);
        var key = (await Keys.HandOutAsync(Admin, "ERP", [], 1, Ct)).Value!; // done
        await Keys.RevokeAsync(Admin, key.Key.Id, Ct);
        (await It.ReadAsync(db => db.AuditRows.OrderBy(r => r.Seq).Select(r => r.Action).ToListAsync(Ct)))
            .ShouldBe(["person.invited", "person.changed", "person.deactivated", "key.handed_out", "key.revoked"]);
    }

    private async Task<Actor> ActorAsync(Guid person) => await Actors.OfPersonAsync(person, Ct) ?? throw new InvalidOperationException("Nobody.");

    private async Task<(Person Person, IssuedLink Link)> InvitedAsync(string email, Role role)
    {
        var result = await Invite.InviteAsync(Admin, new InvitationRequest(email, email.Split('@')[0], [role], []), Ct);
        result.Done.ShouldBeTrue();
        return result.Value;
    }

    private async Task<Guid> JoinedAsync(string email, Role role)
    {
        var (person, _) = await InvitedAsync(email, role);
        await It.ReadAsync(db => db.People.Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.JoinedAt, It.Clock.Instant()), Ct));
        return person.Id;
    }

    private static string SecretOf(IssuedLink link) => link.Path[OneTimeLinks.Path.Length..];

    public sealed class OnSqlite() : PeopleTests(Store.Sqlite);

    public sealed class OnPostgres() : PeopleTests(Store.Postgres);
}
