using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Review;
using SupplyRisk.Review.Actions;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Figures;

/// <summary>Every figure a statement may bind.</summary>
public static class FigureCatalogue
{
    private const int MostParts = 10;

    public static readonly IReadOnlyList<Figure> All =
    [
        new("suppliers_listed", "Suppliers on record", "Suppliers that a supplier list named on the day of the figures.", FigureUnit.Count, "suppliers", r => Counted(r.Suppliers, s => s.Id)),
        new("suppliers_screened", "Suppliers screened", "Of these, those with a screening.", FigureUnit.Count, "suppliers", r => Counted(r.Suppliers.Where(s => s.Band is not null), s => s.Id)),
        new("suppliers_not_rated", "Suppliers that cannot be rated", "Of these, those of whom too little is known to rate them.", FigureUnit.Count, "suppliers", r => Counted(r.Suppliers.Where(s => s.Band == Band.CannotRate), s => s.Id)),
        new("supplier_countries", "Countries of suppliers", "Countries named for suppliers on record.", FigureUnit.Count, "suppliers", r => new(r.Suppliers.Where(s => s.Country is not null).Select(s => s.Country).Distinct().Count(), [], Ids(r.Suppliers.Where(s => s.Country is not null), s => s.Id))),
        new("suppliers_by_tier", "Suppliers by tier", "Suppliers on record by the tier their list gives them.", FigureUnit.Table, "suppliers", r => Table(r.Suppliers.OrderBy(s => s.Tier ?? int.MaxValue), s => Tier(s.Tier), s => s.Id, inOrder: true)),
        new("suppliers_by_country", "Suppliers by country", "Suppliers on record by country, the ten largest.", FigureUnit.Table, "suppliers", r => Table(r.Suppliers, s => Country(s.Country), s => s.Id)),
        new("coverage_by_tier", "How much is known, by tier (per cent)", "Mean coverage of screened suppliers, by tier, rounded down.", FigureUnit.Table, "suppliers", CoverageByTier),
        new("flags_raised", "Suppliers flagged in the period", "Suppliers first flagged for their risk in the period. Open questions, such as matches that nobody confirmed, are none.", FigureUnit.Count, "flags", r => Counted(Raised(r), f => f.Id)),
        new("flags_by_band", "Flagged suppliers by band", "Suppliers flagged in the period, by their band on the day of the figures.", FigureUnit.Table, "flags", r => Table(Raised(r).OrderByDescending(f => f.Band is Band.CannotRate ? null : f.Band), f => f.Band is { } b ? Words.Snake(b).Replace('_', ' ') : "not rated", f => f.Id, inOrder: true)),
        new("flags_by_indicator", "Flagged suppliers by indicator", "Suppliers flagged in the period, once for each indicator of forced labour that findings behind the score are about.", FigureUnit.Table, "flags", FlagsByIndicator),
        new("flags_by_country", "Flagged suppliers by country", "Suppliers flagged in the period, by country, the ten largest.", FigureUnit.Table, "flags", r => Table(Raised(r), f => Country(f.Country), f => f.Id)),
        new("flags_decided", "Flags decided in the period", "Flagged suppliers whose case a person closed with an outcome in the period; the last decision counts.", FigureUnit.Count, "flags", r => Counted(Decided(r), f => f.Id)),
        new("flags_by_outcome", "Flags by outcome", "Flags decided in the period, by outcome.", FigureUnit.Table, "flags", r => Table(Decided(r).OrderBy(f => f.Outcome), f => Words.Snake(f.Outcome!.Value).Replace('_', ' '), f => f.Id, inOrder: true)), // decided ones have one
        new("flag_precision", "Flags worth the look", "Of the flags decided in the period as confirmed, useful or false, the share that was confirmed or useful, rounded down.", FigureUnit.Percent, "flags", r => Precision(Decided(r))),
        new("rule_precision", "Rules worth the look (per cent)", "The same by the rules in the account of the decision, for the ten rules with most decisions.", FigureUnit.Table, "flags", RulePrecision),
        new("days_to_decision", "Days from flag to decision", "Median over the flags decided in the period, rounded up.", FigureUnit.Days, "flags", r => Median(Decided(r), f => f.DecidedOn!.Value.DayNumber - f.OpenedOn.DayNumber, f => f.Id)), // decided ones have a day
        new("audits_held", "Audit reports", "Audit reports about suppliers on record, with an audit or report date in the period.", FigureUnit.Count, "audits", r => Counted(Audits(r), a => a.Id)),
        new("audits_by_kind", "Audit reports by kind", "The same by scheme.", FigureUnit.Table, "audits", r => Table(Audits(r), a => Kind(a.Kind), a => a.Id)),
        new("audits_independent", "Audit reports that name an audit body", "The same that name the body that audited.", FigureUnit.Count, "audits", r => Counted(Audits(r).Where(a => a.NamesBody), a => a.Id)),
        new("audits_unannounced", "Unannounced audits", "The same that say they were not announced.", FigureUnit.Count, "audits", r => Counted(Audits(r).Where(a => a.Unannounced), a => a.Id)),
        new("actions_opened", "Corrective actions opened", "Corrective actions planned in the period.", FigureUnit.Count, "actions", r => Counted(Opened(r), a => a.Id)),
        new("actions_by_kind", "Corrective actions by kind", "The same by kind.", FigureUnit.Table, "actions", r => Table(Opened(r), a => Words.Snake(a.Kind).Replace('_', ' '), a => a.Id)),
        new("actions_closed", "Corrective actions closed", "Corrective actions said to be done in the period, and not reopened since.", FigureUnit.Count, "actions", r => Counted(Closed(r), a => a.Id)),
        new("actions_verified", "Corrective actions verified", "Corrective actions that a second person verified in the period.", FigureUnit.Count, "actions", r => Counted(r.Actions.Where(a => a.State == ActionState.Verified && r.InPeriod(a.JudgedOn)), a => a.Id)),
        new("actions_not_effective", "Corrective actions not effective", "Corrective actions that a second person found not effective in the period.", FigureUnit.Count, "actions", r => Counted(r.Actions.Where(a => a.State == ActionState.NotEffective && r.InPeriod(a.JudgedOn)), a => a.Id)),
        new("actions_overdue", "Corrective actions overdue", "Corrective actions still open on the day of the figures and due before it.", FigureUnit.Count, "actions", r => Counted(r.Actions.Where(a => ActionStates.Open.Contains(a.State) && a.Due < r.AsOf), a => a.Id)),
        new("days_to_remedy", "Days to remedy", "Median days from plan to done over the corrective actions closed in the period, rounded up.", FigureUnit.Days, "actions", r => Median(Closed(r), a => a.DoneOn!.Value.DayNumber - a.OpenedOn.DayNumber, a => a.Id)), // closed ones have a day
        new("people_repaid", "People repaid", "People who had fees or wages repaid by actions changed in the period; an action for fewer than ten people is left out.", FigureUnit.Count, "actions", r => Sum(Repaid(r).Where(a => a.People is not null), a => a.People, a => a.Id)),
        new("amount_repaid", "Amount repaid", "What they were paid, by currency; nothing is converted.", FigureUnit.Money, "actions", AmountRepaid),
        new("people_trained", "People trained", "People trained on forced labour by the training recorded for the period; a course for fewer than ten people is left out.", FigureUnit.Count, "facts", r => Sum(Facts(r, RecordKind.Training).Where(f => f.Count is not null), f => f.Count, f => f.Id)),
        new("buyers_trained", "People trained who are responsible for buying", "Of these, those responsible for buying.", FigureUnit.Count, "facts", r => Sum(Facts(r, RecordKind.Training).Where(f => f.OfThem is not null), f => f.OfThem, f => f.Id)),
        new("training_by_course", "Training", "Courses recorded for the period.", FigureUnit.List, "facts", r => Names(Facts(r, RecordKind.Training))),
        new("grievances_received", "Grievances received", "Grievances recorded for the period; fewer than ten are left out.", FigureUnit.Count, "facts", r => Sum(Facts(r, RecordKind.Grievances).Where(f => f.Count is not null), f => f.Count, f => f.Id)),
        new("grievances_resolved", "Grievances resolved", "Of these, those resolved.", FigureUnit.Count, "facts", r => Sum(Facts(r, RecordKind.Grievances).Where(f => f.OfThem is not null), f => f.OfThem, f => f.Id)),
        new("policies_recorded", "Policies", "Policies recorded up to the end of the period.", FigureUnit.List, "facts", r => Names(UpToNow(r, RecordKind.Policy))),
        new("suppliers_with_code", "Suppliers that accepted the code", "As last recorded up to the end of the period.", FigureUnit.Count, "facts", r => Last(UpToNow(r, RecordKind.SupplierCode))),
        new("suppliers_certified", "Direct suppliers that certified", "As last recorded up to the end of the period.", FigureUnit.Count, "facts", r => Last(UpToNow(r, RecordKind.SupplierCertification))),
        new("third_party_verification", "Verification by third parties", "Recorded for the period.", FigureUnit.List, "facts", r => Names(Facts(r, RecordKind.ThirdPartyVerification))),
        new("consultations_recorded", "Consultations", "Recorded for the period.", FigureUnit.List, "facts", r => Names(Facts(r, RecordKind.Consultation))),
        new("lost_income_recorded", "Measures for lost income", "Recorded for the period.", FigureUnit.List, "facts", r => Names(Facts(r, RecordKind.LostIncome))),
    ];

