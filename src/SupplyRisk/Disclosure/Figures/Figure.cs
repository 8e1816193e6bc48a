using System.Globalization;

namespace SupplyRisk.Disclosure.Figures;

/// <summary>What a number counts.</summary>
public enum FigureUnit
{
    Count,
    Percent,
    Days,

    /// <summary>Parts with a number each.</summary>
    Table,

    /// <summary>Sums by currency.</summary>
    Money,

    /// <summary>Names.</summary>
    List,
}

/// <summary>A named query over the frozen records.</summary>
/// <param name="Id">As texts refer to it: <c>{suppliers_screened}</c>.</param>
/// <param name="Label">What it is, for people.</param>
/// <param name="Query">How it is counted, in a sentence: it goes out with the figure.</param>
/// <param name="Topic">What its rows are: <c>suppliers</c>, <c>flags</c>, <c>audits</c>, <c>actions</c>, <c>facts</c>.</param>
public sealed record Figure(string Id, string Label, string Query, FigureUnit Unit, string Topic, Func<FrozenRecords, FigureValue> Count)
{
    public FigureValue Of(FrozenRecords records) => Count(records) with { Unit = Unit };
}

/// <summary>What a figure came to.</summary>
/// <param name="Number">Null where there is none, or none can be told.</param>
/// <param name="Parts">Of tables, sums and lists, in order.</param>
/// <param name="Rows">Ids of the rows that were counted.</param>
public sealed record FigureValue(decimal? Number, IReadOnlyList<FigurePart> Parts, IReadOnlyList<string> Rows)
{
    public FigureUnit Unit { get; init; }

    /// <summary>True where something was counted: a sentence may then speak of it.</summary>
    public bool IsKnown => Unit is FigureUnit.Table or FigureUnit.Money or FigureUnit.List ? Parts.Count > 0 : Number is not null;

    /// <summary>True where it is known and not zero.</summary>
    public bool IsSome => Parts.Count > 0 || Number is not null and not 0;

    /// <summary>As a text says it.</summary>
    public string Said() => Unit switch
    {
        FigureUnit.Count or FigureUnit.Days => Number is { } n ? Digits(n) : "not known",
        FigureUnit.Percent => Number is { } n ? $"{Digits(n)} %" : "not known",
        FigureUnit.Table => Parts.Count == 0 ? "none" : string.Join(", ", Parts.Select(p => $"{p.Label}: {Digits(p.Number ?? 0)}")),
        FigureUnit.Money => Parts.Count == 0 ? "no sum" : string.Join(" and ", Parts.Select(p => $"{p.Label} {Digits(p.Number ?? 0)}")),
        FigureUnit.List => Parts.Count == 0 ? "none" : string.Join("; ", Parts.Select(p => p.Label)),
    };

    public static string Digits(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}

/// <param name="Number">Null for names.</param>
public sealed record FigurePart(string Label, decimal? Number);
