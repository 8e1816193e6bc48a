using System.Runtime.InteropServices;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>A quantity with the tokens it stands on.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlacedQuantity(Quantity Quantity, int First, int Last);

/// <summary>Reads the quantities of a sentence in which something was found: a number by itself is none, the words around it make it one.</summary>
/// <remarks>One pass over the tokens; each looks a few tokens ahead and back.</remarks>
internal sealed partial class QuantityReader
{
    private const int Beside = 2;
    private const int PartReach = 14;
    private const int HoursReach = 7;
    private const int HoursReachBack = 10;
    private const int MostYears = 60;
    private const int MostMonths = 240;
    private readonly SaidAt[] said = new SaidAt[Sentence.MostTokens];
    private readonly short[] ends = new short[Sentence.MostTokens * QuantityWords.Kinds];
    private readonly List<PlacedQuantity> found = [];
    private Sentence s = null!; // set with the text, before anything below looks
    private string text = "";
    private QuantityWords words = null!;

    // A whole that was counted, for the part that may follow it: "of the 22 workers, 18 …", 27本护照中已归还9本.
    private (PlacedQuantity Whole, bool IsOpen) whole;
    private double people;

    /// <summary>The quantities of a sentence in the order of the text; read once.</summary>
    public IReadOnlyList<PlacedQuantity> Of(Sentence sentence, string of)
    {
        if (sentence.Quantities is { } read)
            return read;
        if (sentence.Language is not { } language || language.Quantities.IsEmpty || !MayHold(sentence, of, language.Quantities))
            return sentence.Quantities = [];
        (s, text, words) = (sentence, of, language.Quantities);
        sentence.Complete();
        found.Clear();
        (whole, people) = (default, 0);
        for (var i = 0; i < s.Tokens.Count; i++)
            said[i] = words.Look(text, s, i, Ends(i));
        for (var i = 0; i < s.Tokens.Count;)
            i = Math.Max(i + 1, ReadAt(i));
        return sentence.Quantities = [.. found];
    }

    // Most sentences count nothing; they are not looked at word by word.
    private static bool MayHold(Sentence sentence, string text, QuantityWords words)
    {
        for (var i = 0; i < sentence.Tokens.Count; i++)
        {
            var token = sentence.Tokens[i];
            var word = text.AsSpan(token.Start, token.End - token.Start);
            if (token.IsNumber || word.IndexOfAnyInRange('0', '9') >= 0 || token.Alone && HanDigit(token.Character) >= 0 || words.MayCount(word))
                return true;
        }

        return false;
    }

    private Span<short> Ends(int token) => ends.AsSpan(token * QuantityWords.Kinds, QuantityWords.Kinds);

    /// <summary>Last token of the word of this kind that begins at the token, or -1.</summary>
    private int End(QuantityWord kind, int token) => token < 0 || token >= s.Tokens.Count ? -1 : ends[token * QuantityWords.Kinds + (int)kind];

    private bool Is(QuantityWord kind, int token) => End(kind, token) >= 0;

    /// <summary>True if a word of this kind ends right before the token, small words aside.</summary>
    private bool Precedes(QuantityWord kind, int token)
    {
        for (var first = token - 1; first >= Math.Max(0, token - 4); first--)
        {
            if (End(kind, first) is >= 0 and var end && end < token && OnlyFillers(end + 1, token))
                return true;
        }

        return false;
    }

