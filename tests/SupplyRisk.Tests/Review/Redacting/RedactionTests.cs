using SupplyRisk.Review.Redacting;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Tests.Review.Redacting;

/// <summary>What may leave, output by output. A new output without its row here fails.</summary>
public sealed class RedactionTests
{
    private const string Told = "They hold my passport in the office safe and I pay to get it back.";
    private const string Audited = "The auditor saw that passports are kept in the office.";

    private static readonly string[] Everything = ["worker quote", "auditor quote", "unknown speaker", "small group", "large group", "worker report", "file name", "repeated words"];

    // Output and everything that may stand in it, in the order above.
    public static TheoryData<Output, string> Table => new()
    {
        { Output.ReviewPage, "worker quote|auditor quote|unknown speaker|small group|large group|worker report|file name|repeated words" },
        { Output.ReviewExport, "worker quote|auditor quote|unknown speaker|small group|large group|worker report|file name|repeated words" },
        { Output.SupplierPage, "large group" },
        { Output.MailedReport, "auditor quote|large group|file name" },
        { Output.Alert, "large group" },
        { Output.Webhook, "large group" },
        { Output.EvidencePack, "auditor quote|large group|file name" },
        { Output.Statement, "large group" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Lets_out_what_its_line_allows_and_nothing_else(Output output, string allowed)
    {
        var redaction = new Redaction(output, new WorkerWords([Told]));
        var out_ = Everything.Where(what => what switch
        {
            "worker quote" => redaction.Quote(Told, Speaker.Worker, [], "smeta") is not null,
            "auditor quote" => redaction.Quote(Audited, Speaker.Auditor, [], "smeta") is not null,
            "unknown speaker" => redaction.Quote(Audited, null, [], "smeta") is not null,
            "small group" => redaction.People(9) is not null || redaction.Text("Fees were paid by 9 workers.") is not null || redaction.Amount(500m, 9) is not null,
            "large group" => redaction.People(10) is not null && redaction.Text("Fees were paid by 10 workers.") is not null && redaction.Amount(500m, 10) is not null,
            "worker report" => redaction.FileName("grievance log 2026.pdf", "other") is not null || redaction.Quote(Audited, Speaker.Auditor, [], "other worker interviews.docx") is not null,
            "file name" => redaction.FileName("smeta 2026.pdf", "smeta") is not null,
            _ => redaction.Text($"Please explain: {Told}") is not null,
        });
        string.Join('|', out_).ShouldBe(allowed);
    }

    [Fact]
    public void Every_output_has_its_row() =>
        Table.Select(r => r.Data.Item1).Order().ShouldBe(Enum.GetValues<Output>());

    [Theory]
    [InlineData("They hold my passport in the office safe", "a part of it")]
    [InlineData("THEY HOLD MY PASSPORT, IN THE OFFICE SAFE!", "case and punctuation")]
    [InlineData("They\u200bhold\u200b my pass\u00adport in\nthe office  safe", "hidden marks and line ends")]
    [InlineData("they_hold-my_passport-in_the_office_safe.pdf", "as the name of a file")]
    [InlineData("Ｔｈｅｙ ｈｏｌｄ ｍｙ ｐａｓｓｐｏｒｔ ｉｎ ｔｈｅ ｏｆｆｉｃｅ", "in wide letters")]
    [InlineData("T h e y h o l d m y p a s s p o r t i n t h e o f f i c e", "letter by letter")]
    [InlineData("A worker told the auditor of it.", "that somebody spoke")]
    [InlineData("According to several workers it goes on.", "that somebody spoke, in other words")]
    public void Recognises_what_a_worker_said_however_it_is_dressed(string text, string why) =>
        new Redaction(Output.SupplierPage, new WorkerWords([Told])).Text(text).ShouldBeNull(why);

    [Theory]
    [InlineData("护照被公司收走", "请说明：护照被公司收走了")]
    [InlineData("หัวหน้าเก็บหนังสือเดินทางของผมไว้", "เอกสาร: หัวหน้าเก็บหนังสือเดินทาง")]
    [InlineData("No pay.", "Is it so? no pay")]
    public void Recognises_short_words_and_dense_scripts(string told, string text) =>
        new Redaction(Output.SupplierPage, new WorkerWords([told])).Text(text).ShouldBeNull();

    [Theory]
    [InlineData("Please return passports to everybody they belong to, and send us proof of the hand-over.")]
    [InlineData("Please give every worker a copy of the contract by 3/12/2026.")]
    [InlineData("Repay recruitment fees of the 240 people hired in 2025, in three instalments.")]
    [InlineData("None of 240 workers paid fees.")]
    [InlineData("Please post the hotline number 24/7 at the gate.")]
    public void Lets_ordinary_requests_through(string text) =>
        new Redaction(Output.SupplierPage, new WorkerWords([Told])).Text(text).ShouldBe(text);

    [Theory]
    [InlineData("One of 12 workers paid fees.", false)]
    [InlineData("11 of 12 workers paid fees.", false)] // the one left over is a group, too
    [InlineData("18 of 22 interviewed were charged.", false)]
    [InlineData("3 out of 40 contracts were missing.", false)]
    [InlineData("2/14 workers paid.", false)]
    [InlineData("Seven of the workers paid.", false)]
    [InlineData("Four Nepalese women paid.", false)]
    [InlineData("The only woman on the line was moved.", false)]
    [InlineData("12 of 30 workers paid fees.", true)]
    [InlineData("1,200 of 3,400 workers paid fees.", true)]
    public void Names_no_group_of_fewer_than_ten(string text, bool goesOut) =>
        (new Redaction(Output.EvidencePack, new WorkerWords([])).Text(text) is not null).ShouldBe(goesOut);

    [Fact]
    public void A_passage_that_counts_few_people_stays_in_whatever_language_it_counts_them()
    {
        var few = new Quantity(QuantityKind.People, 3, null, 40, "三名工人", 0, 4);
        new Redaction(Output.EvidencePack, new WorkerWords([])).Quote("四十名工人中有三名", Speaker.Auditor, [few], "smeta").ShouldBeNull();
    }

    [Fact]
    public void A_row_of_the_account_keeps_its_points_and_loses_what_tells_of_few()
    {
        var row = new ContributionRow("ilo.fees", Indicator.DebtBondage, ScorePart.Evidence, 1250, "Recruitment fees: one of 12 workers (found in 2 documents).",
            [new EvidenceRow("grievances.txt", "a", null, 0, 4, Told, EvidenceStatus.Asserted), new EvidenceRow("smeta.pdf", "b", 2, 5, 9, Audited, EvidenceStatus.Asserted)]);
        var redaction = new Redaction(Output.EvidencePack, new WorkerWords([Told]));
        var shown = redaction.Row(row, "Recruitment fees paid by workers", e => e.Sha256 == "a" ? Speaker.Worker : Speaker.Auditor);
        (shown.Points, shown.Because).ShouldBe((1250, "Recruitment fees paid by workers"));
        shown.Evidence.ShouldHaveSingleItem().Quote.ShouldBe(Audited);
        new Redaction(Output.ReviewPage, new WorkerWords([Told])).Row(row, "", _ => null).ShouldBe(row);
    }

    [Fact]
    public void What_would_lower_a_band_goes_out_without_what_was_told()
    {
        var redaction = new Redaction(Output.SupplierPage, new WorkerWords([Told]));
        redaction.Change(new Change(ChangeKind.Remedy, $"Put right: {Told}", null, [], ["Proof"], "")).ShouldBeNull();
        var change = redaction.Change(new Change(ChangeKind.Document, "A policy on identity documents.", null, [], ["The policy", $"An answer to: {Told}"], "One of 9 workers confirms it."));
        change.ShouldNotBeNull();
        (change.AskFor, change.Provided).ShouldSatisfyAllConditions(c => c.AskFor.ShouldBe(["The policy"]), c => c.Provided.ShouldBe(""));
    }
}
