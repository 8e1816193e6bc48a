using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>How many people and documents, and how many of how many.</summary>
internal sealed partial class QuantityReader
{
    /// <summary>"18 of the 22 workers", "18/22 workers", "18 of whom"; null if it is no such thing.</summary>
    private int? PartOf(Number n)
    {
        if (!n.IsCount)
            return null;
        if (n.End + 1 < text.Length && text[n.End] == '/' && char.IsAsciiDigit(text[n.End + 1]))
        {
            // A date, unless people are counted.
            if (NumberAt(n.Last + 1) is not { IsCount: true } total || total.Value < n.Value || Next(QuantityWord.People, total.Last + 1, Beside) is not (>= 0 and var noun))
                return n.Last + 2;
            return Add(QuantityKind.People, n.Value, null, total.Value, n, End(QuantityWord.People, noun));
        }

        if (End(QuantityWord.Of, n.Last + 1) is not (>= 0 and var of))
            return null;
        var at = SkipFillers(of + 1, Beside);
        if (End(QuantityWord.Them, at) is >= 0 and var them)
            return people >= n.Value ? Add(QuantityKind.People, n.Value, null, people, n, them) : them + 1;
        if (NumberAt(at) is { IsCount: true, IsYear: false } m && m.Value >= n.Value && m.Value > 1 && said[Math.Min(m.Last + 1, s.Tokens.Count - 1)].Money is null)
        {
            if (Next(QuantityWord.People, m.Last + 1, Beside) is >= 0 and var workers)
                return Add(QuantityKind.People, n.Value, null, m.Value, n, WholeNoun(End(QuantityWord.People, workers)));
            if (Is(QuantityWord.Interviewed, m.Last + 1))
                return Add(QuantityKind.People, n.Value, null, m.Value, n, m.Last);
            var papers = Next(QuantityWord.Documents, m.Last + 1, Beside);
            var unit = papers >= 0 ? "documents" : null;

            // "nine of 27" by itself counts what was counted before.
            return Add(QuantityKind.Things, n.Value, unit, m.Value, n, papers >= 0 ? End(QuantityWord.Documents, papers) : m.Last);
        }

        return null;
    }

    private int? ReadCount(Number n)
    {
        if (!n.IsCount || n.IsYear)
            return null;
        var workers = Next(QuantityWord.People, n.Last + 1, Beside);
        if (workers >= 0)
            return People(n, workers, End(QuantityWord.People, workers));
        var papers = Next(QuantityWord.Documents, n.Last + 1, Beside);
        if (papers >= 0)
            return Part(n, QuantityKind.Things, "documents", End(QuantityWord.Documents, papers));

        // "Of the 22 workers interviewed, 18 …"
        return whole.IsOpen && whole.Whole.Quantity.Kind == QuantityKind.People && n.First - whole.Whole.Last <= PartReach && n.Value < whole.Whole.Quantity.Value && n.Value > 1 && !IsUnit(n.Last + 1) && s.Language!.Lexicon.HasSpaces
            ? Close(n, n.Last) : null;
    }

    private int People(Number n, int at, int last)
    {
        last = WholeNoun(last);
        var before = people;
        people = n.Value;
        var isAsked = WasAsked(n.First, at, last);
        if (WholeBehind(n, last) is { } total)
            return Add(QuantityKind.People, n.Value, null, total.Value, n, total.Last);
        if (isAsked && Precedes(QuantityWord.All, n.First))
            return Add(QuantityKind.People, n.Value, null, n.Value, n, last);
        if (Precedes(QuantityWord.Them, n.First) && before > n.Value)
            return Add(QuantityKind.People, n.Value, null, before, n, last);
        if (!isAsked || Precedes(QuantityWord.Of, n.First) || Is(QuantityWord.Among, last + 1))
            return Part(n, QuantityKind.People, null, last, isAsked);
        whole = (new PlacedQuantity(new Quantity(QuantityKind.People, n.Value, null, null, "", n.Start, n.End), n.First, last), false);
        return last + 1;
    }

