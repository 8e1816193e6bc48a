using Microsoft.EntityFrameworkCore;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Proposals;

/// <summary>What is wrong with what a rule found, or did not find, in a passage.</summary>
public enum FindingFault
{
    /// <summary>The sign is there, but the passage says something else of it: denied, put right, forbidden by a policy.</summary>
    WrongStatus,

    /// <summary>The passage is about something else than the indicator.</summary>
    NotThisIndicator,

    /// <summary>It is true, of another place or company.</summary>
    NotThisSite,

    /// <summary>The words mean something else here.</summary>
    Misread,

    /// <summary>Something else, as the words say.</summary>
    Other,

    /// <summary>A sign that no rule found.</summary>
    Missed,
}

/// <summary>What became of a proposal.</summary>
public enum RuleCaseState
{
    Open,

    /// <summary>It stands in a case file of the customer's own rules.</summary>
    Kept,

    Declined,
}

/// <summary>A passage that a rule got wrong, proposed as a case of that rule: what was got, and what should have been.</summary>
public sealed class RuleCaseProposal
{
    public required Guid Id { get; init; }

    public required Guid DocumentId { get; init; }

    /// <summary>Where the passage stands in the document's text, in UTF-16 units.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>The rule the case is of.</summary>
    public required string Rule { get; set; }

    /// <summary>ISO 639-1; null lets the scanner find it.</summary>
    public string? Language { get; set; }

    /// <summary>The case's text. Empty while the passage is held back and nobody has said it in other words.</summary>
    public required string Text { get; set; }

    /// <summary>What the rule made of it: a status in snake case, or <c>silent</c>.</summary>
    public required string Got { get; init; }

    /// <summary>What it should have made of it, likewise.</summary>
    public required string Expect { get; set; }

    public required FindingFault Fault { get; init; }

    /// <summary>Why, in the reviewer's words; they stay here and go into no file.</summary>
    public required string Words { get; init; }

    /// <summary>What the case shows, as its file will say.</summary>
    public required string Note { get; set; }

    /// <summary>True if the passage is a worker's words or speaks of fewer than ten people: as it is, it leaves the document in no file.</summary>
    public required bool WorkerWords { get; init; }

    public required RuleCaseState State { get; set; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>The case file it stands in, below the own rules; null until it does.</summary>
    public string? KeptIn { get; set; }

    /// <summary>Goes up with every change: an edit of what somebody else has changed meanwhile is refused.</summary>
    public required int Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<RuleCaseProposal>(e =>
    {
        e.HasIndex(x => new { x.State, x.At });
        e.HasIndex(x => x.DocumentId);
        e.Property(x => x.Version).IsConcurrencyToken();
    });

    /// <summary>What is expected of a passage in which nothing is to be found.</summary>
    public const string Silent = "silent";
}

/// <summary>What follows from a fault.</summary>
public static class FindingFaults
{
    /// <summary>What the rule should make of the passage, as rule files say it.</summary>
    /// <param name="status">What the passage says, where the fault alone does not tell.</param>
    public static string Should(FindingFault fault, EvidenceStatus? status) => fault switch
    {
        FindingFault.WrongStatus or FindingFault.Missed => status is { } known ? Words.Snake(known) : RuleCaseProposal.Silent,
        FindingFault.NotThisSite => Words.Snake(EvidenceStatus.ThirdParty),
        FindingFault.NotThisIndicator or FindingFault.Misread or FindingFault.Other => RuleCaseProposal.Silent,
    };
}
