using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>Draws up the account of one supplier: inherent plus evidence less controls, held between caps and floors, every step a row.</summary>
internal sealed class Scoring(RulesetBundle bundle, FactScope scope, IReadOnlyList<FiredRule> fired)
{
    private readonly ScoreDeclaration _score = bundle.Declaration;
    private readonly EvidenceWeights _weights = new(bundle, scope.Facts.AsOf, scope.Facts.Country);
    private readonly List<Contribution> _rows = [];

    public ScoreCard Card()
    {
        var inherent = Inherent();
        var evidence = Evidence();
        var voided = fired.FirstOrDefault(f => f.Counts && f.Rule.NoAuditCounts);
        var controls = Controls(voided, inherent + evidence);
        var residual = Bound(inherent + evidence - controls);
        var coverage = new Coverage(bundle, scope.Facts, voided is null, fired);
        var band = Band(residual, inherent, coverage);
        return new ScoreCard
        {
            Inherent = inherent,
            Evidence = evidence,
            Controls = controls,
            Residual = residual,
            CoverageHundredths = coverage.Total,
            Band = band,
            Contributions =
            [
                .. _rows.OrderBy(r => r.Part).ThenByDescending(r => r.Hundredths)
                    .ThenBy(r => r.Rule, StringComparer.Ordinal).ThenBy(r => r.Because, StringComparer.Ordinal),
            ],
            Flags = Flags(band, residual, inherent, coverage),
        };
    }

    private int Inherent()
    {
        var weighted = Of(RulePart.Inherent).Select(f => new Weighted(
            f.Rule.Id, f.Rule.Indicator, _score.InherentShares[f.Rule.Severity ?? Severity.Weak] * 100, f.Because, [], f.Counts));
        var sum = Add(Shares.Rows(weighted, ScorePart.Inherent));
        return sum - Cap(sum - (_score.InherentCap * 100), "score.cap.inherent", $"Place and goods alone give at most {_score.InherentCap} points.", -1);
    }

    private int Evidence()
    {
        // A question in shadow mode raises no flag, so it is mentioned here like one that only is to be mentioned.
        var mentioned = Of(RulePart.Question).Where(f => !f.Rule.RaisesFlag || !f.Counts)
            .Select(f => new Weighted(f.Rule.Id, f.Rule.Indicator, 0, f.Because, [], f.Counts));
        var weighted = _weights.OfFindings(scope.Findings)
            .Concat(Of(RulePart.Evidence).Concat(Of(RulePart.Trigger)).Select(_weights.OfFact))
            .Concat(mentioned);
        var rows = Shares.Rows(weighted, ScorePart.Evidence);
        return Add(rows) - Cap(rows.Where(r => r.IsTrace).Sum(r => r.Hundredths) - (_score.TraceCap * 100), "score.cap.traces", $"What was put right or lies long past adds at most {_score.TraceCap} points together.", -1);
    }

    private int Controls(FiredRule? voided, int atMost)
    {
        var rows = Of(RulePart.Control).Select(f =>
        {
            var percent = f.Documents.Count == 0 ? 0 : f.Documents.Max(d => _score.ControlAge.Percent(d.Date, scope.Facts.AsOf));
            var points = voided is null ? _score.ControlPoints[f.Rule.Strength ?? ControlStrength.Slight] * percent : 0;
            var because = voided is not null ? $"{f.Because} Not counted: {voided.Rule.Title}."
                : percent < 100 ? $"{f.Because} Counted at {percent} % for its age." : f.Because;
            return new Contribution(f.Rule.Id, f.Rule.Indicator, ScorePart.Control, f.Counts ? -points : 0, f.Counts ? because : Shares.Hint(-points, because), f.Findings) { IsHint = !f.Counts };
        });
        var sum = -Add(rows);
        var most = Math.Min(_score.ControlCap * 100, atMost);
        return sum - Cap(sum - most, "score.cap.controls", $"Controls lower by at most {_score.ControlCap} points, and not below zero.", 1);
    }

