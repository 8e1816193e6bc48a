using System.Globalization;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads <c>score.yaml</c> and refuses weights that would break what the score promises (more evidence never lowers, older never counts more, triggers floor at 90).</summary>
internal sealed class ScoreReader(MappingReader root)
{
    private static readonly string[] Announcements = ["unannounced", "semi_announced", "announced", "not_stated"];
    private bool _failed;

    public ScoreDeclaration? Read()
    {
        root.Whole("version", 1, 1, required: true);
        var inherent = root.Mapping("inherent", required: true);
        var evidence = root.Mapping("evidence", required: true);
        var controls = root.Mapping("controls", required: true);
        var floors = root.Mapping("floors", required: true);
        var coverage = root.Mapping("coverage", required: true);
        var bands = root.Mapping("bands", required: true);
        root.RefuseOthers();
        if (inherent is null || evidence is null || controls is null || floors is null || coverage is null || bands is null) return null;
        var read = new ScoreDeclaration(
            ByEnum<Severity>(inherent, "shares", ascending: true), Whole(inherent, "cap", 1, 100),
            ByEnum<Severity>(evidence, "shares", ascending: true), Whole(evidence, "trigger", 1, 100),
            Statuses(evidence), Ages(evidence, "age", undatedMustBe: 100), Whole(evidence, "repeat", 0, 100), Whole(evidence, "repeats_counted", 0, 20),
            Steps(evidence),
            ByEnum<ControlStrength>(controls, "points", ascending: true), Ages(controls, "age", undatedMustBe: 0), Whole(controls, "cap", 0, 50),
            Whole(floors, "trigger", 90, 100), Whole(floors, "severe", 0, 100),
            Coverage(coverage), new BandDeclaration(Whole(bands, "medium", 1, 100), Whole(bands, "high", 1, 100), Whole(bands, "critical", 1, 100)))
        {
            TraceCap = evidence.Has("traces") ? Whole(evidence, "traces", 0, 100) : 100,
            Grades = Grades(evidence),
        };
        if (read.Bands is not { } b || b.Medium >= b.High || b.High >= b.Critical) Fail(bands, "Bands must rise: medium, high, critical.");
        foreach (var part in new[] { inherent, evidence, controls, floors, bands }) part.RefuseOthers();
        return _failed ? null : read;
    }

    // Left out, what was put right is not capped, and no grade moves anything.
    private GradeSteps Grades(MappingReader evidence)
    {
        if (evidence.Mapping("grades") is not { } grades) return GradeSteps.None;
        var steps = Enum.GetValues<AuditGrade>().ToDictionary(g => g, g => Whole(grades, g.Snake(), -1, 3));
        var clause = Whole(grades, "forced_labour_clause", 0, 1);
        grades.RefuseOthers();
        if (!_failed && steps.Zip(steps.Skip(1)).Any(p => p.First.Value > p.Second.Value)) Fail(grades, "`grades` must rise: a graver one never counts less.");
        return new GradeSteps(steps, clause);
    }

    private CoverageDeclaration Coverage(MappingReader coverage)
    {
        var read = new CoverageDeclaration(
            Whole(coverage, "country", 0, 100), Whole(coverage, "goods", 0, 100), Whole(coverage, "sector", 0, 100),
            Whole(coverage, "lists", 0, 100), Whole(coverage, "indicators", 0, 100),
            Denial(coverage), (0, 0), new Dictionary<Speaker, int>(), new Dictionary<DenialLoss, int>(), new AgeSteps([], 0, 0), Required(coverage));
        if (coverage.Mapping("denial") is { } denial)
        {
            read = read with
            {
                Interviews = (Whole(denial, "interviews_stated", 0, 100), Whole(denial, "interviews_not_stated", 0, 100)),
                Speakers = ByEnum<Speaker>(denial, "speaker", ascending: false),
                Losses = ByEnum<DenialLoss>(denial, "rules", ascending: false),
                Age = Ages(denial, "age", undatedMustBe: 0),
            };
            denial.Knows("announcement");
            denial.RefuseOthers();
        }

        if (!_failed && read.Country + read.Goods + read.Sector + read.Lists + read.Indicators != 100) Fail(coverage, "country, goods, sector, lists and indicators must add up to 100.");
        coverage.RefuseOthers();
        return read;
    }

