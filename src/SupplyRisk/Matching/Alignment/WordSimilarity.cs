using System.Numerics;
using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>How alike two words are, and why.</summary>
internal static class WordSimilarity
{
    internal enum Ground : byte
    {
        None,
        Same,
        Sense,
        Transliteration,
        NearSense,
        Consonants,
        Spelling,
        Joined,
        Initials,
    }

    internal static double Of(NameToken left, NameToken right, MatchSettings settings, out Ground ground)
    {
        ground = Ground.None;
        if (left.Kind == TokenKind.Number || right.Kind == TokenKind.Number)
            return left.Kind == right.Kind && left.Text == right.Text ? Found(Ground.Same, 1, out ground) : 0;
        if (left.Text == right.Text)
            return Found(Ground.Same, 1, out ground);
        if (left.Sense is not null && right.Sense is not null)
        {
            if (left.Sense == right.Sense)
                return SameSense(left, right, settings, out ground);
            if (Lexicon.Shipped.Near(left.Sense, right.Sense))
                return Found(Ground.NearSense, settings.NearSense, out ground);
            return 0;
        }
        if (left.Key == right.Key || IsPlural(left.Text, right.Text) || IsPlural(right.Text, left.Text))
            return Found(Ground.Transliteration, settings.SameKey, out ground);
        var spelling = Spelling(left, right, settings);
        var consonants = Consonants(left, right, settings);
        if (Math.Max(spelling, consonants) < settings.LeastSimilarity)
            return 0;
        return spelling >= consonants
            ? Found(Ground.Spelling, spelling, out ground)
            : Found(Ground.Consonants, consonants, out ground);
    }

    // Organisation and organization are one word, organisation and sazman two: only the second pair leaves a doubt.
    private static double SameSense(NameToken left, NameToken right, MatchSettings settings, out Ground ground)
    {
        if (left.Kind == TokenKind.Place)
            return Found(Ground.Sense, settings.SamePlace, out ground);
        if (left.Key == right.Key || IsPlural(left.Text, right.Text) || IsPlural(right.Text, left.Text))
            return Found(Ground.Transliteration, settings.SameKey, out ground);
        return Found(Ground.Sense, Math.Max(settings.SameSense, Spelling(left, right, settings)), out ground);
    }

    // CVC for CVS: initials that sound alike. In longer words letters that sound alike tell names apart (Surin, Souran).
    private static double ShortEdits(string left, string right, int limit)
    {
        var edits = EditDistance.Of(left, right, limit);
        return edits <= limit && left.Length == 3 && right.Length == 3 && left[0] == right[0] ? SoundDistance.Of(left, right, 2 * limit) / 2.0 : edits;
    }

    private static bool IsPlural(string many, string one) =>
        one.Length >= 4 && many.Length == one.Length + 1 && many[^1] == 's' && many.StartsWith(one, StringComparison.Ordinal);

    private static double Found(Ground found, double value, out Ground ground)
    {
        ground = found;
        return value;
    }

    private static double Consonants(NameToken left, NameToken right, MatchSettings settings)
    {
        if (left.Skeleton.Length < 3 || left.Text.Length < 4 || right.Text.Length < 4 || left.Key[0] != right.Key[0]
            || Math.Abs(left.Key.Length - right.Key.Length) > 2 || left.Skeleton != right.Skeleton)
        {
            return 0;
        }
        return left.Skeleton.Length >= 4 ? settings.SameSkeleton : settings.ShortSkeleton;
    }

    private static double Spelling(NameToken left, NameToken right, MatchSettings settings)
    {
        var longer = Math.Max(left.Key.Length, right.Key.Length);
        var limit = settings.SlipsAllowed(longer);
        if (limit == 0 || Math.Abs(left.Key.Length - right.Key.Length) > (limit + 1) / 2 || BitOperations.PopCount(left.Letters ^ right.Letters) > limit + 2)
            return 0;
        if (longer is > MatchSettings.ShortWord and < SoundCounts.Longest && SoundCounts.Least(left.Sounds, right.Sounds) > limit)
            return 0;
        // In a short word every letter counts in full, and a first letter seldom slips.
        var edits = longer <= MatchSettings.ShortWord ? ShortEdits(left.Key, right.Key, (limit + 1) / 2) : SoundDistance.Of(left.Key, right.Key, limit) / 2.0;
        return edits > limit / 2.0 ? 0
            : 1 - settings.EditCost * (longer <= MatchSettings.ShortWord ? settings.ShortWordFactor : 1) * edits / longer
                - settings.FurtherEdit * Math.Max(0, edits - 1)
                - (left.Key[0] == right.Key[0] ? 0 : settings.FirstLetter);
    }
}
