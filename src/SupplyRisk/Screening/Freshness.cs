using System.Globalization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>Documents lose weight in steps at 12, 18 and 24 months, never daily, so a score moves on days that can be told.</summary>
public static class Freshness
{
    private static readonly int[] StepMonths = [12, 18, 24];

    /// <summary>The next day on which a document crosses a step, or null.</summary>
    public static DateOnly? NextStep(IReadOnlyList<DocumentFact> documents, DateOnly asOf)
    {
        DateOnly? next = null;
        foreach (var document in documents)
        {
            if (document.Date is not { } date) continue;
            foreach (var months in StepMonths)
            {
                var day = date.AddMonths(months);
                if (day > asOf && (next is null || day < next)) next = day;
            }
        }
        return next;
    }

    /// <summary>How many steps each document has crossed, in their order.</summary>
    public static string Steps(IReadOnlyList<DocumentFact> documents, DateOnly asOf) =>
        string.Join(',', documents.Select(d => d.Date is { } date
            ? StepMonths.Count(m => date.AddMonths(m) <= asOf).ToString(CultureInfo.InvariantCulture) : "?"));
}
