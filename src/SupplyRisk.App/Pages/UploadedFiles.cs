using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Pages;

/// <summary>Uploaded files of a list on disk for as long as a handler reads them.</summary>
internal sealed class UploadedFiles : IAsyncDisposable
{
    private readonly List<UploadedFile> kept = [];
    private readonly List<ListFile> files = [];

    /// <summary>In the order sent; may be empty.</summary>
    public IReadOnlyList<ListFile> Files => files;

    public static async Task<UploadedFiles> KeepAsync(IEnumerable<IFormFile> sent, CancellationToken ct)
    {
        var all = new UploadedFiles();
        try
        {
            foreach (var file in sent.Where(f => f.Length > 0))
            {
                all.kept.Add(await UploadedFile.KeepAsync(file, ct));
                all.files.Add(new ListFile(all.kept[^1].Path, Words.Visible(Path.GetFileName(file.FileName))));
            }
            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    public WatchlistRequest Request(string name, DateOnly? publishedOn, string? source, ReadingOptions reading) => new(files[0].Path, files[0].Name, name, publishedOn)
    {
        Source = string.IsNullOrWhiteSpace(source) ? null : source,
        More = [.. files.Skip(1)],
        Reading = reading with { Mapping = string.IsNullOrWhiteSpace(reading.Mapping) ? null : reading.Mapping },
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var file in kept) await file.DisposeAsync();
    }
}
