using System.Net;
using System.Net.Sockets;

namespace SupplyRisk.Watchlists.Fetching;

/// <summary>An address may not be fetched from; the message says why.</summary>
public sealed class ForbiddenAddressException : Exception
{
    public ForbiddenAddressException()
    {
    }

    public ForbiddenAddressException(string message)
        : base(message)
    {
    }

    public ForbiddenAddressException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>Where a list may be fetched from, and a webhook sent to. A server that answers with a redirect, or a name that is made to point inside, must not make us ask our own network.</summary>
internal static class AddressRules
{
    /// <summary>Ranges no public server has: RFC 1918, 6598, 3927, 2544, 5737, 6890 and their like in version 6.</summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <exception cref="ForbiddenAddressException">It is not https, or names a user.</exception>
    public static void CheckForm(Uri address, bool allowPrivate)
    {
        if (!address.IsAbsoluteUri) throw new ForbiddenAddressException("It is no whole address.");
        if (address.UserInfo.Length > 0) throw new ForbiddenAddressException("It holds a user name; leave it out.");
        if (address.Scheme == Uri.UriSchemeHttps) return;
        // A mirror on this very computer has no certificate.
        if (address.Scheme == Uri.UriSchemeHttp && allowPrivate && address.IsLoopback) return;
        throw new ForbiddenAddressException($"{address.GetLeftPart(UriPartial.Authority)} is not https.");
    }

    /// <summary>True for an address of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(NotPublic, n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }

    /// <summary>Resolves a name and connects to what it resolved to: asked twice, a name could answer twice differently.</summary>
    /// <param name="allow">The setting that allows private addresses, for the message.</param>
    /// <exception cref="ForbiddenAddressException">The name leads to a private or loopback address.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowPrivate, string allow, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, ct);
        if (addresses.Length == 0) throw new HttpRequestException($"{target.Host} has no address.");
        // One that is forbidden among several is no accident.
        if (!allowPrivate && Array.Find(addresses, a => !IsPublic(a)) is { } inside)
            throw new ForbiddenAddressException($"{target.Host} leads to {inside}, which is private or loopback. An address of your own needs {allow}=true.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
