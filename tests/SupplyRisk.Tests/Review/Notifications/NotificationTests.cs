using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json.Linq;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Rules.Model;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;
using Case = SupplyRisk.Review.Case; // Shouldly has one, too

namespace SupplyRisk.Tests.Review.Notifications;

/// <summary>What happens to cases is told outside, once, in order, and without anybody's words.</summary>
public abstract class NotificationTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Admin = Actor.LocalAdministrator;

    private static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };

    private static readonly Actor Reader = new("reader", "Fictional Reader") { Roles = [Role.ReadOnly] };

    public sealed class OnSqlite() : NotificationTests(Store.Sqlite);

    public sealed class OnPostgres() : NotificationTests(Store.Postgres);

    [Fact]
    public async Task A_receiver_that_fails_twice_gets_opened_changed_and_closed_in_order_with_valid_signatures()
    {
        await using var receiver = await Receiver.StartAsync();
        await SuppliersAsync();
        var secret = await WebhookAsync(receiver, lanes: [Lane.Risk]);
        receiver.Answers.Enqueue(500);
        receiver.Answers.Enqueue(503);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await RunAsync();
        await It.DocumentAsync("S-500/second.txt", Fictional.Report("3 October 2026", Fictional.Debt));
        It.Clock.NextDay();
        await RunAsync();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await CloseAsync(await CaseAsync("S-500", Lane.Risk));
        await TellAsync();
        for (var again = 0; again < 4; again++)
        {
            It.Clock.Advance(TimeSpan.FromMinutes(10));
            await TellAsync();
        }
        var arrived = receiver.Got.Where(g => g.Answer == 204).ToList();
        arrived.Select(g => Json(g.Body)["type"]!.Value<string>()).ShouldBe(["case.opened", "case.changed", "case.closed"]);
        receiver.Got.Count.ShouldBe(5);
        receiver.Got.Select(g => g.EventId).Distinct().Count().ShouldBe(3, "the same event id at every attempt");
        receiver.Got.ShouldAllBe(g => IsSigned(g.Signature, secret, g.Body));
        var opened = Json(arrived[0].Body)["case"]!;
        opened["supplier_own_id"]!.Value<string>().ShouldBe("S-500");
        opened["added"]!["flags"]!.Select(f => f.Value<string>()).ShouldContain("risk");
        opened["added"]!["indicators"]!.Select(f => f.Value<string>()).ShouldContain("retention_of_identity_documents");
        var closed = Json(arrived[2].Body)["case"]!;
        (closed["status"]!.Value<string>(), closed["outcome"]!.Value<string>()).ShouldBe(("closed", "useful_alert"));
        (await It.ReadAsync(db => db.NotificationMessages.CountAsync(m => m.State == MessageState.Sent, Ct))).ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_that_anybody_said_is_in_a_message()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var mail = new MailFake();
        await WithMailAsync(mail);
        await SuppliersAsync();
        await WebhookAsync(receiver);
        await ChannelAsync(ChannelKind.Email, "compliance@example.com");
        const string Said = "Workers told us: “they keep my passport in the blue cabinet and I cannot go home”.";
        await It.DocumentAsync("S-500/interviews.txt", Fictional.Report("12 March 2026", Said, Fictional.Fees, Fictional.Passports));
        await RunAsync();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await CloseAsync(await CaseAsync("S-500", Lane.Risk), "The worker Fictional Anan said the blue cabinet is locked, three of nine confirm.");
        await TellAsync();
        string[] all = [.. receiver.Got.Select(g => Encoding.UTF8.GetString(g.Body)), .. mail.Got.Select(g => Decoded(g.Text))];
        all.Length.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var text in all)
            foreach (var held in (string[])["blue cabinet", "Anan", "three of nine", "Workers told", "locked safe", "NPR", "120,000", "Kathmandu", "interviews.txt", "kept by the employer"])
                text.ShouldNotContain(held, Shouldly.Case.Insensitive);
    }

    [Fact]
    public async Task News_is_told_once_however_many_look_at_the_same_time()
    {
        await using var receiver = await Receiver.StartAsync();
        await SuppliersAsync();
        await WebhookAsync(receiver);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await RunAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => It.Get<MakeMessages>().RunAsync(Ct)));
        made.Count(m => m > 0).ShouldBe(1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => It.Get<SendMessages>().RunAsync(Ct)));
        receiver.Got.Select(g => g.EventId).ShouldBeUnique();
        receiver.Got.Count.ShouldBe(made.Sum());
    }

    [Fact]
    public async Task An_event_committed_late_is_told_although_younger_ones_were_told_before()
    {
        await using var receiver = await Receiver.StartAsync();
        await SuppliersAsync();
        await WebhookAsync(receiver);
        var c = await It.ReadAsync(db => db.Cases.FirstAsync(Ct));
        var early = It.Clock.Instant();
        var earlyId = Guid.CreateVersion7(It.Clock.GetUtcNow());
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteEventAsync(c, Guid.CreateVersion7(It.Clock.GetUtcNow()), It.Clock.Instant());
        (await It.Get<MakeMessages>().RunAsync(Ct)).ShouldBe(1);
        await WriteEventAsync(c, earlyId, early);
        (await It.Get<MakeMessages>().RunAsync(Ct)).ShouldBe(1);
        (await It.Get<MakeMessages>().RunAsync(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_first_load_is_one_summary_with_counts()
    {
        await using var receiver = await Receiver.StartAsync();
        await WebhookAsync(receiver);
        var rows = new StringBuilder("Supplier ID,Supplier name,Country,City,Products\n");
        for (var i = 0; i < 120; i++) rows.Append(CultureInfo.InvariantCulture, $"M-{i:000},Many Otter Works {i},TM,Ashgabat,cotton\n");
        await It.ImportAsync(rows.ToString());
        await RunAsync();
        await TellAsync();
        var digest = Json(receiver.Got.ShouldHaveSingleItem().Body);
        (digest["type"]!.Value<string>(), digest["digest"]!["why"]!.Value<string>()).ShouldBe(("digest", "many_at_once"));
        var news = await It.ReadAsync(db => db.CaseEvents.CountAsync(Ct));
        digest["digest"]!["total"]!.Value<int>().ShouldBe(news);
        digest["digest"]!["counts"]!.Sum(c => c["count"]!.Value<int>()).ShouldBe(news);
        digest["digest"]!["cases"]!.Count().ShouldBe(50);
    }

    [Fact]
    public async Task A_daily_digest_comes_at_its_hour_in_its_time_zone_and_says_what_was_added()
    {
        await using var mail = new MailFake();
        await WithMailAsync(mail);
        await SuppliersAsync();
        await ChannelAsync(ChannelKind.Email, "compliance@example.com", Pace.Daily);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await RunAsync(); // nine in the morning, UTC
        await TellAsync();
        mail.Got.ShouldBeEmpty();
        It.Clock.Advance(TimeSpan.FromHours(20.5)); // half past five, half past six in Berlin
        await TellAsync();
        mail.Got.ShouldBeEmpty();
        It.Clock.Advance(TimeSpan.FromMinutes(45));
        await TellAsync();
        var (_, to, text) = mail.Got.ShouldHaveSingleItem();
        to.ShouldHaveSingleItem().ShouldContain("compliance@example.com");
        Decoded(text).ShouldContain("Added, indicators: ");
        It.Clock.NextDay();
        await TellAsync();
        mail.Got.Count.ShouldBe(1, "nothing new, no digest");
    }

    [Fact]
    public async Task A_supplier_s_name_cannot_write_the_head_of_a_mail()
    {
        await using var mail = new MailFake();
        await WithMailAsync(mail);
        await ChannelAsync(ChannelKind.Email, "compliance@example.com");
        await It.ImportAsync("Supplier ID,Supplier name,Country,City,Products\nS-1,\"Paper Kite\r\nBcc: everybody@example.com\",TM,Ashgabat,cotton\n");
        await RunAsync();
        await TellAsync();
        var head = mail.Got.First().Text.Split("\n\n")[0];
        Regex.IsMatch(head, "^Bcc:", RegexOptions.Multiline | RegexOptions.NonBacktracking).ShouldBeFalse();
        mail.Got.ShouldAllBe(g => g.To.Count == 1);
    }

    [Fact]
    public async Task A_message_is_tried_for_a_day_then_set_aside_with_the_reason_and_sent_again_by_a_person()
    {
        await using var receiver = await Receiver.StartAsync();
        await WebhookAsync(receiver);
        var channel = await It.ReadAsync(db => db.NotificationChannels.SingleAsync(Ct));
        for (var i = 0; i < 100; i++) receiver.Answers.Enqueue(500);
        (await It.Get<EditChannels>().TestAsync(Admin, channel.Id, Ct)).Done.ShouldBeTrue();
        for (var hour = 0; hour < 60; hour++)
        {
            await TellAsync();
            It.Clock.Advance(TimeSpan.FromMinutes(30));
        }
        var m = await It.ReadAsync(db => db.NotificationMessages.SingleAsync(Ct));
        (m.State, m.Reason).ShouldBe((MessageState.SetAside, "127.0.0.1 answers 500."));
        m.Attempts.ShouldBeInRange(8, 25);
        receiver.Answers.Clear();
        (await It.Get<EditChannels>().SendAgainAsync(Admin, m.Id, Ct)).Done.ShouldBeTrue();
        await TellAsync();
        (await It.ReadAsync(db => db.NotificationMessages.SingleAsync(Ct))).State.ShouldBe(MessageState.Sent);
        receiver.Got.Select(g => g.EventId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task What_was_sent_is_forgotten_after_thirty_days_and_a_removed_channel_takes_all_of_its_messages_along()
    {
        await using var receiver = await Receiver.StartAsync();
        await WebhookAsync(receiver);
        var id = await It.ReadAsync(db => db.NotificationChannels.Select(c => c.Id).SingleAsync(Ct));
        await It.Get<EditChannels>().TestAsync(Admin, id, Ct);
        await TellAsync();
        It.Clock.Advance(TimeSpan.FromDays(29));
        await It.Get<EditChannels>().TestAsync(Admin, id, Ct);
        await It.Get<MakeMessages>().TidyAsync(Ct);
        (await It.ReadAsync(db => db.NotificationMessages.Select(m => m.State).OrderBy(s => s).ToListAsync(Ct))).ShouldBe([MessageState.Waiting, MessageState.Sent], ignoreOrder: true);
        It.Clock.Advance(TimeSpan.FromDays(2));
        await It.Get<MakeMessages>().TidyAsync(Ct);
        (await It.ReadAsync(db => db.NotificationMessages.Select(m => m.State).ToListAsync(Ct))).ShouldBe([MessageState.Waiting]);
        (await It.Get<EditChannels>().DeleteAsync(Admin, id, Ct)).Done.ShouldBeTrue();
        (await It.ReadAsync(db => db.NotificationMessages.CountAsync(Ct))).ShouldBe(0);
        await TellAsync();
        receiver.Got.Count.ShouldBe(1, "what waited is not sent any more");
    }

    [Fact]
    public async Task A_message_whose_sender_died_is_sent_by_the_next_when_its_claim_has_run_out()
    {
        await using var receiver = await Receiver.StartAsync();
        await WebhookAsync(receiver);
        await It.Get<EditChannels>().TestAsync(Admin, await It.ReadAsync(db => db.NotificationChannels.Select(c => c.Id).SingleAsync(Ct)), Ct);
        var until = It.Clock.Instant() + TimeSpan.FromMinutes(2);
        await It.ReadAsync(db => db.NotificationMessages.ExecuteUpdateAsync(u => u.SetProperty(m => m.Attempts, 1).SetProperty(m => m.LeaseUntil, until), Ct));
        await TellAsync();
        receiver.Got.ShouldBeEmpty();
        It.Clock.Advance(TimeSpan.FromMinutes(3));
        await TellAsync();
        receiver.Got.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_secrets_sign_for_a_while_after_one_is_replaced()
    {
        await using var receiver = await Receiver.StartAsync();
        var first = await WebhookAsync(receiver);
        var id = await It.ReadAsync(db => db.NotificationChannels.Select(c => c.Id).SingleAsync(Ct));
        var second = (await It.Get<EditChannels>().RotateAsync(Admin, id, Ct)).Value!.Secret!;
        await It.Get<EditChannels>().TestAsync(Admin, id, Ct);
        await TellAsync();
        var (signature, _, body, _) = receiver.Got.Last();
        (IsSigned(signature, first, body), IsSigned(signature, second, body)).ShouldBe((true, true));
        It.Clock.Advance(TimeSpan.FromDays(3));
        await It.Get<EditChannels>().TestAsync(Admin, id, Ct);
        await TellAsync();
        (signature, _, body, _) = receiver.Got.Last();
        (IsSigned(signature, first, body), IsSigned(signature, second, body)).ShouldBe((false, true));
        var kept = await It.ReadAsync(db => db.NotificationChannels.AsNoTracking().SingleAsync(Ct));
        Encoding.UTF8.GetString(kept.Secret!).ShouldNotContain("whsec");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await Receiver.StartAsync();
        await WebhookAsync(receiver);
        receiver.Answers.Enqueue((int)HttpStatusCode.TemporaryRedirect);
        await It.Get<EditChannels>().TestAsync(Admin, await It.ReadAsync(db => db.NotificationChannels.Select(c => c.Id).SingleAsync(Ct)), Ct);
        await TellAsync();
        (await It.ReadAsync(db => db.NotificationMessages.SingleAsync(Ct))).ShouldSatisfyAllConditions(m => m.State.ShouldBe(MessageState.SetAside), m => m.Reason!.ShouldContain("redirect"));
    }

    [Theory]
    [InlineData("http://hooks.example.com/in")]
    [InlineData("https://127.0.0.1/in")]
    [InlineData("https://10.1.2.3/in")]
    [InlineData("https://[::1]/in")]
    [InlineData("https://user:word@hooks.example.com/in")]
    [InlineData("file:///etc/hosts")]
    [InlineData("hooks.example.com")]
    public async Task A_webhook_goes_to_public_https_addresses_only(string target)
    {
        It.Notifications = new();
        await It.RestartAsync();
        var result = await It.Get<EditChannels>().AddAsync(Admin, Request(ChannelKind.Webhook, target), Ct);
        result.Refusals.ShouldHaveSingleItem().Code.ShouldBe("address_unusable");
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_found_out_when_it_is_sent_to()
    {
        It.Notifications = new();
        await It.RestartAsync();
        (await It.Get<EditChannels>().AddAsync(Admin, Request(ChannelKind.Webhook, "https://localhost/in"), Ct)).Done.ShouldBeTrue();
        await It.Get<EditChannels>().TestAsync(Admin, await It.ReadAsync(db => db.NotificationChannels.Select(c => c.Id).SingleAsync(Ct)), Ct);
        await TellAsync();
        (await It.ReadAsync(db => db.NotificationMessages.SingleAsync(Ct))).ShouldSatisfyAllConditions(m => m.State.ShouldBe(MessageState.SetAside), m => m.Reason!.ShouldContain("private or loopback"));
    }

    [Theory]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("A <a@example.com>")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("nobody")]
    public async Task A_mail_goes_to_one_plain_address(string target)
    {
        It.Notifications = new() { Mail = new MailServer("127.0.0.1", 25, null, "supplyrisk@example.com") };
        await It.RestartAsync();
        (await It.Get<EditChannels>().AddAsync(Admin, Request(ChannelKind.Email, target), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("address_unusable");
    }

    [Fact]
    public async Task Where_nobody_listens_events_are_passed_over_and_whoever_comes_later_hears_what_comes_then()
    {
        await using var receiver = await Receiver.StartAsync();
        await SuppliersAsync();
        (await CountAsync<CaseEvent>()).ShouldBePositive();
        (await It.ReadAsync(db => db.CaseEvents.CountAsync(e => e.ToldIn == null, Ct))).ShouldBe(0);
        await WebhookAsync(receiver);
        await TellAsync();
        receiver.Got.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_right_nothing_is_read_or_changed()
    {
        (await It.Get<FindNotifications>().ReadAsync(Reader, null, null, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<EditChannels>().AddAsync(Reader, Request(ChannelKind.Webhook, "https://hooks.example.com"), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<EditChannels>().TestAsync(Reader, Guid.Empty, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    private static ChannelRequest Request(ChannelKind kind, string target, Pace pace = Pace.AtOnce, IReadOnlyList<Lane>? lanes = null) => new(
        "Fictional desk", kind, target, Enum.GetValues<CaseNews>(), lanes ?? Enum.GetValues<Lane>(), Enum.GetValues<Band>(), pace, new TimeOnly(7, 0), DayOfWeek.Monday, "Europe/Berlin", IsOn: true);

    private async Task<string> WebhookAsync(Receiver receiver, IReadOnlyList<Lane>? lanes = null)
    {
        var added = await It.Get<EditChannels>().AddAsync(Admin, Request(ChannelKind.Webhook, receiver.Address.AbsoluteUri, lanes: lanes) with { Name = "Fictional hook" }, Ct);
        added.Done.ShouldBeTrue(string.Join(' ', added.Refusals.Select(r => r.Message)));
        return added.Value!.Secret!; // a webhook has one
    }

    private async Task ChannelAsync(ChannelKind kind, string target, Pace pace = Pace.AtOnce) =>
        (await It.Get<EditChannels>().AddAsync(Admin, Request(kind, target, pace), Ct)).Done.ShouldBeTrue();

    private async Task WithMailAsync(MailFake mail)
    {
        It.Notifications = It.Notifications with { Mail = new MailServer("127.0.0.1", mail.Port, null, "supplyrisk@example.com"), PublicAddress = new Uri("https://supplyrisk.example.com") };
        await It.RestartAsync();
    }

    // A first load of few suppliers, told to nobody.
    private async Task SuppliersAsync()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.ListAsync(Fictional.Namesake);
        await It.RunAsync();
        await It.Get<MakeMessages>().RunAsync(Ct);
        It.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task RunAsync() => (await It.RunAsync()).ShouldNotBeNull();

    private async Task TellAsync()
    {
        await It.Get<MakeMessages>().RunAsync(Ct);
        await It.Get<SendMessages>().RunAsync(Ct);
    }

    private async Task<Case> CaseAsync(string ownId, Lane lane)
    {
        var id = await It.SupplierIdAsync(ownId);
        return await It.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.SupplierId == id && c.Lane == lane, Ct));
    }

    private async Task CloseAsync(Case c, string words = "Read and judged.")
    {
        var result = await It.Get<DecideCase>().DecideAsync(Analyst, new CaseDecisionRequest(c.Id, CaseStatus.Closed, CaseOutcome.UsefulAlert, "evidence_reviewed", words), Ct);
        result.Done.ShouldBeTrue(string.Join(' ', result.Refusals.Select(r => r.Message)));
        // A grave one waits for a second person; it is closed with that person's words.
        if (result.Value!.Waits is { } waits) (await It.Get<SecondLook>().ApproveAsync(Admin, waits.Id, words, Ct)).Done.ShouldBeTrue();
    }

    private Task<int> WriteEventAsync(Case c, Guid id, DateTime at) => It.ReadAsync(db =>
    {
        db.CaseEvents.Add(new CaseEvent { Id = id, CaseId = c.Id, At = at, ActorId = "schedule", Kind = "updated", ChangesJson = "[]" });
        return db.SaveChangesAsync(Ct);
    });

    private static JObject Json(byte[] body) => JObject.Parse(Encoding.UTF8.GetString(body));

    // As the README says.
    private static bool IsSigned(string header, string secret, byte[] body)
    {
        var parts = header.Split(',').Select(p => p.Split('=', 2)).ToList();
        var at = parts.Single(p => p[0] == "t")[1];
        var due = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"{at}."), .. body]));
        return parts.Where(p => p[0] == "v1").Any(p => p[1] == due);
    }

    // Quoted-printable and base64 parts, read as far as these tests need.
    private static string Decoded(string mail)
    {
        var text = new StringBuilder(mail);
        foreach (Match part in Regex.Matches(mail, "base64\n(?:[A-Za-z-]+: [^\n]*\n)*\n(?<b>[A-Za-z0-9+/=\n]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            text.Append(Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups["b"].Value.Replace("\n", "", StringComparison.Ordinal))));
        return text.ToString().Replace("=\n", "", StringComparison.Ordinal);
    }
}
