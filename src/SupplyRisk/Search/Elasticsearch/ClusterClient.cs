using System.IO.Compression;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Polly.CircuitBreaker;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>Who waits for an answer.</summary>
internal enum Waiting
{
    /// <summary>A person: rather a clear no than a long wait.</summary>
    Person,

    /// <summary>The feeder: takes its time.</summary>
    Feeder,
}

/// <summary>One request, to any node. All of ours may be sent twice: writes carry versions or the number they build on.</summary>
internal sealed record ClusterRequest(HttpMethod Method, string Path, Waiting Waiting, byte[]? Body = null, string ContentType = "application/json")
{
    public static ClusterRequest Get(string path, Waiting waiting = Waiting.Feeder) => new(HttpMethod.Get, path, waiting);

    public static ClusterRequest Put(string path, JObject body) => new(HttpMethod.Put, path, Waiting.Feeder, Json.Bytes(body));

    public static ClusterRequest Post(string path, JObject? body, Waiting waiting = Waiting.Feeder) =>
        new(HttpMethod.Post, path, waiting, body is null ? null : Json.Bytes(body));
}

/// <summary>Speaks HTTP with the cluster: nodes in turn, sign-in, gzip, time-outs, retries, circuit breaker. Knows nothing of what is asked.</summary>
internal sealed class ClusterClient : IDisposable
{
    /// <summary>Smaller bodies gain nothing from compression.</summary>
    private const int WorthCompressing = 1024;

    private readonly ElasticsearchOptions _options;
    private readonly HttpClient _http;
    private readonly Nodes _nodes;
    private readonly Patience _patience;
    private readonly AuthenticationHeaderValue? _signIn;
    private readonly IReadOnlyList<string> _secrets;

    public ClusterClient(ElasticsearchOptions options, HttpMessageHandler handler, TimeProvider time, ILogger log)
    {
        _options = options;
        _signIn = options.SignIn();
        _secrets = options.Secrets();
        _nodes = new Nodes(options.Nodes, time);
        _patience = new Patience(time, log);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // each attempt has its own
    }

    /// <summary>Asks, and reads the answer as a whole.</summary>
    /// <exception cref="SearchUnavailableException">No node answers, or the cluster refuses the sign-in.</exception>
    public Task<Answer> SendAsync(ClusterRequest request, CancellationToken ct) =>
        SendAsync(request, AnswerAsync, ct);

    /// <summary>A server or proxy that repeats what it was sent must not bring a secret into a log.</summary>
    public async Task<Answer> AnswerAsync(int status, Stream body, CancellationToken ct)
    {
        var answer = await Answer.ReadBodyAsync(body, ct);
        return new Answer(status, status < 400 || _secrets.Count == 0 ? answer : JObject.Parse(_secrets.Aggregate(answer.ToString(), (t, secret) => t.Replace(secret, "…", StringComparison.Ordinal))));
    }

    /// <summary>Asks, and reads the answer as it comes. A reading that ends in the middle is begun again from another node.</summary>
    public async Task<T> SendAsync<T>(ClusterRequest request, Func<int, Stream, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        try
        {
            return await _patience.For(request.Waiting).ExecuteAsync(async token => await AttemptAsync(request, read, token), ct);
        }
        catch (NodeFailureException e)
        {
            throw new SearchUnavailableException(e.IsBusy ? $"The search engine has too much to do: {e.Message}" : $"The search engine cannot be reached: {e.Message}", e);
        }
        catch (BrokenCircuitException e)
        {
            throw new SearchUnavailableException("The search engine could not be reached several times over; it is asked again in a moment.", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> AttemptAsync<T>(ClusterRequest request, Func<int, Stream, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        var node = _nodes.Next();
        var host = _nodes.AddressOf(node).Authority;
        var patience = request.Waiting == Waiting.Person ? _options.SearchTimeout : _options.WriteTimeout;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(patience);
        try
        {
            using var message = MessageTo(_nodes.AddressOf(node), request);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            await using var body = await response.Content.ReadAsStreamAsync(timeout.Token);
            var status = (int)response.StatusCode;
            if (status is 401 or 403 or 429 or >= 500)
                await RefuseAsync(response, body, status, host, timeout.Token);
            var result = await read(status, body, timeout.Token);
            _nodes.Answered(node);
            return result;
        }
        catch (NodeFailureException e)
        {
            if (!e.IsBusy)
                _nodes.Failed(node);
            throw;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            _nodes.Failed(node);
            throw new NodeFailureException($"{host} did not answer within {patience.TotalSeconds:0.##} s.", inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            _nodes.Failed(node);
            throw new NodeFailureException($"{host}: {Cause(e)}", inner: e);
        }
        catch (JsonException e)
        {
            _nodes.Failed(node);
            throw new NodeFailureException($"{host} gave an answer that is not JSON, or only half of it.", inner: e);
        }
    }

    private HttpRequestMessage MessageTo(Uri node, ClusterRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(node, node.AbsolutePath.TrimEnd('/') + "/" + request.Path));
        message.Headers.Accept.ParseAdd("application/json");
        message.Headers.Authorization = _signIn;
        if (request.Body is not { } body)
            return message;
        message.Content = new ByteArrayContent(body.Length < WorthCompressing ? body : Compressed(body));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        if (body.Length >= WorthCompressing)
            message.Content.Headers.ContentEncoding.Add("gzip");
        return message;
    }

    private static byte[] Compressed(byte[] body)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(body);
        return compressed.ToArray();
    }

    private async Task RefuseAsync(HttpResponseMessage response, Stream body, int status, string host, CancellationToken ct)
    {
        JObject answer = [];
        try
        {
            answer = (await AnswerAsync(status, body, ct)).Body;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            // A proxy's page says no more than its status.
        }
        var error = answer["error"] as JObject;
        var reason = error is null ? "" : " " + Answer.Reason(error);
        if (Dialect.IsBlocked(status, (string?)error?["type"]))
            throw new SearchUnavailableException($"The search engine takes no writes; is its disk full?{reason}");
        if (status is 401 or 403)
            throw new SearchUnavailableException($"The search engine at {host} refuses the sign-in or its rights ({status}). Check Search:Elasticsearch.{reason}");
        throw new NodeFailureException($"{host} answered {status}.{reason}", busy: status == 429, RetryAfter(response));
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;

    private static string Cause(Exception e) => (e.InnerException ?? e).Message;
}
