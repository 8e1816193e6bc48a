using Microsoft.AspNetCore.Mvc;

namespace SupplyRisk.App.Pages;

/// <summary>An uploaded file on disk for as long as a handler reads it.</summary>
internal sealed class UploadedFile : IAsyncDisposable
{
    private UploadedFile(string path) => Path = path;

    public string Path { get; }

    public static async Task<UploadedFile> KeepAsync(IFormFile file, CancellationToken ct)
    {
        // Our own name: the sender's is shown, never used as a path. The extension helps to tell formats apart.
        var extension = System.IO.Path.GetExtension(file.FileName);
        var kept = new UploadedFile(System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + (extension.All(c => c == '.' || char.IsAsciiLetterOrDigit(c)) && extension.Length < 8 ? extension : "")));
        try
        {
            await using var target = new FileStream(kept.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await file.CopyToAsync(target, ct);
            return kept;
        }
        catch
        {
            await kept.DisposeAsync(); // a disk that ran full must not stay so
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(Path);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Limits of an address that takes files.</summary>
internal static class Uploads
{
    public static RouteHandlerBuilder AcceptsUploads(this RouteHandlerBuilder route, long bytes) =>
        route.WithMetadata(new RequestSizeLimitAttribute(bytes + (1 << 20))).WithFormOptions(multipartBodyLengthLimit: bytes + (1 << 20));
}