    private Dictionary<string, int> Denial(MappingReader coverage)
    {
        var denial = coverage.Mapping("denial", required: true)?.Mapping("announcement", required: true);
        if (denial is null) return Failed<Dictionary<string, int>>([]);
        var read = Announcements.ToDictionary(a => a, a => Whole(denial, a, 0, 100));
        denial.RefuseOthers();
        return read;
    }

    private List<(int InherentBelow, int Coverage)> Required(MappingReader coverage)
    {
        var read = coverage.Mappings("required", required: true)
            .Select(r => (Below: Whole(r, "inherent_below", 1, 101), Coverage: Whole(r, "coverage", 0, 100), Reader: r)).ToList();
        foreach (var step in read) step.Reader.RefuseOthers();
        var rises = read.Zip(read.Skip(1)).All(p => p.First.Below < p.Second.Below && p.First.Coverage <= p.Second.Coverage);
        if (read.Count == 0 || !rises || read[^1].Below != 101) Fail(coverage, "`required` must rise and end with `inherent_below: 101`.");
        return [.. read.Select(r => (r.Below, r.Coverage))];
    }

    private Dictionary<EvidenceStatus, int> Statuses(MappingReader evidence)
    {
        var read = ByEnum<EvidenceStatus>(evidence, "status", ascending: false);
        var small = read.Where(s => s.Key is EvidenceStatus.Remediated or EvidenceStatus.Historic).All(s => s.Value <= 50);
        var none = read.Where(s => s.Key is not (EvidenceStatus.Asserted or EvidenceStatus.Remediated or EvidenceStatus.Historic)).All(s => s.Value == 0);
        if (!_failed && (read[EvidenceStatus.Asserted] != 100 || !small || !none)) Fail(evidence, "`status`: asserted counts 100, remediated and historic at most 50, every other status 0.");
        return read;
    }

    private List<int> Steps(MappingReader evidence)
    {
        var texts = evidence.Texts("upstream_steps", required: true);
        var read = texts.Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
        var falls = read.Zip(read.Skip(1)).All(p => p.First >= p.Second);
        if (read.Count == 0 || read.Any(n => n is < 0 or > 100) || !falls) Fail(evidence, "`upstream_steps` is a list of percents that does not rise.");
        return read;
    }

    private AgeSteps Ages(MappingReader reader, string key, int undatedMustBe)
    {
        if (reader.Mapping(key, required: true) is not { } ages) return Failed(new AgeSteps([], 0, 0));
        var steps = ages.Mappings("steps", required: true).Select(s => (Whole(s, "months", 1, 1200), Whole(s, "percent", 0, 100), s)).ToList();
        foreach (var (_, _, step) in steps) step.RefuseOthers();
        var read = new AgeSteps([.. steps.Select(s => (s.Item1, s.Item2))], Whole(ages, "older", 0, 100), Whole(ages, "undated", 0, 100));
        ages.RefuseOthers();
        var falls = steps.Zip(steps.Skip(1)).All(p => p.First.Item1 < p.Second.Item1 && p.First.Item2 >= p.Second.Item2);
        if (!_failed && (steps.Count == 0 || !falls || read.Older > steps[^1].Item2)) Fail(ages, "Older may never count more.");
        if (!_failed && read.Undated != undatedMustBe) Fail(ages, $"`undated` must be {undatedMustBe}: what is not known never lowers a score.");
        return read;
    }

    private Dictionary<T, int> ByEnum<T>(MappingReader reader, string key, bool ascending)
        where T : struct, Enum
    {
        if (reader.Mapping(key, required: true) is not { } mapping) return Failed(Enum.GetValues<T>().ToDictionary(v => v, _ => 0));
        var read = Enum.GetValues<T>().ToDictionary(v => v, v => Whole(mapping, v.Snake(), 0, 100));
        mapping.RefuseOthers();
        var values = read.Values.ToList();
        if (!_failed && ascending && values.Zip(values.Skip(1)).Any(p => p.First > p.Second)) Fail(mapping, $"`{key}` must rise.");
        return read;
    }

    private int Whole(MappingReader reader, string key, int least, int most) =>
        reader.Whole(key, least, most, required: true) ?? Failed(0);

    private T Failed<T>(T value)
    {
        _failed = true;
        return value;
    }

    private void Fail(MappingReader at, string message)
    {
        _failed = true;
        at.Problem(at.Node, message);
    }
}
