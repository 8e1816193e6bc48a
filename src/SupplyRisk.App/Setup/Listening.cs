using System.Net;

namespace SupplyRisk.App.Setup;

/// <summary>Where the web application answers.</summary>
/// <param name="Port">Port on the loopback address; 0 is any free one.</param>
/// <param name="Urls">Addresses to listen on instead, <c>;</c> between; null is this computer only.</param>
internal sealed record Listening(int Port, string? Urls = null)
{
    public const string Hint =
        "It answers other computers too, without encryption: put a proxy with TLS in front, and name it in Proxies (its address or network) and the names people use in AllowedHosts.";

    /// <exception cref="UnusableInputException">No port, or no addresses.</exception>
    public void Check()
    {
        if (Port is < 0 or > 65535) throw new UnusableInputException($"--port {Port} is not a port; it lies between 0 (any free one) and 65535.");
        foreach (var url in Urls?.Split(';') ?? [])
            if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || !int.TryParse(url.AsSpan(url.LastIndexOf(':') + 1).TrimEnd('/'), System.Globalization.CultureInfo.InvariantCulture, out _))
                throw new UnusableInputException($"--urls '{url}' is not an address to listen on; write it as http://0.0.0.0:8080.");
    }

    /// <summary>True where other computers may reach it.</summary>
    public bool ReachesOthers => Urls is not null && Urls.Split(';').Any(u => !Uri.TryCreate(u, UriKind.Absolute, out var address) || !address.IsLoopback);

    public void ApplyTo(WebApplicationBuilder builder)
    {
        // This computer only, unless told otherwise. Any free port can be asked of one address, not of both loopbacks.
        if (Urls is not null) builder.WebHost.UseUrls(Urls.Split(';'));
        else if (Port == 0) builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, Port));
        else builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(Port));
    }
}
