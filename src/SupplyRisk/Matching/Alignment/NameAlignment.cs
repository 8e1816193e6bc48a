using System.Runtime.InteropServices;
using SupplyRisk.Matching.Names;
using Ground = SupplyRisk.Matching.Alignment.WordSimilarity.Ground;

namespace SupplyRisk.Matching.Alignment;

/// <summary>One word's partner on the other side.</summary>
/// <param name="Partner">Index of the (first) partner, -1 for none.</param>
/// <param name="Similarity">0 without a partner.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WordMatch(int Partner, double Similarity, Ground Ground);

/// <summary>
/// Pairs the words of two names, best first, and weighs what is covered on either side.
/// Holds the working memory of one thread; the last alignment stays readable until the next.
/// </summary>
internal sealed class NameAlignment
{
    private readonly MatchSettings settings;
    private readonly double[] similarities;
    private readonly Ground[] grounds;
    private readonly WordMatch[] left;
    private readonly WordMatch[] right;
    private static readonly WordMatch Unmatched = new(-1, 0, Ground.None);

    internal NameAlignment(MatchSettings settings)
    {
        this.settings = settings;
        similarities = new double[settings.LongestForm * settings.LongestForm];
        grounds = new Ground[similarities.Length];
        left = new WordMatch[settings.LongestForm];
        right = new WordMatch[settings.LongestForm];
    }

    internal ReadOnlySpan<WordMatch> Left => left;

    internal ReadOnlySpan<WordMatch> Right => right;

    internal double LeftCoverage { get; private set; }

    internal double RightCoverage { get; private set; }

    /// <summary>Weight of rare words that agree strongly.</summary>
    internal double CoreAgreed { get; private set; }

    /// <summary>Weight of all words that agree, by the lighter of each pair.</summary>
    internal double Agreed { get; private set; }

    /// <summary>Every word of either name has a partner that may be the same word.</summary>
    internal bool AllPaired { get; private set; }

    /// <summary>Every word of either name stands on the other side.</summary>
    internal bool AllSame { get; private set; }

