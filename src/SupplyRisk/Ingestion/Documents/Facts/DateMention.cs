namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>A date or a range of days as it stands in a text.</summary>
/// <param name="Start">First offset.</param>
/// <param name="End">Offset after the last.</param>
/// <param name="From">The day, or the first of a range; in an ambiguous date, with the day in front.</param>
/// <param name="To">The last day; the same as <paramref name="From"/> for one day.</param>
/// <param name="Swapped">The day if the month stood in front, for a date like 03/04/2025 whose order its digits do not tell; else null.</param>
/// <param name="Order">What its digits tell of the order used: true day first, false month first, null nothing.</param>
internal sealed record DateMention(int Start, int End, DateOnly From, DateOnly To, DateOnly? Swapped = null, bool? Order = null);
