using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>What the names alone say, before country, address and identifiers.</summary>
internal readonly record struct NameScore(double Covered, double Capped, double Numbers, double Places, double Legal, double Trade, double Common, double Form, double Weak, bool ByInitials)
{
    internal double Value => Capped - Numbers - Places - Legal - Trade - Common - Form - Weak;

    internal static NameScore Of(NameForm query, NameForm entry, NameAlignment alignment, MatchSettings settings)
    {
        // Where both were qualified, the whole names are compared: France and Germany must not both be left out
        if (query.Origin == FormOrigin.WithoutQualifier && entry.Origin == FormOrigin.WithoutQualifier)
            return default;
        alignment.Align(query, entry);
        var worse = Math.Min(alignment.LeftCoverage, alignment.RightCoverage);
        var better = Math.Max(alignment.LeftCoverage, alignment.RightCoverage);
        var covered = settings.WorseSide * worse + (1 - settings.WorseSide) * better;
        var form = Reduction(query.Origin, settings) + Reduction(entry.Origin, settings);
        var score = new NameScore(
            covered,
            Cap(alignment, worse, covered, settings),
            Conflict(query, entry, alignment, TokenKind.Number) ? query.IsSeries || entry.IsSeries ? settings.SeriesConflict : settings.NumberConflict : 0,
            PlacesConflict(query, entry, alignment) ? settings.PlaceConflict : 0,
            LegalConflict(query.Legal, entry.Legal) ? settings.LegalConflict : 0,
            TradeConflict(query, entry, alignment, settings),
            CommonConflict(query, entry, alignment, settings) ? settings.CommonConflict : 0,
            form,
            0,
            false);
        if ((query.IsWeak(settings) || entry.IsWeak(settings)) && !alignment.AllSame)
            score = score with { Weak = Math.Max(0, score.Value - settings.WeakName) };
        return Initials(query, entry, settings) is { } initials && initials.Value > score.Value ? initials : score;
    }

    // A shared trade word or place never makes a match: what agrees must weigh enough in itself, the less so the
    // nearer both names come to being covered whole.
    private static double Cap(NameAlignment alignment, double worse, double covered, MatchSettings settings)
    {
        var share = Math.Min(1, settings.LeastShare + (1 - settings.LeastShare) * alignment.Agreed / settings.EnoughAgreed);
        // Only where every word has its partner: what stands on one side alone is no matter of spelling.
        var whole = worse >= settings.NearlyAll ? 1 : alignment.AllPaired ? Math.Clamp((worse - settings.MostlyAll) / (settings.NearlyAll - settings.MostlyAll), 0, 1) : 0;
        return covered * (share + (1 - share) * whole);
    }

    // Zhongtai Chemical and Zhongtai Group: both say what they do, and say different things.
    private static double TradeConflict(NameForm query, NameForm entry, NameAlignment alignment, MatchSettings settings) =>
        settings.TradeConflict * Math.Min(1, Math.Min(Unmatched(query, alignment.Left), Unmatched(entry, alignment.Right)) / settings.TradeConflictWeight);

    // National Railroad Engineering and National Railway Engineering: where no word is rare, each is what the name is known by.
    // A translation had no choice of word; two words of one stem were chosen.
    private static bool CommonConflict(NameForm query, NameForm entry, NameAlignment alignment, MatchSettings settings)
    {
        if (query.HasCore || entry.HasCore || !alignment.AllPaired)
            return false;
        for (var i = 0; i < query.Tokens.Length; i++)
        {
            var match = alignment.Left[i];
            if (match.Similarity < settings.SameKey && AreOfOneStem(query.Tokens[i].Text, entry.Tokens[match.Partner].Text))
                return true;
        }
        return false;
    }

    // Beyond a plural or another spelling (centre, center).
    private static bool AreOfOneStem(string one, string other) =>
        one.Length >= 4 && other.StartsWith(one[..4], StringComparison.Ordinal) && EditDistance.Of(Singular(one), Singular(other), 2) > 2;

    private static string Singular(string word) =>
        word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y" : word.TrimEnd('s');

    private static double Unmatched(NameForm form, ReadOnlySpan<WordMatch> matches)
    {
        var weight = 0.0;
        for (var i = 0; i < form.Tokens.Length; i++)
        {
            if (matches[i].Partner < 0 && form.Tokens[i].Kind is TokenKind.Generic or TokenKind.Core)
                weight += form.Tokens[i].Weight;
        }
        return weight;
    }

    private static NameScore? Initials(NameForm query, NameForm entry, MatchSettings settings)
    {
        var (one, other) = query.SingleWord is { } word && !query.SpeltOut && Array.IndexOf(entry.Acronyms, word) >= 0
            ? (word, entry)
            : (entry.SpeltOut ? null : entry.SingleWord, query);
        if (one is null || Array.IndexOf(other.Acronyms, one) < 0)
            return null;
        var points = settings.Acronym + settings.AcronymLetter * Math.Min(3, one.Length - 3);
        return new NameScore(points, points, 0, 0, 0, 0, 0, 0, 0, true);
    }

    private static double Reduction(FormOrigin origin, MatchSettings settings) => origin switch
    {
        FormOrigin.Whole => 0,
        FormOrigin.WithoutBrackets => settings.ReducedForm,
        FormOrigin.WithoutQualifier => settings.DroppedQualifier,
        FormOrigin.InBrackets => settings.BracketForm,
    };

    private static bool LegalConflict(LegalClasses a, LegalClasses b)
    {
        a &= ~LegalClasses.Company;
        b &= ~LegalClasses.Company;
        return a != LegalClasses.None && b != LegalClasses.None && (a & b) == LegalClasses.None;
    }

    private static bool Conflict(NameForm query, NameForm entry, NameAlignment alignment, TokenKind kind) =>
        States(query, kind, alignment.Left, out var leftShared) && States(entry, kind, alignment.Right, out var rightShared)
        && !(leftShared || rightShared);

    // A bracketed place that was left out is stated all the same: Brenik (UK) is not Brenik Canada.
    private static bool PlacesConflict(NameForm query, NameForm entry, NameAlignment alignment) =>
        Conflict(query, entry, alignment, TokenKind.Place) || LeftOutConflict(query, entry) || LeftOutConflict(entry, query);

    private static bool LeftOutConflict(NameForm reduced, NameForm other)
    {
        if (reduced.PlacesLeftOut.Length == 0 || Array.Exists(reduced.Tokens, token => token.Kind == TokenKind.Place))
            return false;
        var states = false;
        foreach (var token in other.Tokens)
        {
            if (token.Kind != TokenKind.Place)
                continue;
            if (Array.IndexOf(reduced.PlacesLeftOut, token.Sense ?? token.Text) >= 0)
                return false;
            states = true;
        }
        return states;
    }

    private static bool States(NameForm form, TokenKind kind, ReadOnlySpan<WordMatch> matches, out bool shared)
    {
        var states = false;
        shared = false;
        for (var i = 0; i < form.Tokens.Length; i++)
        {
            if (form.Tokens[i].Kind != kind)
                continue;
            states = true;
            shared |= matches[i].Partner >= 0;
        }
        return states;
    }
}