    private bool OnlyFillers(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!s.IsFiller[i])
                return false;
        }

        return true;
    }

    private int SkipFillers(int token, int most)
    {
        for (var i = 0; i < most && token < s.Tokens.Count && s.IsFiller[token] && !IsNumberAt(token); i++)
            token++;
        return token;
    }

    private bool IsNumberAt(int token) =>
        token < s.Tokens.Count && (s.Tokens[token].IsNumber || !double.IsNaN(said[token].Number) || HanDigit(s.Tokens[token].Character) >= 0);

    /// <summary>Token of the first word of this kind from a token on with only words of no weight before it, or -1.</summary>
    private int Next(QuantityWord kind, int from, int between)
    {
        for (var i = from; i < s.Tokens.Count && i - from <= between; i++)
        {
            if ((s.Tokens[i].Before & (Marks.Semicolon | Marks.Colon | Marks.Comma | Marks.Open | Marks.Close)) != Marks.None)
                return -1;
            if (Is(kind, i))
                return i;
            if (IsNumberAt(i) || Is(QuantityWord.Of, i) || said[i].Money is not null || IsUnit(i) || s.IsFiller[i])
                return -1;

            // A name such as 四川 only begins like a number.
            if (!s.Language!.Lexicon.HasSpaces && s.Tokens[i].Character is not ('个' or '多' or '余' or '几'))
                return -1;
        }

        return -1;
    }

    private bool IsUnit(int token) => Is(QuantityWord.Hours, token) || Is(QuantityWord.Days, token) || Is(QuantityWord.Weeks, token)
        || Is(QuantityWord.Months, token) || Is(QuantityWord.Years, token) || Is(QuantityWord.Percent, token);

    private int Add(QuantityKind kind, double value, string? unit, double? of, Number from, int last) =>
        Add(kind, value, unit, of, from.First, from.Start, last, Math.Max(from.End, s.Tokens[last].End));

    private int Add(QuantityKind kind, double value, string? unit, double? of, int first, int start, int last, int end)
    {
        found.Add(new PlacedQuantity(new Quantity(kind, value, unit, of, text[start..end], start, end), first, last));
        return last + 1;
    }

    private int ReadAt(int i)
    {
        if (!double.IsNaN(said[i].Share))
            return ReadShare(i);
        if (said[i].Money is { } money && NumberAt(said[i].MoneyEnd + 1) is { } sum && !IsCountedAgain(sum))
            return Add(QuantityKind.Money, sum.Value, money, null, i, s.Tokens[i].Start, sum.Last, sum.End);
        return NumberAt(i) is { } number ? Read(number) : i + 1;
    }

    // "in rupees 18 of 22 workers": the number has words of its own.
    private bool IsCountedAgain(Number sum) => !double.IsNaN(sum.Value) && (Is(QuantityWord.Percent, sum.Last + 1) || Is(QuantityWord.Of, sum.Last + 1) || said.Length > sum.Last + 1 && sum.Last + 1 < s.Tokens.Count && said[sum.Last + 1].Money is not null);

    private int ReadShare(int i)
    {
        var last = said[i].ShareEnd;
        var (unit, end) = ShareOf(last + 1);
        var start = s.Tokens[i].Start;
        Add(QuantityKind.Share, said[i].Share, unit, null, i, start, Math.Max(last, end), s.Tokens[Math.Max(last, end)].End);
        return Math.Max(last, end) + 1;
    }

    /// <summary>What a share is a share of, and the last token of that.</summary>
    private (string? Unit, int Last) ShareOf(int from)
    {
        for (var i = from; i < s.Tokens.Count && i - from <= 4; i++)
        {
            if (i > from && (s.Tokens[i].Before & (Marks.Comma | Marks.Semicolon | Marks.Colon)) != Marks.None || IsNumberAt(i))
                break;
            if (End(QuantityWord.Wages, i) is >= 0 and var wages)
                return ("wages", wages);
            if (End(QuantityWord.People, i) is >= 0 and var workers)
                return ("workers", workers);
        }

        return (null, -1);
    }

    private int Read(Number n)
    {
        var next = n.Last + 1;
        if (PartOf(n) is { } part)
            return part;
        if (Precedes(QuantityWord.NotAfter, n.First) || n.IsMarked)
            return next;
        if (IsPercent(n, out var last))
            return ReadPercent(n, last);
        if (s.Tokens[n.First].Start < n.Start && words.MoneyGlued(text.AsSpan(s.Tokens[n.First].Start, n.Start - s.Tokens[n.First].Start)) is { } glued)
            return Add(QuantityKind.Money, n.Value, glued, null, n.First, s.Tokens[n.First].Start, n.Last, n.End);
        if (SymbolAt(n) is { } symbol)
            return Add(QuantityKind.Money, n.Value, symbol.Unit, null, n.First, symbol.Start, n.Last, symbol.End);
        var at = next < s.Tokens.Count && said[next].Money is null && s.IsFiller[next] ? next + 1 : next;
        if (at < s.Tokens.Count && said[at].Money is { } money)
            return Add(QuantityKind.Money, n.Value, money, null, n, said[at].MoneyEnd);
        if (Next(QuantityWord.Old, next, 0) is >= 0 and var old)
            return n.Value < 100 ? Add(QuantityKind.Age, n.Value, null, null, n, End(QuantityWord.Old, old)) : next;
        if (Next(QuantityWord.Hours, next, 1) is >= 0 and var hours)
            return ReadHours(n, End(QuantityWord.Hours, hours));
        if (Precedes(QuantityWord.Aged, n.First) && n.Value is > 4 and < 100)
            return Add(QuantityKind.Age, n.Value, null, null, n, Is(QuantityWord.Years, next) ? End(QuantityWord.Years, next) : n.Last);
        return ReadDuration(n) ?? ReadCount(n) ?? next;
    }

    private bool IsPercent(Number n, out int last)
    {
        last = n.Last;
        var at = n.End < text.Length && text[n.End] == ' ' ? n.End + 1 : n.End;
        if (at < text.Length && text[at] is '%' or '％')
            return true;
        if (End(QuantityWord.Percent, n.Last + 1) is >= 0 and var end)
        {
            last = end;
            return true;
        }

        return Precedes(QuantityWord.Percent, n.First);
    }

    private int ReadPercent(Number n, int last)
    {
        var (unit, end) = ShareOf(last + 1);
        if (unit is null && n.First > 0)
        {
            // 工人中40%: what it is a share of stands before it.
            for (var i = n.First - 1; i >= Math.Max(0, n.First - 4) && unit is null; i--)
                unit = Is(QuantityWord.People, i) && Is(QuantityWord.Among, End(QuantityWord.People, i) + 1) ? "workers" : null;
        }

        var close = n.End;
        while (close < text.Length && text[close] is ' ' or '%' or '％')
            close++;
        return Add(QuantityKind.Share, n.Value, unit, null, n.First, n.Start, Math.Max(last, end), end >= 0 || last > n.Last ? s.Tokens[Math.Max(last, end)].End : text[n.End] == ' ' ? n.End + 2 : n.End + 1);
    }

    private int ReadHours(Number n, int last)
    {
        string? unit = null;
        var end = last;
        for (var i = last + 1; unit is null && i < s.Tokens.Count && i - last <= HoursReach && !IsNumberAt(i) && s.Strong[i] == s.Strong[last] && (s.Tokens[i].Before & Marks.Comma) == Marks.None; i++)
        {
            unit = PeriodAt(i) ?? (Is(QuantityWord.MonthNames, i) ? "month" : null);
            end = unit is null ? end : i;
        }

        for (var i = n.First - 1; unit is null && i >= 0 && n.First - i <= HoursReachBack && s.Strong[i] == s.Strong[last]; i--)
            unit = i > 0 && IsNumberAt(i - 1) && s.Language!.Lexicon.HasSpaces ? null : PeriodAt(i); // "in any seven day period"
        for (var kind = QuantityWord.Daily; unit is not null && end > last && kind <= QuantityWord.MonthNames; kind++)
            end = Math.Max(end, End(kind, end));
        return n.Value <= 744 ? Add(QuantityKind.Hours, n.Value, unit, null, n, end) : last + 1;
    }

    private string? PeriodAt(int token) =>
        Is(QuantityWord.Daily, token) ? "day" : Is(QuantityWord.Weekly, token) ? "week" : Is(QuantityWord.Monthly, token) ? "month" : null;

    private int? ReadDuration(Number n)
    {
        for (var kind = QuantityWord.Days; kind <= QuantityWord.Years; kind++)
        {
            if (Next(kind, n.Last + 1, 1) is not (>= 0 and var at))
                continue;
            var last = End(kind, at);
            var isSane = n.Value > 0 && (kind != QuantityWord.Years || n.Value <= MostYears) && (kind != QuantityWord.Months || n.Value <= MostMonths) && n.Value < 4000;

            // "seven days a week" tells of no time that passed, "five years ago" and "a contract of two years" of another.
            if (!isSane || PeriodAt(last + 1) is not null || Is(QuantityWord.NotBefore, last + 1) || Is(QuantityWord.NotBefore, last + 2))
                return last + 1;
            var unit = kind switch { QuantityWord.Days => "day", QuantityWord.Weeks => "week", QuantityWord.Months => "month", _ => "year" };
            return Add(QuantityKind.Duration, n.Value, unit, null, n, last);
        }

        return null;
    }
}
