using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupplyRisk.Tests.Watchlists.Fetching;

/// <summary>A publisher's server in this process, on the loopback address.</summary>
internal sealed class ListServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ListServer(WebApplication app) => this.app = app;

    /// <summary>What each path answers with; called for every request.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Every request, as method, path and the headers that matter here.</summary>
    public ConcurrentQueue<(string Path, string? IfNoneMatch, string? IfModifiedSince, string? Authorization)> Asked { get; } = [];

    public static async Task<ListServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ListServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public Uri At(string path) => new(new Uri(app.Urls.Single()), path);

    /// <summary>Answers with a text, and with 304 to whoever has this very one.</summary>
    public void Gives(string path, string text, string etag) => Answers[path] = http =>
    {
        http.Response.Headers.ETag = etag;
        if (http.Request.Headers.IfNoneMatch == etag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        return http.Response.WriteAsync(text);
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var h = http.Request.Headers;
        Asked.Enqueue((http.Request.Path, h.IfNoneMatch.FirstOrDefault(), h.IfModifiedSince.FirstOrDefault(), h.Authorization.FirstOrDefault()));
        if (Answers.TryGetValue(http.Request.Path, out var answer)) return answer(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
