using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening.Reading;

/// <summary>Texts that repeat others are found by what they share; what a whole form shares is not kept for each report.</summary>
public abstract class CopiedTextsTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : CopiedTextsTests(Store.Sqlite);

    public sealed class OnPostgres() : CopiedTextsTests(Store.Postgres);

    [Fact]
    public async Task Two_documents_of_one_text_are_alike_and_a_third_is_not()
    {
        var (a, b, c) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await RecordAsync([Reading(a, "loom"), Reading(b, "loom"), Reading(c, "kiln")]);
        (await AlikeAsync(a)).ShouldBe([(a, b)]);
        (await AlikeAsync(c)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_text_that_hundreds_share_is_a_form_and_costs_no_more_rows_than_shows_it()
    {
        var all = Enumerable.Range(0, 300).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var some in all.Chunk(40)) await RecordAsync([.. some.Select(d => Reading(d, "loom"))]);
        (await It.ReadAsync(db => db.SketchBands.CountAsync(Ct))).ShouldBe(TextSketch.Bands * 51);
        (await AlikeAsync(all[0])).ShouldBeEmpty();

        await RecordAsync([.. all.Take(40).Select(d => Reading(d, "loom"))]); // read anew
        (await It.ReadAsync(db => db.SketchBands.CountAsync(Ct))).ShouldBe(TextSketch.Bands * 51);
    }

    // Five hundred words that no other seed gives.
    private static DocumentReading Reading(Guid document, string seed)
    {
        var words = Enumerable.Range(0, 500).Select(i => seed + string.Concat(i.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(d => (char)('a' + d - '0'))));
        return new DocumentReading { DocumentId = document, FactsJson = "{}", Sketch = TextSketch.Of(string.Join(' ', words)) };
    }

    private Task<List<(Guid Document, Guid Other)>> AlikeAsync(Guid document) => It.ReadAsync(db => CopiedTexts.AlikeAsync(db, [document], Ct));

    private Task<int> RecordAsync(List<DocumentReading> readings) => It.ReadAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        var documents = readings.ConvertAll(r => r.DocumentId);
        await db.DocumentReadings.Where(r => documents.Contains(r.DocumentId)).ExecuteDeleteAsync(Ct);
        await db.BulkInsertAsync(readings, Ct);
        await CopiedTexts.RecordAsync(db, documents, readings, Ct);
        await transaction.CommitAsync(Ct);
        return 0;
    });
}