    // 22名工人, "migrant workers": what is counted may take two words.
    private int WholeNoun(int last)
    {
        while (last + 1 < s.Tokens.Count && s.Tokens[last + 1].Before == Marks.None)
        {
            // 24名受访实习生
            var next = !s.Language!.Lexicon.HasSpaces && End(QuantityWord.Interviewed, last + 1) is >= 0 and var asked ? asked + 1 : last + 1;
            if (End(QuantityWord.People, next) is not (>= 0 and var longer))
                break;
            last = longer;
        }

        return last;
    }

    // "one worker of 120", "18 workers out of the 22 interviewed"
    private Number? WholeBehind(Number n, int last) =>
        End(QuantityWord.Of, last + 1) is >= 0 and var of && NumberAt(SkipFillers(of + 1, Beside)) is { IsCount: true, IsYear: false } m
            && m.Value >= n.Value && m.Value > 1 && !IsUnit(m.Last + 1) && (m.Last + 1 >= s.Tokens.Count || said[m.Last + 1].Money is null && !Is(QuantityWord.Old, m.Last + 1))
            ? m : null;

    /// <summary>A count that is a whole, or a part of one that is open, or stands by itself.</summary>
    private int Part(Number n, QuantityKind kind, string? unit, int last, bool isAsked = false)
    {
        if (whole.IsOpen && whole.Whole.Quantity.Kind == kind && n.First - whole.Whole.Last <= PartReach && n.Value < whole.Whole.Quantity.Value)
            return Close(n, last);
        var opens = Is(QuantityWord.Among, last + 1) || Is(QuantityWord.Among, last + 2)
            || Precedes(QuantityWord.Of, n.First) && s.Language!.Lexicon.HasSpaces && BeginsClause(n.First);
        double? all = Precedes(QuantityWord.All, n.First) ? n.Value : null;
        var quantity = new Quantity(kind, n.Value, unit, all, text[n.Start..s.Tokens[last].End], n.Start, s.Tokens[last].End);
        var placed = new PlacedQuantity(quantity, n.First, last);
        if (opens)
            whole = (placed, true);
        var isOne = kind == QuantityKind.People && n.Value == 1; // "a worker": in many languages no more than the article
        if (!(opens && isAsked) && !isOne)
            found.Add(placed);
        return last + 1;
    }

    /// <summary>Writes the part together with its whole, in place of the whole alone.</summary>
    private int Close(Number n, int last)
    {
        var total = whole.Whole;
        found.RemoveAll(q => q.First == total.First && q.Quantity.Of is null);
        whole.IsOpen = false;
        var start = total.Quantity.Start;
        var end = Math.Max(n.End, s.Tokens[last].End);
        return Add(total.Quantity.Kind, n.Value, total.Quantity.Unit, total.Quantity.Value, total.First, start, last, end);
    }

    private bool BeginsClause(int number)
    {
        for (var i = number - 1; i >= 0 && number - i <= 4; i--)
        {
            if (End(QuantityWord.Of, i) is >= 0 and var end && OnlyFillers(end + 1, number))
                return i == 0 || (s.Tokens[i].Before & (Marks.Comma | Marks.Semicolon | Marks.Colon)) != Marks.None;
        }

        return false;
    }

    // "we interviewed 22 workers", "22 workers were interviewed", "27 interviewed workers": asked, and that is all.
    private bool WasAsked(int first, int at, int last)
    {
        for (var i = Math.Max(0, first - Beside - 1); i <= Math.Min(last + Beside, s.Tokens.Count - 1); i++)
        {
            if ((i < first ? End(QuantityWord.Interviewed, i) < first : i > last || i <= at) && Is(QuantityWord.Interviewed, i) && (i <= last || (s.Tokens[i].Before & Marks.Comma) == Marks.None))
                return true;
        }

        return false;
    }
}