    private static readonly Dictionary<string, Figure> ById = All.ToDictionary(f => f.Id, StringComparer.Ordinal);

    public static Figure? Find(string id) => ById.GetValueOrDefault(id);

    private static IEnumerable<FrozenFlag> Raised(FrozenRecords r) => r.Flags.Where(f => r.InPeriod(f.OpenedOn));

    private static IEnumerable<FrozenFlag> Decided(FrozenRecords r) => r.Flags.Where(f => r.InPeriod(f.DecidedOn) && f.Outcome is not null);

    private static IEnumerable<FrozenAudit> Audits(FrozenRecords r) => r.Audits.Where(a => r.InPeriod(a.On));

    private static IEnumerable<FrozenAction> Opened(FrozenRecords r) => r.Actions.Where(a => r.InPeriod(a.OpenedOn));

    private static IEnumerable<FrozenAction> Closed(FrozenRecords r) => r.Actions.Where(a => a.State is ActionState.Done or ActionState.Verified && r.InPeriod(a.DoneOn));

    private static IEnumerable<FrozenAction> Repaid(FrozenRecords r) => r.Actions.Where(a => a.Kind is RemedyKind.FeesRepaid or RemedyKind.BackPay && a.State != ActionState.Cancelled && r.InPeriod(a.DoneOn ?? a.ChangedOn));

