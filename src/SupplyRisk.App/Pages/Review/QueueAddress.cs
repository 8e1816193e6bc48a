using System.Globalization;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.App.Pages.Review;

/// <summary>A queue as an address, both ways. What cannot be read is left out.</summary>
internal static class QueueAddress
{
    public static CaseQuery Read(IQueryCollection q) => Of(name => q[name]);

    public static CaseQuery Read(IFormCollection form) => Of(name => form["queue_" + name]);

    public static string Write(CaseQuery q, int page = 1) => string.Join('&', Parts(q).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}").Concat(page > 1 ? [$"page={page}"] : []));

    /// <summary>Names and values, in one order; the page is not part of a queue.</summary>
    public static IEnumerable<(string Name, string Value)> Parts(CaseQuery q)
    {
        yield return ("lane", Words.Snake(q.Lane));
        if (q.Band is { } band) yield return ("band", Words.Snake(band));
        if (q.Status is { } status) yield return ("status", Words.Snake(status));
        if (q.Country is { } country) yield return ("country", country);
        if (q.Assignee is { } assignee) yield return ("assignee", assignee);
        if (q.Closed) yield return ("closed", "yes");
        if (q.PutOff) yield return ("put_off", "yes");
        if (q.Since is { } since) yield return ("since", Instants.Write(since));
        if (q.OlderThan is { } days) yield return ("older_than", days.ToString(CultureInfo.InvariantCulture));
    }

    private static CaseQuery Of(Func<string, string?> value) => new(
        Words.Parse<Lane>(value("lane")) ?? Lane.Risk, Words.Parse<Band>(value("band")), Words.Parse<CaseStatus>(value("status")), Text(value("country")), value("closed") == "yes",
        int.TryParse(value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1, value("put_off") == "yes", Text(value("assignee")),
        Instants.Read(value("since")), int.TryParse(value("older_than"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 10_000 ? days : null);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
