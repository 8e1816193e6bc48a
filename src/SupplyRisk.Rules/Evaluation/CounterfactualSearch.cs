using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>
/// Looks through sets of changes by size. No change raises the residual, so a change without which even all the others together do not reach a lower
/// band belongs to every set that does; only the rest is tried out. A set that leaves too little known is no lower band, so bands are always computed.
/// </summary>
internal sealed class CounterfactualSearch(RulesetBundle bundle, SubjectFacts facts)
{
    private const int MostScorings = 6_000;
    private readonly ScoreCard _now = bundle.Score(facts);
    private int _scorings;

    public Counterfactual Run()
    {
        var changes = PossibleChanges.Of(bundle, facts);
        var all = Score(changes);
        var stays = all.Contributions.Where(c => c.Hundredths > 0 && c.Part is ScorePart.Inherent or ScorePart.Evidence && c.Hundredths > 0).ToList();
        var forced = changes.Where(c => !FallsInPoints(Score([.. changes.Where(o => o != c)]))).ToList();
        var (found, exact) = _now.Band == Band.Low || !FallsInPoints(all) ? (null, true) : Smallest(changes, forced);
        if (found is null) return new Counterfactual(_now.Band, _now.RiskScore, null, null, [], exact, stays);
        var after = Score(found);
        return new Counterfactual(_now.Band, _now.RiskScore, after.Band, after.RiskScore, found, exact, stays);
    }

    private (List<Change>? Found, bool Exact) Smallest(IReadOnlyList<Change> changes, List<Change> forced)
    {
        var free = changes.Where(c => !forced.Contains(c)).ToList();
        for (var more = 0; more <= free.Count; more++)
        {
            List<Change>? best = null;
            var lowest = int.MaxValue;
            foreach (var picked in Subsets(free, more, 0))
            {
                if (_scorings >= MostScorings) return (best ?? Irreducible(changes), false);
                var set = changes.Where(c => forced.Contains(c) || picked.Contains(c)).ToList();
                var card = Score(set);
                if (!Falls(card) || card.Residual >= lowest) continue;
                (best, lowest) = (set, card.Residual);
            }

            if (best is not null) return (best, true);
        }

        return (null, true);
    }

    /// <summary>From all changes, each left out that can be, papers first; null if all of them together do not lower the band.</summary>
    private List<Change>? Irreducible(IReadOnlyList<Change> changes)
    {
        if (!Falls(Score(changes))) return null;
        var kept = changes.ToList();
        foreach (var change in changes.Reverse())
        {
            var without = kept.Where(c => c != change).ToList();
            if (Falls(Score(without))) kept = without;
        }

        return kept;
    }

    private static IEnumerable<List<Change>> Subsets(IReadOnlyList<Change> of, int size, int from)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }

        for (var i = from; i <= of.Count - size; i++)
        {
            foreach (var rest in Subsets(of, size - 1, i + 1)) yield return [of[i], .. rest];
        }
    }

    private ScoreCard Score(IReadOnlyList<Change> changes)
    {
        _scorings++;
        return bundle.Score(changes.Aggregate(facts, (f, c) => c.Apply(f)));
    }

    /// <summary>True for a lower band; of one that cannot be rated, for any band.</summary>
    private bool Falls(ScoreCard card) => card.Band != Band.CannotRate && (_now.Band == Band.CannotRate || card.Band < _now.Band);

    /// <summary>True if the points alone would do. They never rise with a further change, bands may: too little may be known.</summary>
    private bool FallsInPoints(ScoreCard card) => _now.Band is Band.CannotRate || card.RiskScore < Least(_now.Band);

    private int Least(Band band) => band switch
    {
        Band.Critical => bundle.Declaration.Bands.Critical,
        Band.High => bundle.Declaration.Bands.High,
        Band.Medium => int.MaxValue, // medium also stands for what is stated while place or goods are not known
        Band.Low or Band.CannotRate => 0,
    };
}