    private static IEnumerable<FrozenFact> Facts(FrozenRecords r, RecordKind kind) => r.Facts.Where(f => f.Kind == kind && r.InPeriod(f.On));

    private static IEnumerable<FrozenFact> UpToNow(FrozenRecords r, RecordKind kind) => r.Facts.Where(f => f.Kind == kind && f.On <= r.PeriodTo);

    private static FigureValue FlagsByIndicator(FrozenRecords r)
    {
        var flags = Raised(r).Where(f => f.Indicators.Count > 0).ToList();
        var parts = flags.SelectMany(f => f.Indicators).GroupBy(i => i).OrderByDescending(g => g.Count()).ThenBy(g => g.Key);
        return new(null, [.. parts.Select(g => new FigurePart(Words.Snake(g.Key).Replace('_', ' '), g.Count()))], Ids(flags, f => f.Id));
    }

    private static FigureValue CoverageByTier(FrozenRecords r)
    {
        var known = r.Suppliers.Where(s => s.Coverage is not null).ToList();
        return new(null, [.. known.GroupBy(s => s.Tier).OrderBy(g => g.Key ?? int.MaxValue).Select(g => new FigurePart(Tier(g.Key), decimal.Floor((decimal)g.Sum(s => s.Coverage!.Value) / g.Count())))], Ids(known, s => s.Id)); // known ones have it
    }

