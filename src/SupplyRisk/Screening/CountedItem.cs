using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>A quantity of a finding as the outside sees it: the same in command output and API.</summary>
/// <param name="Kind"><c>money, people, things, share, hours, duration, age</c>.</param>
/// <param name="Unit">Money: ISO 4217 code, else the word said (<c>rupees</c>). Hours: <c>day</c>, <c>week</c>, <c>month</c> they are counted in. Duration: <c>day</c> to <c>year</c>. Share: <c>workers</c>, <c>wages</c>. Null where the passage does not say.</param>
/// <param name="Currency">ISO 4217 code, or null where the words name no country's money, and for other kinds.</param>
/// <param name="Of">Of how many, or null.</param>
/// <param name="Text">The words as they stand.</param>
/// <param name="Start">UTF-16 offset in the text, as for the finding.</param>
/// <param name="End">Offset after the last.</param>
public sealed record CountedItem(string Kind, double Value, string? Unit, string? Currency, double? Of, string Text, int Start, int End)
{
    public static CountedItem From(Quantity q) => new(Words.Snake(q.Kind), q.Value, q.Unit, q.Kind == QuantityKind.Money && q.Unit is [>= 'A' and <= 'Z', ..] ? q.Unit : null, q.Of, q.Text, q.Start, q.End);
}
