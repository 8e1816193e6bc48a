using System.Globalization;

namespace SupplyRisk.Screening;

/// <summary>Says in sentences what moved between two screenings.</summary>
public static class Changes
{
    public static WhatChanged Between(SupplierScreening? previous, ScreeningResult now)
    {
        var was = previous is null ? ScreeningResult.Empty : StoredJson.Read<ScreeningResult>(previous.ResultJson);
        var before = ByReason(was);
        var after = ByReason(now);
        var added = after.Where(a => !before.ContainsKey(a.Key)).Select(a => $"{a.Key.Because} ({Points(a.Value)})").ToList();
        added.AddRange(now.Flags.Where(f => !was.Flags.Any(o => o.Kind == f.Kind && o.Because == f.Because)).Select(f => $"Flagged: {f.Because}"));
        var removed = before.Where(b => !after.ContainsKey(b.Key)).Select(b => $"{b.Key.Because} ({Points(b.Value)})").ToList();
        removed.AddRange(was.Flags.Where(f => !now.Flags.Any(n => n.Kind == f.Kind && n.Because == f.Because)).Select(f => $"No longer flagged: {f.Because}"));
        var moved = after.Where(a => before.TryGetValue(a.Key, out var old) && old != a.Value)
            .Select(a => $"{a.Key.Because} ({Points(before[a.Key])} → {Points(a.Value)})").ToList();
        return new WhatChanged(added, removed, moved);
    }

    private static Dictionary<(string Rule, string Because), int> ByReason(ScreeningResult result)
    {
        var byReason = new Dictionary<(string, string), int>();
        foreach (var row in result.Contributions)
            byReason[(row.Rule, row.Because)] = byReason.GetValueOrDefault((row.Rule, row.Because)) + row.Points;
        return byReason;
    }

    private static string Points(int hundredths) => (hundredths / 100m).ToString("+0.##;-0.##;0", CultureInfo.InvariantCulture);
}
