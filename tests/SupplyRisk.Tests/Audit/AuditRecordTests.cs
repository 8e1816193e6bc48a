using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review;
using SupplyRisk.Review.Record;
using SupplyRisk.Rules.Model;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Audit;

/// <summary>The record of who did what: nothing in it changes unseen, people can be taken out of it, and it can be read.</summary>
public abstract class AuditRecordTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Ada = new("ada", "Ada Example") { Roles = [Role.ComplianceAnalyst], From = "page 203.0.113.7" };
    private static readonly Actor Senior = new("sam", "Sam Example") { Roles = [Role.SeniorReviewer] };
    private static readonly Actor Administrator = new("kim", "Kim Example") { Roles = [Role.Administrator] };

    public sealed class OnSqlite() : AuditRecordTests(Store.Sqlite);

    public sealed class OnPostgres() : AuditRecordTests(Store.Postgres);

    /// <summary>Line 4 is Ada's word on a match; the rest is what the lists, an import and runs did.</summary>
    private const int Decision = 4;

    public static readonly TheoryData<string, long, string> Tampering = new()
    {
        { "who", Decision, "its hash is not the hash of what it says" },
        { "action", Decision, "its hash is not the hash of what it says" },
        { "another payload", Decision, "what was done is not what the line's digest was made of" },
        { "a payload sealed elsewhere", Decision, "what was done cannot be opened" },
        { "payload gone", Decision, "what was done is gone, and no line says that it was erased" },
        { "another person", Decision, "who did it is not who it was when the line was written" },
        { "person gone", Decision, "who did it is gone, and no line says that it was erased" },
        { "line gone", Decision + 1, "line 4 is missing" },
        { "rewritten", Decision + 1, "it does not follow from the line before it" },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Whatever_is_changed_in_it_shows_and_where(string how, long line, string message)
    {
        await DecidedAsync();
        (await VerdictAsync()).Problems.ShouldBeEmpty();
        await TamperAsync(how);
        var found = await VerdictAsync();
        found.Problems[0].ShouldSatisfyAllConditions(p => p.Seq.ShouldBe(line), p => p.Message.ShouldStartWith(message));
    }

    [Fact]
    public async Task Lines_cut_off_at_its_end_show_against_a_head_noted_earlier()
    {
        await DecidedAsync();
        var head = (await VerdictAsync()).Head!;
        AuditHead.Parse(head.ToString()).ShouldBe(head);
        (await VerdictAsync(head)).Problems.ShouldBeEmpty();
        await It.ReadAsync(db => db.AuditRows.Where(r => r.Seq == head.Seq).ExecuteDeleteAsync(Ct));
        (await VerdictAsync()).Problems.ShouldBeEmpty("a chain alone cannot know how long it was");
        (await VerdictAsync(head)).Problems.ShouldHaveSingleItem().Message.ShouldContain("cut off");
        (await VerdictAsync(head with { Seq = 2 })).Problems.ShouldHaveSingleItem().Message.ShouldContain("rewritten");
    }

    [Fact]
    public async Task A_person_taken_out_leaves_the_decision_and_a_whole_chain()
    {
        await DecidedAsync();
        await AppendAsync(Administrator, "person.invited", "person:ada", new { email = "ada@example.org" });
        (await It.Get<ErasePerson>().RunAsync(Administrator, "ada", "She asked for it after leaving.", Ct)).Value.ShouldBe(2);
        var verdict = await VerdictAsync();
        verdict.Problems.ShouldBeEmpty();
        verdict.Erased.ShouldBe(2);
        var entries = await EntriesAsync();
        var decision = entries.Single(e => e.Seq == Decision);
        (decision.ActorId, decision.Name, decision.From, decision.IsErased).ShouldBe(("ada", null, null, false));
        decision.Facts.ShouldContain(f => f.After.Contains("Compared the register entries.", StringComparison.Ordinal));
        entries.Single(e => e.Action == "person.invited").IsErased.ShouldBeTrue();
        entries.Single(e => e.Action == "audit.erased").Facts.ShouldContain(new RecordFact("because", null, "She asked for it after leaving."));
        (await It.Get<ErasePerson>().RunAsync(Administrator, "ada", "Again.", Ct)).Value.ShouldBe(0, "there is nothing left");
    }

    [Fact]
    public async Task Erasing_asks_for_the_right_and_a_reason()
    {
        await DecidedAsync();
        (await It.Get<ErasePerson>().RunAsync(Ada, "ada", "Mine.", Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<ErasePerson>().RunAsync(Administrator, "ada", " ", Ct)).Refusals.ShouldHaveSingleItem().Field.ShouldBe("because");
        (await EntriesAsync()).Single(e => e.Seq == Decision).Name.ShouldBe("Ada Example");
    }

    [Fact]
    public async Task Ids_are_said_by_name_and_words_of_programs_as_words_and_what_people_wrote_stays_as_it_is()
    {
        await It.ImportAsync(Fictional.Chain);
        var supplier = await It.SupplierIdAsync("S-500");
        var person = new SupplyRisk.People.Person { Id = It.Clock.NewId(), Name = "Ada Example", UserName = "ada@example.com", NormalizedUserName = "ADA@EXAMPLE.COM", InvitedAt = It.Clock.Instant() };
        await It.ReadAsync(async db => { db.People.Add(person); return await db.SaveChangesAsync(Ct); });
        await AppendAsync(Senior, "case.decided", "case:x", new
        {
            before = new { Status = CaseStatus.NotAssessed },
            after = new { Status = CaseStatus.NeedsEvidence, reason_code = "evidence_reviewed", words = "not_assessed", decided_by = $"{person.Id}", approved_by = "local-administrator", survivor_id = supplier },
        });
        var entry = (await EntriesAsync())[^1];
        string Said(string name) => entry.Facts.Single(f => f.Name == name) is var f ? RecordWords.Of(entry, f.Name, f.After) : "";
        (Said("status"), Said("reason_code"), Said("words")).ShouldBe(("needs evidence", "Evidence read and judged", "not_assessed"));
        RecordWords.Of(entry, "status", entry.Facts.Single(f => f.Name == "status").Before!).ShouldBe("not assessed"); // it had one
        (Said("decided_by"), Said("approved_by"), Said("survivor_id")).ShouldBe(("Ada Example", "Local administrator", "Fifth Kettle Ltd"));
        entry.Names[$"{supplier}"].Subject.ShouldBe($"supplier:{supplier}");
        RecordWords.Of("survivor_id").ShouldBe("survivor");
        RecordWords.Ids(entry).ShouldBe($"decided_by: {person.Id}; approved_by: local-administrator; survivor_id: {supplier}");
    }

    [Fact]
    public async Task It_says_who_did_what_from_where_and_what_became_what()
    {
        await DecidedAsync();
        var entry = (await EntriesAsync()).Single(e => e.Seq == Decision);
        (entry.Name, entry.From, entry.Action, entry.SubjectKind).ShouldBe(("Ada Example", "page 203.0.113.7", "match.reviewed", "supplier"));
        entry.SubjectName.ShouldBe(await It.ReadAsync(async db => (await db.SupplierVersions.FirstAsync(v => v.SupplierId == Guid.Parse(entry.SubjectId), Ct)).Name));
        entry.Facts.ShouldContain(new RecordFact("words", null, "Compared the register entries."));
        await AppendAsync(Ada, "case.decided", "case:x", new { before = new { Status = CaseStatus.InReview, Same = 1 }, after = new { Status = CaseStatus.Closed, Same = 1, Outcome = CaseOutcome.UsefulAlert } });
        (await EntriesAsync())[^1].Facts.ShouldBe([new RecordFact("status", "in_review", "closed"), new RecordFact("outcome", null, "useful_alert")]);
    }

    [Fact]
    public async Task It_is_filtered_by_person_period_and_action_and_paged_without_a_line_lost_or_twice()
    {
        await DecidedAsync();
        (await PageAsync(new RecordQuery(ActorId: "ada"))).Entries.ShouldHaveSingleItem().Seq.ShouldBe(Decision);
        (await PageAsync(new RecordQuery(Action: "match.reviewed"))).Total.ShouldBe(1);
        var at = await It.ReadAsync(db => db.AuditRows.Where(r => r.Seq == Decision).Select(r => r.At).SingleAsync(Ct));
        (await PageAsync(new RecordQuery(From: at, Until: at.AddSeconds(1)))).Entries.Select(e => e.Seq).ShouldBe([Decision]);
        (await PageAsync(new RecordQuery())).Entries.ShouldAllBe(e => e.ActorId != Actor.Schedule.Id);
        for (var i = 0; i < RecordPage.Size + 3; i++) await AppendAsync(Senior, "search.saved", $"search:{i}", new { i });
        var first = await PageAsync(new RecordQuery(ActorId: "sam"));
        var second = await PageAsync(new RecordQuery(ActorId: "sam"), first.Before);
        first.Entries.Concat(second.Entries).Select(e => e.Subject).ShouldBe(Enumerable.Range(0, RecordPage.Size + 3).Reverse().Select(i => $"search:{i}"));
        second.Before.ShouldBeNull();
    }

    [Fact]
    public async Task It_is_not_for_everybody()
    {
        await DecidedAsync();
        (await It.Get<FindRecord>().PageAsync(Ada, new RecordQuery(), null, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        It.Get<FindRecord>().Export(Ada, new RecordQuery(), Ct).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    private async Task DecidedAsync()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        var id = await It.SupplierIdAsync("S-600");
        var match = await It.ReadAsync(db => db.SupplierMatches.SingleAsync(m => m.SupplierId == id, Ct));
        (await It.Get<ReviewMatch>().ReviewAsync(Ada, new MatchReviewRequest(match.Id, MatchReview.Dismissed, "Compared the register entries."), Ct)).Done.ShouldBeTrue();
        It.Clock.NextDay();
        await It.RunAsync();
        (await It.ReadAsync(db => db.AuditRows.SingleAsync(r => r.Seq == Decision, Ct))).Action.ShouldBe("match.reviewed");
    }

    private Task<int> AppendAsync(Actor actor, string action, string subject, object payload) => It.ReadAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await It.Get<AuditTrail>().AppendAsync(db, actor, action, subject, payload, Ct);
        await transaction.CommitAsync(Ct);
        return 0;
    });

    private Task<int> TamperAsync(string how) => It.ReadAsync(async db =>
    {
        var line = await db.AuditRows.AsNoTracking().SingleAsync(r => r.Seq == Decision, Ct);
        var other = await db.AuditRows.AsNoTracking().SingleAsync(r => r.Seq == 2, Ct);
        var rows = db.AuditRows.Where(r => r.Seq == Decision);
        var payload = db.AuditPayloads.Where(p => p.AuditId == line.Id);
        var person = db.AuditPeople.Where(p => p.AuditId == line.Id);
        return how switch
        {
            "who" => await rows.ExecuteUpdateAsync(u => u.SetProperty(r => r.ActorId, "somebody-else"), Ct),
            "action" => await rows.ExecuteUpdateAsync(u => u.SetProperty(r => r.Action, "match.seen"), Ct),
            "another payload" => await SwapAsync(payload, await db.AuditPayloads.Where(p => p.AuditId == other.Id).Select(p => p.Sealed).SingleAsync(Ct)),
            "a payload sealed elsewhere" => await SwapAsync(payload, new byte[64]),
            "payload gone" => await payload.ExecuteDeleteAsync(Ct),
            "another person" => await SwapAsync(person, await db.AuditPeople.Where(p => p.AuditId == other.Id).Select(p => p.Sealed).SingleAsync(Ct)),
            "person gone" => await person.ExecuteDeleteAsync(Ct),
            "line gone" => await rows.ExecuteDeleteAsync(Ct),
            "rewritten" => await RewriteAsync(db, line),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
        };
    });

    private static Task<int> SwapAsync(IQueryable<AuditPayload> rows, byte[] with) => rows.ExecuteUpdateAsync(u => u.SetProperty(p => p.Sealed, with), Ct);

    private static Task<int> SwapAsync(IQueryable<AuditPerson> rows, byte[] with) => rows.ExecuteUpdateAsync(u => u.SetProperty(p => p.Sealed, with), Ct);

    // Somebody who knows how the hash is made changes a line and its hash, but not the lines after it.
    private static async Task<int> RewriteAsync(SupplyRiskDb db, AuditRow line)
    {
        var text = string.Join('\n', line.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture), line.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture), "somebody-else", line.Action, line.Subject, line.Digest, line.PreviousHash);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        return await db.AuditRows.Where(r => r.Seq == line.Seq).ExecuteUpdateAsync(u => u.SetProperty(r => r.ActorId, "somebody-else").SetProperty(r => r.Hash, hash), Ct);
    }

    private Task<AuditVerdict> VerdictAsync(AuditHead? noted = null) => It.Get<VerifyAudit>().RunAsync(noted, null, Ct);

    private async Task<RecordPage> PageAsync(RecordQuery query, long? before = null) => (await It.Get<FindRecord>().PageAsync(Senior, query, before, Ct)).Value!;

    private async Task<List<RecordEntry>> EntriesAsync() => await It.Get<FindRecord>().Export(Senior, new RecordQuery(PeopleOnly: false), Ct).Value!.ToListAsync(Ct);
}
