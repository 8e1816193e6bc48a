using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Record;

/// <summary>What stands in the record as people read it; the record itself keeps ids and words for programs.</summary>
public static class RecordWords
{
    private const string Between = ", ";

    /// <summary><c>decided_by</c> → <c>decided by</c>, <c>supplier_id</c> → <c>supplier</c>.</summary>
    public static string Of(string factName) => Spaced(factName.EndsWith("_id", StringComparison.Ordinal) ? factName[..^3] : factName);

    /// <summary>A value of a fact: names for ids, words for words of programs; text that people wrote as it is.</summary>
    public static string Of(RecordEntry entry, string factName, string value)
    {
        if (factName is "words" or "because" or "quote" or "text") return value;
        if (factName == "reason_code") return ReasonCodes.All.FirstOrDefault(r => r.Code == value).Words ?? value;
        var parts = Parts(value);
        return parts.Any(entry.Names.ContainsKey) ? string.Join(Between, parts.Select(p => entry.Names.TryGetValue(p, out var named) ? named.Name : p))
            : IsWord(value) ? Spaced(value)
            : value.EndsWith('Z') && DateTime.TryParseExact(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at)
                ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC" : value;
    }

    /// <summary>True if a value is an id that nothing is called by: it tells a person nothing.</summary>
    public static bool IsBareId(RecordEntry entry, string value) => Guid.TryParseExact(value, "D", out _) && !entry.Names.ContainsKey(value);

    /// <summary>The ids among the values, said by name or not at all elsewhere, with their fact: for a column of their own.</summary>
    public static string Ids(RecordEntry entry) => string.Join("; ", from f in entry.Facts
                                                                     from v in new[] { f.Before, f.After }
                                                                     where v is not null && (Parts(v).Any(entry.Names.ContainsKey) || IsBareId(entry, v))
                                                                     select $"{f.Name}: {v}");

    internal static string[] Parts(string value) => value.Split(Between);

    // As this product writes words for programs: not_assessed, NotAssessed.
    private static bool IsWord(string value) =>
        value.Length is > 2 and < 60 && char.IsAsciiLetter(value[0])
        && (value.All(c => char.IsAsciiLetterLower(c) || c == '_') ? value.Contains('_', StringComparison.Ordinal)
            : char.IsAsciiLetterUpper(value[0]) && value.All(char.IsAsciiLetter) && value.Skip(1).Any(char.IsAsciiLetterUpper) && value.Any(char.IsAsciiLetterLower));

    private static string Spaced(string word) => word.Contains('_', StringComparison.Ordinal) ? word.Replace('_', ' ')
        : string.Concat(word.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}

/// <summary>What the ids among values are called now.</summary>
internal static class FactNames
{
    public static async Task<IReadOnlyDictionary<string, RecordName>> ReadAsync(SupplyRiskDb db, IEnumerable<RecordFact> facts, CancellationToken ct)
    {
        var values = facts.SelectMany(f => new[] { f.Before, f.After }).OfType<string>().SelectMany(RecordWords.Parts).ToHashSet(StringComparer.Ordinal);
        var named = new Dictionary<string, RecordName>(StringComparer.Ordinal);
        foreach (var machine in new[] { Actor.Schedule, Actor.LocalAdministrator })
            if (values.Contains(machine.Id)) named[machine.Id] = new RecordName(machine.Name, null);
        foreach (var some in values.Select(v => Guid.TryParseExact(v, "D", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Chunk(500))
        {
            foreach (var p in await db.People.Where(p => some.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(ct)) named[$"{p.Id}"] = new RecordName(p.Name, null);
            foreach (var s in await db.SupplierVersions.Now().Where(v => some.Contains(v.SupplierId)).Select(v => new { v.SupplierId, v.Name }).ToListAsync(ct)) named[$"{s.SupplierId}"] = new RecordName(s.Name, $"supplier:{s.SupplierId}");
            foreach (var d in await db.Documents.Where(d => some.Contains(d.Id)).Select(d => new { d.Id, d.Path }).ToListAsync(ct)) named[$"{d.Id}"] = new RecordName(d.Path, $"document:{d.Id}");
        }
        return named;
    }
}
