namespace SupplyRisk.Review.Notifications;

/// <summary>What the configuration says of notifications.</summary>
public sealed record NotificationOptions
{
    /// <summary>The address people reach the installation by, for links, e.g. <c>https://supplyrisk.example.com</c>; null leaves the paths.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>True to allow webhooks to private and loopback addresses, and http to a loopback address. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Null if no mail server is configured.</summary>
    public MailServer? Mail { get; init; }

    public string Link(string path) => PublicAddress is { } at ? at.AbsoluteUri.TrimEnd('/') + path : path;
}

/// <summary>The server e-mail is given to.</summary>
/// <param name="Host">STARTTLS is required of it, except on a loopback address.</param>
/// <param name="User">Null to send without sign-in.</param>
public sealed record MailServer(string Host, int Port, string? User, string From)
{
    /// <summary>Kept out of the record's text: a record prints its members.</summary>
    internal string? Password { get; init; }

    public MailServer WithPassword(string? password) => this with { Password = password };

    public override string ToString() => $"{Host}:{Port}";
}
