using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupplyRisk.Tests.Review.Notifications;

/// <summary>Somebody's program that takes webhooks, in this process, on the loopback address.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>What it answers the next requests with; 204 when used up.</summary>
    public ConcurrentQueue<int> Answers { get; } = [];

    /// <summary>Every request that came: its signature, its event id and its body as bytes.</summary>
    public ConcurrentQueue<(string Signature, string EventId, byte[] Body, int Answer)> Got { get; } = [];

    public Uri Address => new(new Uri(app.Urls.Single()), "/hook");

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var answer = Answers.TryDequeue(out var said) ? said : StatusCodes.Status204NoContent;
        Got.Enqueue((http.Request.Headers["SupplyRisk-Signature"].ToString(), http.Request.Headers["SupplyRisk-Event-Id"].ToString(), body.ToArray(), answer));
        http.Response.StatusCode = answer;
        if (answer is >= 300 and < 400) http.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
    }
}
