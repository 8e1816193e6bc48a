using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SupplyRisk.Audit;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.Review.Notifications;

/// <summary>What an attempt came to.</summary>
/// <param name="IsFinal">True if trying again cannot help.</param>
internal sealed record Attempt(bool Arrived, string Reason, bool IsFinal = false);

/// <summary>Posts messages, signed. Like the lists' download it goes to https only, never into our own network, and follows no redirect.</summary>
internal sealed class Webhook : IDisposable
{
    public const string SignatureHeader = "SupplyRisk-Signature", EventHeader = "SupplyRisk-Event-Id";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly NotificationOptions options;
    private readonly TimeProvider time;
    private readonly AuditSeal seal;
    private readonly HttpClient client;

    public Webhook(NotificationOptions options, TimeProvider time, AuditSeal seal)
    {
        (this.options, this.time, this.seal) = (options, time, seal);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false, // a proxy would resolve names for us, unseen
            UseCookies = false,
            ConnectTimeout = Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 64,
            ConnectCallback = (context, ct) => AddressRules.ConnectAsync(context.DnsEndPoint, options.AllowPrivateAddresses, "Notifications__AllowPrivateAddresses", ct),
        })
        { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("SupplyRisk", "1.0"));
    }

    public async Task<Attempt> SendAsync(NotificationChannel channel, NotificationMessage message, CancellationToken ct)
    {
        using var capped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        capped.CancelAfter(Timeout); // of the network, not of the product's clock
        try
        {
            var address = new Uri(channel.Target);
            AddressRules.CheckForm(address, options.AllowPrivateAddresses);
            var body = Encoding.UTF8.GetBytes(message.Body);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.TryAddWithoutValidation(EventHeader, message.EventId.ToString());
            request.Headers.TryAddWithoutValidation(SignatureHeader, Signature(channel, body));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, capped.Token);
            var said = $"{address.Host} answers {(int)answer.StatusCode}.";
            // What it says beside the number is not read: it is anybody's text.
            return answer.IsSuccessStatusCode ? new(true, said)
                : (int)answer.StatusCode is >= 300 and < 400 ? new(false, $"{said} A redirect is not followed: enter the address it leads to.", IsFinal: true)
                : new(false, said, IsFinal: answer.StatusCode == HttpStatusCode.Gone);
        }
        catch (Exception e) when ((e as ForbiddenAddressException ?? e.InnerException as ForbiddenAddressException) is { } forbidden)
        {
            return new(false, forbidden.Message, IsFinal: true);
        }
        catch (HttpRequestException e)
        {
            return new(false, $"No connection: {e.InnerException?.Message ?? e.Message}");
        }
        catch (IOException e)
        {
            return new(false, $"The connection broke: {e.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(false, $"No answer within {Timeout.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose() => client.Dispose();

    private string Signature(NotificationChannel channel, byte[] body)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = $"t={at},v1={Sign(seal.Open(channel.Secret ?? throw new InvalidOperationException("A webhook without a secret.")), at, body)}";
        if (channel.FormerSecret is { } former && channel.FormerSecretUntil > time.GetUtcNow().UtcDateTime) signature += $",v1={Sign(seal.Open(former), at, body)}";
        return signature;
    }

    /// <param name="secret">The secret's characters as UTF-8, as it was shown.</param>
    internal static string Sign(byte[] secret, string at, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, (byte[])[.. Encoding.UTF8.GetBytes(at + "."), .. body]));

    /// <returns>A fresh secret, to be shown once.</returns>
    internal static string NewSecret() => "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
