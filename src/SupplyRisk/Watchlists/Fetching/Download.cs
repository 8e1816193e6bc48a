using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using Polly;
using Polly.Retry;

namespace SupplyRisk.Watchlists.Fetching;

/// <summary>What an address said to ask with next time whether anything is new.</summary>
internal sealed record Validators(string? ETag, string? LastModified)
{
    public bool Any => ETag is not null || LastModified is not null;
}

/// <summary>What became of asking an address.</summary>
/// <param name="File">Where the bytes lie; null if the publisher says that nothing is new.</param>
internal sealed record Downloaded(ListFile? File, Validators Validators);

/// <summary>Asks an address for its file: https, no way into our own network, size and time capped, again after a passing fault.</summary>
internal sealed class Download : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly FetchOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient client;
    private readonly ResiliencePipeline<Downloaded> pipeline;

    public Download(FetchOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // each step is looked at
            UseProxy = false, // a proxy would resolve names for us, unseen
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 64,
            SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.None },
            ConnectCallback = (context, ct) => AddressRules.ConnectAsync(context.DnsEndPoint, options.AllowPrivateAddresses, "Watchlists__AllowPrivateAddresses", ct),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("SupplyRisk", "1.0"));
        pipeline = Pipeline();
    }

    /// <param name="known">What the address said last time; null to get the file in any case.</param>
    /// <param name="folder">Where to put the file.</param>
    /// <exception cref="ForbiddenAddressException">The address, or one it leads to, may not be fetched from.</exception>
    /// <exception cref="HttpRequestException">It did not answer, or not with a file, however often it was asked.</exception>
    public async Task<Downloaded> GetAsync(Uri address, string? authorization, Validators? known, string folder, CancellationToken ct) =>
        await pipeline.ExecuteAsync(async token => await OnceAsync(address, authorization, known, folder, token), ct);

    public void Dispose() => client.Dispose();

    private async Task<Downloaded> OnceAsync(Uri address, string? authorization, Validators? known, string folder, CancellationToken ct)
    {
        using var capped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = time.CreateTimer(_ => capped.Cancel(), null, options.Timeout, Timeout.InfiniteTimeSpan);
        try
        {
            return await FollowAsync(address, authorization, known, folder, capped.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{address.Host} took longer than {options.Timeout:g}.", e);
        }
    }

    private async Task<Downloaded> FollowAsync(Uri address, string? authorization, Validators? known, string folder, CancellationToken ct)
    {
        var at = address;
        for (var step = 0; step <= MostRedirects; step++)
        {
            AddressRules.CheckForm(at, options.AllowPrivateAddresses);
            using var request = new HttpRequestMessage(HttpMethod.Get, at) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
            // A key is for whom it was given, not for whoever they lead to.
            if (authorization is not null && at.Authority == address.Authority && at.Scheme == address.Scheme) request.Headers.TryAddWithoutValidation("Authorization", authorization);
            if (known?.ETag is { } etag) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (known?.LastModified is { } modified) request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.StatusCode is HttpStatusCode.NotModified && known is not null) return new Downloaded(null, known);
            if ((int)answer.StatusCode is >= 300 and < 400)
            {
                if (answer.Headers.Location is not { } next) throw new HttpRequestException($"{at.Host} answers {(int)answer.StatusCode} and does not say where to.", null, answer.StatusCode);
                at = new Uri(at, next);
                continue;
            }
            if (!answer.IsSuccessStatusCode) throw Failed(at, answer);
            return new Downloaded(await KeepAsync(at, answer, folder, ct), new Validators(Header(answer.Headers, "ETag"), Header(answer.Content.Headers, "Last-Modified")));
        }
        throw new HttpRequestException($"{address.Host} leads on more than {MostRedirects} times.", null, HttpStatusCode.LoopDetected);
    }

    private async Task<ListFile> KeepAsync(Uri at, HttpResponseMessage answer, string folder, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentLength > options.LargestDownload) throw TooLarge(at);
        var path = Path.Combine(folder, Path.GetRandomFileName());
        await using var from = await answer.Content.ReadAsStreamAsync(ct);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var (chunk, total) = (new byte[80 * 1024], 0L);
        int read;
        while ((read = await from.ReadAsync(chunk, ct)) > 0)
        {
            // What is sent may say it is shorter, and what it unpacks to is not said at all.
            if ((total += read) > options.LargestDownload) throw TooLarge(at);
            await to.WriteAsync(chunk.AsMemory(0, read), ct);
        }
        return new ListFile(path, NameOf(at));
    }

    private InvalidDataException TooLarge(Uri at) => new($"{at.Host} gives more than {options.LargestDownload >> 20} MB, which no list has.");

    private static string NameOf(Uri at) => Words.Visible(Uri.UnescapeDataString(at.Segments[^1].Trim('/')) is { Length: > 0 and < 120 } name ? name : at.Host);

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 && values.ToString() is { Length: > 0 and < 500 } value ? value : null;

    private static HttpRequestException Failed(Uri at, HttpResponseMessage answer)
    {
        var failed = new HttpRequestException($"{at.GetLeftPart(UriPartial.Path)} answers {(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd() + ".", null, answer.StatusCode);
        if (answer.Headers.RetryAfter?.Delta is { } wait) failed.Data[nameof(answer.Headers.RetryAfter)] = wait;
        return failed;
    }

    private ResiliencePipeline<Downloaded> Pipeline()
    {
        var builder = new ResiliencePipelineBuilder<Downloaded> { TimeProvider = time };
        if (options.Retries == 0) return builder.Build();
        return builder.AddRetry(new RetryStrategyOptions<Downloaded>
        {
            MaxRetryAttempts = options.Retries,
            Delay = options.FirstPause,
            MaxDelay = LongestPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && IsPassing(e)),
            DelayGenerator = args => ValueTask.FromResult(
                args.Outcome.Exception?.Data[nameof(HttpResponseHeaders.RetryAfter)] is TimeSpan asked ? (asked < LongestPause ? asked : LongestPause) : (TimeSpan?)null),
        }).Build();
    }

    // What the server says is so will be so in a minute, except that it is busy or broken; a forbidden address stays one.
    private static bool IsPassing(Exception e) => e switch
    {
        HttpRequestException { InnerException: ForbiddenAddressException } => false,
        HttpRequestException { StatusCode: { } status } => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (>= HttpStatusCode.InternalServerError and not HttpStatusCode.LoopDetected and not HttpStatusCode.NotImplemented),
        HttpRequestException or TimeoutException or IOException => true,
        _ => false,
    };
}
