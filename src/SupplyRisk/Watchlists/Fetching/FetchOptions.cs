namespace SupplyRisk.Watchlists.Fetching;

/// <summary>Which lists are fetched, from where and when.</summary>
public sealed record FetchOptions
{
    public static readonly FetchOptions None = new();

    /// <summary>True to allow private and loopback addresses, and http to a loopback address: for a mirror of one's own. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Bytes an address may give, unpacked. Default 2 GB.</summary>
    public long LargestDownload { get; init; } = 2L << 30;

    /// <summary>Time one attempt may take. Default ten minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often it is tried again after a passing fault. Default 4.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Pause before the first retry; each further one about doubles it, with jitter. Default two seconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>In the order of their names; may be empty.</summary>
    public IReadOnlyList<FetchedList> Lists { get; init; } = [];

    public FetchedList? Find(string name) => Lists.FirstOrDefault(l => l.Name == name);
}

/// <summary>A list that is fetched.</summary>
/// <param name="Name">Name of the list.</param>
/// <param name="Source">Whose format it is: a <see cref="WatchlistSource.Id"/>.</param>
/// <param name="Addresses">Where its files are, at least one; several are read together.</param>
/// <param name="Schedule">A Quartz cron expression in UTC.</param>
public sealed record FetchedList(string Name, string Source, IReadOnlyList<Uri> Addresses, string Schedule)
{
    public const string Daily = "0 15 5 * * ?";

    public ReadingOptions Reading { get; init; } = new();

    /// <summary>A key of the user's, sent as it stands in the header <c>Authorization</c> to the configured host and to no other; null for none.</summary>
    public string? Authorization { get; init; }

    // A record prints its members, and a key is not for logs.
    public override string ToString() => $"{Name} ({Source}) from {string.Join(", ", Addresses.Select(a => a.GetLeftPart(UriPartial.Path)))}";
}
