using SupplyRisk.Matching.Names;
using Ground = SupplyRisk.Matching.Alignment.WordSimilarity.Ground;

namespace SupplyRisk.Matching.Alignment;

/// <summary>Turns a score into rows a person can follow; the points of the rows add up to it.</summary>
internal static class Explanation
{
    internal static MatchResult Of(Subject subject, IndexedEntry entry, Comparison best, NameAlignment alignment, MatchSettings settings)
    {
        var score = best.Score;
        var features = new List<MatchFeature>();
        if (score.IdentifierEqual)
            features.Add(new MatchFeature("identifier", Join(subject), Join(entry.Qualifiers), 1, 1, "An identifier of both is equal; that decides, whatever the names say."));
        else if (best.Query is { } query && best.Entry is { } form)
            AddNames(features, query, form, score.Name, alignment, settings);
        if (!score.IdentifierEqual)
            AddQualifiers(features, subject, entry, score, settings);
        var sum = features.Sum(feature => feature.Points);
        if (Math.Abs(sum - score.Value) > 1e-9)
            features.Add(new MatchFeature("limit", null, null, 1, score.Value - sum, "Scores near the top are drawn together below 1, so that country, address and spelling still order equal names; none is below 0."));
        return new MatchResult
        {
            EntryId = entry.Entry.Id,
            MatchedAlias = best.Entry?.Source ?? entry.Entry.Name,
            Score = new MatchScore(score.Value),
            Outcome = Outcome(entry, best, alignment, settings),
            IdentifierEqual = score.IdentifierEqual,
            Features = [.. features.OrderByDescending(feature => Math.Abs(feature.Points))],
        };
    }

    internal static MatchOutcome Outcome(IndexedEntry entry, Comparison best, NameAlignment alignment, MatchSettings settings)
    {
        if (best.Score.IdentifierEqual || best.Score.Value >= settings.ReviewThreshold)
            return MatchOutcome.Candidate;
        if (best.Query is null || best.Entry is null || best.Score.Value < (entry.Qualifiers.CoversSubsidiaries ? settings.RelatedToGroup : settings.RelatedThreshold))
            return MatchOutcome.Below;
        alignment.Align(best.Query, best.Entry);
        if (alignment.CoreAgreed < settings.CoreGate)
            return MatchOutcome.Below;
        var coreInside = CoreCovered(best.Entry, alignment.Right, settings);
        if (coreInside)
            return MatchOutcome.Related;
        return CoreCovered(best.Query, alignment.Left, settings) && best.Score.Value >= settings.RelatedThreshold ? MatchOutcome.Related : MatchOutcome.Below;
    }

    // All rare words of a name are found on the other side, and not only something spelt like them:
    // a slip within a shared core is a candidate's affair, and among relatives it only makes noise.
    private static bool CoreCovered(NameForm form, ReadOnlySpan<WordMatch> matches, MatchSettings settings)
    {
        for (var i = 0; i < form.Tokens.Length; i++)
        {
            if (form.Tokens[i].IsCore && matches[i].Similarity < settings.SameKey)
                return false;
        }
        return form.HasCore;
    }

    private static void AddNames(List<MatchFeature> features, NameForm query, NameForm form, NameScore score, NameAlignment alignment, MatchSettings settings)
    {
        if (score.ByInitials)
        {
            features.Add(new MatchFeature("initials", query.Source, form.Source, settings.Acronym, score.Capped, "One name is the initials of the other; that alone is no proof."));
            return;
        }
        alignment.Align(query, form);
        AddWords(features, query, form, alignment, settings);
        var words = features.Sum(feature => feature.Points);
        if (Math.Abs(words - score.Capped) > 1e-9)
            features.Add(new MatchFeature("little_agrees", query.Source, form.Source, settings.EnoughAgreed, score.Capped - words, "Little of weight agrees; trade words and places alone make no match."));
        Take(features, "numbers", query, form, score.Numbers, "Both names carry numbers, and they differ.");
        Take(features, "places", query, form, score.Places, "Both names carry places, and they differ.");
        Take(features, "legal_form", query, form, score.Legal, "The legal forms differ.");
        Take(features, "trade", query, form, score.Trade, "Each name says something else of what it does.");
        Take(features, "common_words", query, form, score.Common, "Neither name has a rare word, and their common words are of one stem, but not the same.");
        Take(features, "weak_name", query, form, score.Weak, "A short or common word alone is a sign only where it is the same on both sides.");
        Take(features, "brackets", query, form, score.Form, "Only a part of a name was compared: brackets were left out, or only they were read.");
    }

