namespace SupplyRisk.App.Pages.Documents;

/// <summary>Numbers as a reader takes them in: <c>3, 5–8</c>.</summary>
internal static class Numbering
{
    /// <param name="numbers">In any order; may hold one twice.</param>
    public static string Of(IEnumerable<int> numbers)
    {
        var runs = new List<(int From, int To)>();
        foreach (var number in numbers.Distinct().Order())
        {
            if (runs.Count > 0 && runs[^1].To == number - 1) runs[^1] = (runs[^1].From, number);
            else runs.Add((number, number));
        }

        return string.Join(", ", runs.Select(r => r.From == r.To ? $"{r.From}" : $"{r.From}–{r.To}"));
    }
}
