using SupplyRisk.Ingestion.Documents.Facts;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening.Reading;

/// <summary>What is read out of a document's text beside findings. Made anew whenever the document is read for evidence; the document itself stays as it arrived.</summary>
public sealed class DocumentReading
{
    public required Guid DocumentId { get; init; }

    /// <summary><see cref="ReadFacts"/> as JSON.</summary>
    public required string FactsJson { get; init; }

    /// <summary>The text as a sketch, to tell near-duplicates; empty if it is too short to tell.</summary>
    public required string Sketch { get; init; }
}

/// <summary>One band of a sketch: two texts that are nearly the same share at least one.</summary>
public sealed class SketchBand
{
    public required Guid DocumentId { get; init; }

    /// <summary>From 0.</summary>
    public required int Band { get; init; }

    public required long Hash { get; init; }
}

/// <summary>What a document says of its own method, of the origin of goods, and of organised labour transfers.</summary>
/// <param name="Origins">In the order of the text; may be empty.</param>
/// <param name="TransferWording">A passage that speaks of organised labour transfers together with Xinjiang, or null.</param>
public sealed record ReadFacts(AuditMethod Method, IReadOnlyList<StatedOrigin> Origins, string? TransferWording)
{
    public static readonly ReadFacts Nothing = new(AuditMethod.NotStated, [], null);

    /// <summary>Rows of tables of findings, in the order of the text; may be empty.</summary>
    public IReadOnlyList<AuditTables.AuditTableRow> Rows { get; init; } = [];

    public static ReadFacts Of(string text)
    {
        var folded = LetterFold.Of(text);
        return new(AuditMethodReader.Read(folded), OriginStatements.Read(text, folded), Reading.TransferWording.Read(text, folded));
    }
}

/// <summary>An origin that a document states under a label, as in a certificate of origin.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, or null.</param>
public sealed record StatedOrigin(string Goods, string? Country, string Place, int Start, int End);