    private static FigureValue Precision(IEnumerable<FrozenFlag> decided)
    {
        var judged = decided.Where(f => f.Outcome is not CaseOutcome.CannotRate).ToList();
        return new(judged.Count == 0 ? null : judged.Count(Worth) * 100 / judged.Count, [], Ids(judged, f => f.Id));
    }

    private static FigureValue RulePrecision(FrozenRecords r)
    {
        var judged = Decided(r).Where(f => f.Outcome is not CaseOutcome.CannotRate && f.Rules.Count > 0).ToList();
        var rules = judged.SelectMany(f => f.Rules.Select(rule => (Rule: rule, Flag: f))).GroupBy(x => x.Rule, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostParts);
        return new(null, [.. rules.Select(g => new FigurePart(g.Key, g.Count(x => Worth(x.Flag)) * 100 / g.Count()))], Ids(judged, f => f.Id));
    }

    private static FigureValue AmountRepaid(FrozenRecords r)
    {
        var paid = Repaid(r).Where(a => a is { Amount: not null, Currency: not null }).ToList();
        return new(null, [.. paid.GroupBy(a => a.Currency!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new FigurePart(g.Key, g.Sum(a => a.Amount)))], Ids(paid, a => a.Id)); // those with a currency
    }

    private static bool Worth(FrozenFlag f) => f.Outcome is CaseOutcome.ConfirmedConcern or CaseOutcome.UsefulAlert;

    private static FigureValue Counted<T>(IEnumerable<T> rows, Func<T, string> id)
    {
        var ids = Ids(rows, id);
        return new(ids.Count, [], ids);
    }

    private static FigureValue Sum<T>(IEnumerable<T> rows, Func<T, int?> value, Func<T, string> id)
    {
        var all = rows.ToList();
        return new(all.Count == 0 ? null : all.Sum(value), [], Ids(all, id));
    }

    private static FigureValue Median<T>(IEnumerable<T> rows, Func<T, int> days, Func<T, string> id)
    {
        var all = rows.OrderBy(days).ToList();
        decimal? median = all.Count switch
        {
            0 => null,
            var n when n % 2 == 1 => days(all[n / 2]),
            var n => decimal.Ceiling((days(all[(n / 2) - 1]) + days(all[n / 2])) / 2m),
        };
        return new(median, [], Ids(all, id));
    }

    private static FigureValue Last(IEnumerable<FrozenFact> facts) =>
        facts.Where(f => f.Count is not null).OrderBy(f => f.On).ThenBy(f => f.Id, StringComparer.Ordinal).LastOrDefault() is { } last ? new(last.Count, [], [last.Id]) : new(null, [], []);

    private static FigureValue Names(IEnumerable<FrozenFact> facts)
    {
        var named = facts.Where(f => f.What is not null).OrderBy(f => f.On).ThenBy(f => f.Id, StringComparer.Ordinal).ToList();
        return new(null, [.. named.Select(f => new FigurePart(f.What!, null))], [.. named.Select(f => f.Id)]); // only named ones
    }

    private static FigureValue Table<T>(IEnumerable<T> rows, Func<T, string> label, Func<T, string> id, bool inOrder = false)
    {
        var all = rows.ToList();
        var parts = all.GroupBy(label, StringComparer.Ordinal).Select(g => new FigurePart(g.Key, g.Count())).ToList();
        if (!inOrder) parts = [.. parts.OrderByDescending(p => p.Number).ThenBy(p => p.Label, StringComparer.Ordinal)];
        if (parts.Count > MostParts) parts = [.. parts.Take(MostParts), new FigurePart("others", parts.Skip(MostParts).Sum(p => p.Number))];
        return new(null, parts, Ids(all, id));
    }

    private static List<string> Ids<T>(IEnumerable<T> rows, Func<T, string> id) => [.. rows.Select(id).Order(StringComparer.Ordinal)];

    private static string Tier(int? tier) => tier is { } t ? $"tier {t}" : "tier not known";

    private static string Country(string? code) => code is null ? "not known" : CountryNames.English(code) ?? code;

    private static string Kind(string kind) => kind is "smeta" or "bsci" or "rba" or "wrap" or "slcp" or "sa8000" ? kind.ToUpperInvariant() : kind.Replace('_', ' ');
}
