using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Notifications;

/// <summary>A message's content. Everything in it is a name, a kind or a number; nothing that anybody said or wrote in a document can be in it (design: people first).</summary>
public sealed record Notice
{
    private static readonly JsonSerializerSettings Json = new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new SnakeCaseNamingStrategy() },
        Converters = { new StringEnumConverter(new SnakeCaseNamingStrategy()) },
        NullValueHandling = NullValueHandling.Ignore,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        Culture = CultureInfo.InvariantCulture,
        MaxDepth = 16,
    };

    /// <summary>The same at every attempt.</summary>
    public required Guid EventId { get; init; }

    /// <summary><c>case.opened</c>, <c>case.changed</c>, <c>case.closed</c>, <c>digest</c>, <c>test</c>.</summary>
    public required string Type { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Of a single case.</summary>
    public CaseNotice? Case { get; init; }

    /// <summary>Of several.</summary>
    public DigestNotice? Digest { get; init; }

    public string Write() => JsonConvert.SerializeObject(this, Json);

    public static Notice Read(string json) => JsonConvert.DeserializeObject<Notice>(json, Json) ?? throw new JsonSerializationException("A stored message is null.");
}

/// <summary>News of one case.</summary>
/// <param name="Type">As <see cref="Notice.Type"/>.</param>
/// <param name="Reopened">True if it was closed before.</param>
/// <param name="Outcome">Of a closed case.</param>
/// <param name="Added">What stands now and did not at the last news of this case.</param>
/// <param name="Removed">What stood then.</param>
/// <param name="Link">To the case; a path where the installation's public address is not configured.</param>
public sealed record CaseNotice(
    string Type, DateTime At, Guid CaseId, Lane Lane, CaseStatus Status, bool Reopened, CaseOutcome? Outcome, Guid SupplierId, string SupplierOwnId, string SupplierName,
    string? Country, Band Band, int RiskScore, int? FormerRiskScore, Facts Added, Facts Removed, string Link);

/// <summary>Facts that came or went.</summary>
/// <param name="Band">The band it came to, or left; null if it did not move.</param>
public sealed record Facts(Band? Band, IReadOnlyList<FlagKind> Flags, IReadOnlyList<Indicator> Indicators, IReadOnlyList<CandidateFact> MatchCandidates)
{
    public static readonly Facts None = new(null, [], [], []);

    [JsonIgnore]
    public bool IsNone => Band is null && Flags.Count == 0 && Indicators.Count == 0 && MatchCandidates.Count == 0;

    /// <summary>What <paramref name="one"/> has that <paramref name="other"/> has not.</summary>
    internal static Facts Beyond(CaseFacts one, CaseFacts? other) => new(
        one.Band == other?.Band ? null : one.Band,
        [.. one.Flags.Except(other?.Flags ?? [])],
        [.. one.Indicators.Except(other?.Indicators ?? [])],
        [.. one.Candidates.ExceptBy((other?.Candidates ?? []).Select(c => (c.List, c.EntryId)), c => (c.List, c.EntryId))]);
}

/// <summary>News of many cases.</summary>
/// <param name="Why"><c>schedule</c>, or <c>many_at_once</c> where a single run brought more than is told one by one.</param>
/// <param name="Total">How many pieces of news.</param>
/// <param name="Counts">All of them, by type, lane and band.</param>
/// <param name="Cases">The first of them by urgency; the rest stands in <paramref name="Counts"/> only.</param>
/// <param name="Link">To the queue.</param>
public sealed record DigestNotice(string Why, DateTime From, DateTime Until, int Total, IReadOnlyList<DigestCount> Counts, IReadOnlyList<CaseNotice> Cases, string Link);

/// <summary>How much news of one sort.</summary>
public sealed record DigestCount(string Type, Lane Lane, Band Band, int Count);