    private static void AddWords(List<MatchFeature> features, NameForm query, NameForm form, NameAlignment alignment, MatchSettings settings)
    {
        var leftShare = alignment.LeftCoverage <= alignment.RightCoverage ? settings.WorseSide : 1 - settings.WorseSide;
        for (var i = 0; i < query.Tokens.Length; i++)
        {
            var match = alignment.Left[i];
            var token = query.Tokens[i];
            var points = leftShare * token.Weight * match.Similarity / query.TotalWeight;
            var partner = match.Partner >= 0 ? form.Tokens[match.Partner].Text : null;
            features.Add(new MatchFeature("name_word", token.Text, partner, token.Weight, points, Because(token.Text, partner, match.Ground)));
        }
        for (var j = 0; j < form.Tokens.Length; j++)
        {
            var match = alignment.Right[j];
            var token = form.Tokens[j];
            var points = (1 - leftShare) * token.Weight * match.Similarity / form.TotalWeight;
            var partner = match.Partner >= 0 ? query.Tokens[match.Partner].Text : null;
            features.Add(new MatchFeature("entry_word", partner, token.Text, token.Weight, points, Because(token.Text, partner, match.Ground)));
        }
    }

    private static string Because(string word, string? partner, Ground ground) => ground switch
    {
        Ground.None => $"'{word}' stands on one side only.",
        Ground.Same => $"'{word}' is the same on both sides.",
        Ground.Sense => $"'{word}' and '{partner}' are spellings or translations of one word.",
        Ground.Transliteration => $"'{word}' and '{partner}' are transliterations of one word.",
        Ground.NearSense => $"'{word}' and '{partner}' name nearly the same trade.",
        Ground.Consonants => $"'{word}' and '{partner}' share their consonants.",
        Ground.Spelling => $"'{word}' and '{partner}' are spelt nearly alike.",
        Ground.Joined => $"'{word}' is written in one word on one side and apart on the other.",
        Ground.Initials => $"'{word}' and '{partner}' fit as initials.",
    };

    private static void Take(List<MatchFeature> features, string name, NameForm query, NameForm form, double points, string because)
    {
        if (points != 0)
            features.Add(new MatchFeature(name, query.Source, form.Source, points, -points, because));
    }

    private static void AddQualifiers(List<MatchFeature> features, Subject subject, IndexedEntry entry, EntityScore score, MatchSettings settings)
    {
        if (score.Spelling != 0)
            features.Add(new MatchFeature("spelling", subject.Query.Name, entry.Entry.Name, settings.SameSpelling, score.Spelling, "Both are the same letter for letter."));
        var left = subject.Qualifiers;
        var right = entry.Qualifiers;
        if (left.Country is not null && right.Country is not null)
            features.Add(new MatchFeature("country", left.Country, right.Country, settings.CountryEqual, score.Country, score.Country < 0 ? "The countries differ; companies trade abroad, so this says little." : "The countries agree."));
        if (left.AddressLikeness(right) is not null)
            features.Add(new MatchFeature("address", left.Address, right.Address, settings.AddressEqual, score.Address, score.Address < 0 ? "The addresses share little." : "The addresses share much."));
        if (score.Subsidiary != 0)
            features.Add(new MatchFeature("subsidiary", subject.Query.Name, entry.Entry.Name, settings.SubsidiaryPlace, score.Subsidiary, "One side stands for a group with its subsidiaries, the other adds a place or number: rather one of the group."));
        if (score.Identifiers < 0)
            features.Add(new MatchFeature("identifier", Join(subject), Join(right), settings.IdentifierConflict, score.Identifiers, "Identifiers of one scheme differ: more likely two entities."));
    }

    private static string Join(Subject subject) => Join(subject.Qualifiers);

    private static string Join(Qualifiers qualifiers) => string.Join(" | ", qualifiers.Identifiers.Select(identifier => $"{identifier.Scheme}:{identifier.Value}"));
}