    internal void Align(NameForm a, NameForm b)
    {
        var rows = a.Tokens.Length;
        var columns = b.Tokens.Length;
        Array.Fill(left, Unmatched, 0, rows);
        Array.Fill(right, Unmatched, 0, columns);
        CoreAgreed = 0;
        Agreed = 0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                similarities[i * columns + j] = WordSimilarity.Of(a.Tokens[i], b.Tokens[j], settings, out grounds[i * columns + j]);
        }
        while (Best(a, b) is { } at)
            Pair(a, b, at / columns, at % columns);
        Join(a, b, left, right);
        Join(b, a, right, left);
        Initials(a, b, left, right);
        Initials(b, a, right, left);
        LeftCoverage = Coverage(a, left);
        RightCoverage = Coverage(b, right);
        AllSame = IsSame(left.AsSpan(0, rows)) && IsSame(right.AsSpan(0, columns));
        AllPaired = IsPaired(left.AsSpan(0, rows)) && IsPaired(right.AsSpan(0, columns));
    }

    private static bool IsPaired(ReadOnlySpan<WordMatch> matches)
    {
        foreach (var match in matches)
        {
            if (match.Ground is Ground.None or Ground.NearSense)
                return false;
        }
        return true;
    }

    private static bool IsSame(ReadOnlySpan<WordMatch> matches)
    {
        foreach (var match in matches)
        {
            if (match.Ground is not (Ground.Same or Ground.Joined))
                return false;
        }
        return true;
    }

    private int? Best(NameForm a, NameForm b)
    {
        var best = 0.0;
        int? at = null;
        var columns = b.Tokens.Length;
        for (var i = 0; i < a.Tokens.Length; i++)
        {
            if (left[i].Partner >= 0)
                continue;
            for (var j = 0; j < columns; j++)
            {
                var similarity = similarities[i * columns + j];
                if (similarity <= 0 || right[j].Partner >= 0)
                    continue;
                var worth = similarity * (0.2 + Math.Min(a.Tokens[i].Weight, b.Tokens[j].Weight)) - 0.0001 * Math.Abs(i - j);
                if (worth <= best)
                    continue;
                best = worth;
                at = i * columns + j;
            }
        }
        return at;
    }

    private void Pair(NameForm a, NameForm b, int i, int j)
    {
        var at = i * b.Tokens.Length + j;
        var core = a.Tokens[i].IsCore && b.Tokens[j].IsCore;
        var strong = similarities[at] >= settings.StrongSimilarity;
        var similarity = core && !strong ? similarities[at] * settings.WeakCore : similarities[at];
        var weight = Math.Min(a.Tokens[i].Weight, b.Tokens[j].Weight);
        left[i] = new WordMatch(j, similarity, grounds[at]);
        right[j] = new WordMatch(i, similarity, grounds[at]);
        Agreed += similarity * weight;
        if (core && strong)
            CoreAgreed += weight;
    }

    // "Ya Mahdi" and "Yamahdi": one unmatched word on this side is two to four unmatched neighbours on the other.
    private void Join(NameForm one, NameForm many, WordMatch[] ones, WordMatch[] manies)
    {
        for (var i = 0; i < one.Tokens.Length; i++)
        {
            var word = one.Tokens[i];
            if (ones[i].Similarity >= settings.JoinedWords || word.Text.Length < 4)
                continue;
            for (var j = 0; j + 1 < many.Tokens.Length; j++)
            {
                var end = JoinedEnd(word.Text, word.Key, many, j);
                if (end < 0 || !Free(manies, j, end, i))
                    continue;
                if (ones[i].Partner >= 0 && ones[i].Partner < many.Tokens.Length)
                    manies[ones[i].Partner] = Unmatched;
                ones[i] = new WordMatch(j, settings.JoinedWords, Ground.Joined);
                for (var k = j; k < end; k++)
                    manies[k] = new WordMatch(i, settings.JoinedWords, Ground.Joined);
                Agreed += word.Weight;
                if (word.IsCore || many.Tokens[j].IsCore)
                    CoreAgreed += word.Weight;
                break;
            }
        }
    }

    private static bool Free(WordMatch[] matches, int start, int end, int except)
    {
        for (var k = start; k < end; k++)
        {
            if (matches[k].Partner >= 0 && matches[k].Partner != except)
                return false;
        }
        return true;
    }

    private static int JoinedEnd(string text, string key, NameForm many, int start)
    {
        var length = 0;
        Span<char> joined = stackalloc char[text.Length + 3];
        for (var j = start; j < many.Tokens.Length && j < start + 4; j++)
        {
            var part = many.Tokens[j].Text;
            if (length + part.Length > joined.Length)
                return -1;
            part.CopyTo(joined[length..]);
            length += part.Length;
            // one slip is forgiven where the word is long
            var limit = text.Length >= 8 ? 2 : 0;
            if (j > start && Math.Abs(length - text.Length) <= limit / 2 && SoundDistance.Of(text, joined[..length], limit) <= limit)
                return j + 1;
            // "Al Daawa" and "Aldawa": the same once transliteration's doubled letters are gone
            if (j > start && Math.Abs(length - text.Length) <= 2 && text.Length > SoundKey.ShortestReduced && joined[0] == text[0] && SoundKey.Of(new string(joined[..length])) == key)
                return j + 1;
        }
        return -1;
    }

    // "IRGC Ground Force" and "Islamic Revolution Guards Corps Ground Force".
    private void Initials(NameForm one, NameForm many, WordMatch[] ones, WordMatch[] manies)
    {
        for (var i = 0; i < one.Tokens.Length; i++)
        {
            var word = one.Tokens[i];
            if (ones[i].Partner >= 0 || word.Sense is not null || word.Text.Length is < 3 or > 6)
                continue;
            // the last letter may be that of Company or Corporation, which is no word here
            var spelt = word.Text[^1] == 'c' && many.Legal.HasFlag(LegalClasses.Company) ? word.Text[..^1] : word.Text;
            for (var j = 0; j + spelt.Length <= many.Tokens.Length; j++)
            {
                var letters = j + word.Text.Length <= many.Tokens.Length && Spells(word.Text, many, j) ? word.Text : spelt;
                if (letters.Length < 3 || !Free(manies, j, j + letters.Length, -1) || !Spells(letters, many, j))
                    continue;
                ones[i] = new WordMatch(j, settings.Initials, Ground.Initials);
                for (var k = j; k < j + letters.Length; k++)
                    manies[k] = new WordMatch(i, settings.Initials, Ground.Initials);
                Agreed += settings.InitialsWeight;
                CoreAgreed += settings.InitialsWeight;
                break;
            }
        }
    }

    private static bool Spells(string initials, NameForm many, int start)
    {
        for (var k = 0; k < initials.Length; k++)
        {
            if (many.Tokens[start + k].Text[0] != initials[k])
                return false;
        }
        return true;
    }

    private static double Coverage(NameForm form, WordMatch[] matches)
    {
        var covered = 0.0;
        for (var i = 0; i < form.Tokens.Length; i++)
            covered += form.Tokens[i].Weight * matches[i].Similarity;
        return form.TotalWeight > 0 ? covered / form.TotalWeight : 0;
    }
}
