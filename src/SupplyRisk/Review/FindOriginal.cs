using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Ingestion.Documents.Pdf;

namespace SupplyRisk.Review;

/// <summary>How the original of a document can be shown.</summary>
public enum OriginalView
{
    /// <summary>The file was not kept.</summary>
    None,

    /// <summary>Pages as pictures.</summary>
    Pages,

    /// <summary>The file itself, shut in.</summary>
    Enclosed,

    /// <summary>Only to take away.</summary>
    Download,
}

/// <summary>The stored file of a document.</summary>
/// <param name="Path">Where it lies.</param>
public sealed record Original(Document Document, string Path, OriginalView View);

/// <summary>Finds the file a document was read from.</summary>
public sealed class FindOriginal(IDbContextFactory<SupplyRiskDb> databases, AddDocuments documents)
{
    private const int LongSide = 1_500;

    // Drawing takes a processor for a moment: a reader who scrolls must not take them all.
    private static readonly SemaphoreSlim Drawing = new(2, 2);

    /// <returns>Null if there is no such document or the actor may not see it.</returns>
    public async Task<Original?> HandleAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await FindDocuments.Seen(db, actor).AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } document) return null;
        var path = documents.KeptOriginal(document.Sha256);
        return new Original(document, path, ViewOf(document, path));
    }

    /// <summary>How a document can be shown, without reading it.</summary>
    public OriginalView ViewOf(Document document) => ViewOf(document, documents.KeptOriginal(document.Sha256));

    /// <summary>A page as PNG.</summary>
    /// <param name="page">From 1.</param>
    /// <returns>Null where there is no such page to be drawn.</returns>
    public static async Task<byte[]?> PictureAsync(Original original, int page, CancellationToken ct)
    {
        if (original.View != OriginalView.Pages || page < 1 || page > (original.Document.Pages ?? ReaderLimits.Default.MaxPages)) return null;
        await Drawing.WaitAsync(ct);
        try
        {
            return await PdfTool.PictureAsync(original.Path, page, LongSide, ReaderLimits.Default with { MaxTime = TimeSpan.FromSeconds(15) }, ct);
        }
        catch (UnreadableException)
        {
            return null; // the page says beside the picture what to do where there is none
        }
        finally
        {
            Drawing.Release();
        }
    }

    private static OriginalView ViewOf(Document document, string path) => !File.Exists(path) ? OriginalView.None : document.Format switch
    {
        "pdf" => OriginalView.Pages,
        "html" or "htm" or "txt" or "md" => OriginalView.Enclosed,
        _ => OriginalView.Download,
    };
}