    private int Bound(int sum)
    {
        sum -= Cap(sum - 10000, "score.cap.total", "A score is at most 100.", -1);
        var upstream = fired.Where(f => f.Counts && f.Rule.WeighedBySteps).Select(_weights.StepShare).DefaultIfEmpty(0).Max();
        var trigger = fired.Any(f => f.Counts && f.Rule.Part == RulePart.Trigger) ? _score.TriggerFloor * 100 : 0;
        var floors = new[]
        {
            (Least: trigger, Rule: "score.floor.trigger", Because: $"A hard trigger holds the score at {_score.TriggerFloor} or more, whatever else is known."),
            (Least: upstream, Rule: "score.floor.upstream", Because: "What a supplier shows of itself does not lower what stands up its chain."),
            (Least: _weights.SevereFloor(scope.Findings), Rule: "score.floor.severe", Because: "Severe asserted evidence is a floor; controls do not average it away."),
        };
        var floor = floors.MaxBy(f => f.Least);
        if (sum >= floor.Least) return sum;
        _rows.Add(new Contribution(floor.Rule, null, ScorePart.Floor, floor.Least - sum, floor.Because, []));
        return floor.Least;
    }

    private Band Band(int residual, int inherent, Coverage coverage)
    {
        var points = (residual + 50) / 100;
        var band = points >= _score.Bands.Critical ? Model.Band.Critical
            : points >= _score.Bands.High ? Model.Band.High
            : points >= _score.Bands.Medium ? Model.Band.Medium : Model.Band.Low;
        if (SomethingIsStated())
        {
            // Something is stated, so it is rated; but what place or goods would add is not known, so it is not good.
            return band == Model.Band.Low && !MasterDataKnown(coverage) ? Model.Band.Medium : band;
        }

        var tooLittle = coverage.Total < coverage.Required(inherent) || (band == Model.Band.Low && !MasterDataKnown(coverage));
        return tooLittle ? Model.Band.CannotRate : band;
    }

    private static bool MasterDataKnown(Coverage coverage) => coverage.CountryKnown && coverage.GoodsKnown;

    private bool SomethingIsStated() =>
        fired.Any(f => f.Counts && (f.Rule.Part is RulePart.Trigger or RulePart.Evidence || f.Rule.AlwaysRated))
        || scope.Findings.Any(_weights.IsAsserted);

    private IReadOnlyList<Flag> Flags(Band band, int residual, int inherent, Coverage coverage)
    {
        var flags = Of(RulePart.Trigger).Where(f => f.Counts).Select(f => new Flag(FlagKind.HardTrigger, f.Rule.Id, f.Because))
            .Concat(Of(RulePart.Question).Where(f => f.Counts && f.Rule.RaisesFlag).Select(f => new Flag(FlagKind.MatchToCheck, f.Rule.Id, f.Because)))
            .ToList();
        if (band is Model.Band.High or Model.Band.Critical)
        {
            var most = _rows.OrderByDescending(r => r.Hundredths).ThenBy(r => r.Rule, StringComparer.Ordinal).First();
            flags.Add(new Flag(FlagKind.Risk, most.Rule, $"Risk score {(residual + 50) / 100}, {band.Snake()}. Most of it: {most.Because}"));
        }
        else if (band == Model.Band.CannotRate)
        {
            flags.Add(new Flag(FlagKind.GatherEvidence, "score.cannot-rate", Missing(inherent, coverage)));
        }

        return [.. flags.OrderBy(f => f.Kind).ThenBy(f => f.Rule, StringComparer.Ordinal)];
    }

    private static string Missing(int inherent, Coverage coverage)
    {
        var missing = new List<string>();
        if (!coverage.CountryKnown) missing.Add("country");
        if (!coverage.GoodsKnown) missing.Add("goods or HS code");
        if (!coverage.SectorKnown) missing.Add("sector");
        var ask = missing.Count == 0 ? "independent evidence, indicator by indicator" : string.Join(", ", missing);
        return $"Too little is known: coverage {coverage.Total} %, {coverage.Required(inherent)} % needed at this inherent risk, and nothing is asserted. Ask for {ask}.";
    }

    private IEnumerable<FiredRule> Of(RulePart part) => fired.Where(f => f.Rule.Part == part);

    private int Add(IEnumerable<Contribution> rows)
    {
        var sum = 0;
        foreach (var row in rows)
        {
            _rows.Add(row);
            sum += row.Hundredths;
        }

        return sum;
    }

    /// <summary>Writes a row that takes the excess back; gives the excess.</summary>
    private int Cap(int excess, string rule, string because, int sign)
    {
        if (excess <= 0) return 0;
        _rows.Add(new Contribution(rule, null, ScorePart.Cap, sign * excess, because, []));
        return excess;
    }
}
