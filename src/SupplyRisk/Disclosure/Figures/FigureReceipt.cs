using SupplyRisk.Screening.Receipts;

namespace SupplyRisk.Disclosure.Figures;

/// <summary>What a figure came to and from what, so that anyone with the frozen records can count it again.</summary>
/// <param name="RecordsDigest">Of <see cref="FrozenRecords"/>.</param>
/// <param name="Digest">Over everything else here.</param>
public sealed record FigureReceipt(string Figure, string Query, DateOnly AsOf, string RecordsDigest, decimal? Number, FigureUnit Unit, IReadOnlyList<FigurePart> Parts, IReadOnlyList<string> Rows, string Digest)
{
    public static FigureReceipt Of(Figure figure, FrozenRecords records, string recordsDigest)
    {
        var value = figure.Of(records);
        var receipt = new FigureReceipt(figure.Id, figure.Query, records.AsOf, recordsDigest, value.Number, value.Unit, value.Parts, value.Rows, "");
        return receipt with { Digest = receipt.Digested() };
    }

    /// <summary>Counts again. Null if it comes to the same, else what differs.</summary>
    public string? DiffersFrom(FrozenRecords records, string recordsDigest)
    {
        if (Digest != Digested()) return $"{Figure}: the receipt was changed after it was written.";
        if (RecordsDigest != recordsDigest) return $"{Figure}: the receipt is of other records ({RecordsDigest}) than these ({recordsDigest}).";
        if (FigureCatalogue.Find(Figure) is not { } known) return $"{Figure}: this program knows no such figure.";
        var again = Of(known, records, recordsDigest);
        return again.Digest == Digest ? null : $"{Figure}: the receipt says {As()}, the records give {again.As()}.";
    }

    private string As() => new FigureValue(Number, Parts, Rows) { Unit = Unit }.Said();

    private string Digested() => CanonicalJson.Digest(CanonicalJson.Tree(this with { Digest = "" }));
}
