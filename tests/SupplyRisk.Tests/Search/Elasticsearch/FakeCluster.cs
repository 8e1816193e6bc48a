using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>A search engine in the test's own process, on a real socket: small, in memory, and faithful in the part the adapter uses (checked by <see cref="RecordedExchangesTests"/>).</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FakeFlavour _flavour;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();

    private FakeCluster(FakeFlavour flavour, WebApplication app)
    {
        (_flavour, _app) = (flavour, app);
        Store = new FakeStore(flavour);
    }

    public FakeStore Store { get; }

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Asked before each request; null lets it through.</summary>
    public Func<FakeCall, FakeFault?> Fault { get; set; } = _ => null;

    /// <summary>An Authorization header without which nothing is answered; null lets everybody in.</summary>
    public string? Authorization { get; set; }

    public ConcurrentQueue<FakeCall> Calls { get; } = new();

    public static async Task<FakeCluster> StartAsync(FakeFlavour flavour, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (configure is null)
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        else
            configure(builder);
        var app = builder.Build();
        var cluster = new FakeCluster(flavour, app);
        app.Run(cluster.AnswerAsync);
        await app.StartAsync();
        cluster.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()); // Kestrel has one
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var call = await ReadAsync(http.Request);
        Calls.Enqueue(call);
        var fault = Fault(call);
        if (fault is { Hangs: true })
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        if (fault is { Status: 0, Works: false })
        {
            http.Abort();
            return;
        }
        var (status, body) = fault is { Status: > 0 } ? (fault.Status, fault.Body) : Work(http.Request, call);
        if (fault is { Works: true, Half: false })
        {
            http.Abort();
            return;
        }
        if (fault?.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await WriteAsync(http, status, body, fault is { Half: true });
    }

    private (int Status, string? Body) Work(HttpRequest request, FakeCall call)
    {
        if (Authorization is { } wanted && call.Authorization != wanted)
            return (401, Error(401, "security_exception", call.Authorization.Length == 0 ? $"missing authentication credentials for REST request [{call.Path}]" : "failed to authenticate user [elastic]"));
        lock (_gate)
        {
            try
            {
                var (status, body) = Store.Handle(call.Method, call.Path, request.Query.ToDictionary(q => q.Key, q => (string?)q.Value ?? ""), call.Body);
                return (status, body?.ToString(Formatting.None));
            }
            catch (FakeError e)
            {
                return (e.Status, call.Method == "HEAD" ? null : Error(e.Status, e.Type, e.Message));
            }
        }
    }

    private static string Error(int status, string type, string reason)
    {
        var error = new JObject(new JProperty("type", type), new JProperty("reason", reason));
        error["root_cause"] = new JArray(error.DeepClone());
        return new JObject(new JProperty("error", error), new JProperty("status", status)).ToString(Formatting.None);
    }

    private static async Task<FakeCall> ReadAsync(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        await using var plain = encoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        return new FakeCall(request.Method, request.Path, request.QueryString.ToString(), request.ContentType ?? "", encoding, request.Headers.Authorization.ToString(), body);
    }

    private static async Task WriteAsync(HttpContext http, int status, string? body, bool half)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=UTF-8";
        if (body is null || http.Request.Method == "HEAD")
            return;
        var bytes = Encoding.UTF8.GetBytes(body);
        if (!half && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                await gzip.WriteAsync(bytes);
            bytes = packed.ToArray();
            http.Response.Headers.ContentEncoding = "gzip";
        }
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(half ? bytes.AsMemory(0, bytes.Length / 2) : bytes);
        if (half)
        {
            await http.Response.Body.FlushAsync();
            http.Abort();
        }
    }
}
