using SupplyRisk.Ingestion.Documents.Facts;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>What kind of document it is. Names in snake case: <see cref="AuditKinds.Name"/>.</summary>
public enum AuditKind
{
    Smeta,
    Sa8000,
    Bsci,
    Rba,
    Wrap,
    Slcp,

    /// <summary>An audit or assessment by no scheme we know.</summary>
    OtherAudit,
    SelfAssessment,
    Policy,
    Certificate,
    CorrectiveActionPlan,

    /// <summary>What an employer or agent publishes to find workers.</summary>
    JobAdvertisement,
    Other,
}

public static class AuditKinds
{
    /// <summary>e.g. <c>corrective_action_plan</c>.</summary>
    public static string Name(this AuditKind kind) => kind switch
    {
        AuditKind.Smeta => "smeta",
        AuditKind.Sa8000 => "sa8000",
        AuditKind.Bsci => "bsci",
        AuditKind.Rba => "rba",
        AuditKind.Wrap => "wrap",
        AuditKind.Slcp => "slcp",
        AuditKind.OtherAudit => "other_audit",
        AuditKind.SelfAssessment => "self_assessment",
        AuditKind.Policy => "policy",
        AuditKind.Certificate => "certificate",
        AuditKind.CorrectiveActionPlan => "corrective_action_plan",
        AuditKind.JobAdvertisement => "job_advertisement",
        AuditKind.Other => "other",
    };
}

/// <summary>Whether the site knew when the auditors would come.</summary>
public enum AuditAnnouncement
{
    Announced,

    /// <summary>Within a window of weeks that was made known.</summary>
    SemiAnnounced,
    Unannounced,
}

public static class AuditAnnouncements
{
    /// <summary><c>announced</c>, <c>semi_announced</c> or <c>unannounced</c>.</summary>
    public static string Name(this AuditAnnouncement announcement) => announcement switch
    {
        AuditAnnouncement.Announced => "announced",
        AuditAnnouncement.SemiAnnounced => "semi_announced",
        AuditAnnouncement.Unannounced => "unannounced",
    };
}

/// <summary>A fact and where it was read.</summary>
/// <param name="Value">The fact.</param>
/// <param name="Start">First UTF-16 offset in <see cref="DocumentText.Text"/>; null if it comes from the file's name or properties.</param>
/// <param name="End">Offset after the last; null with <paramref name="Start"/>.</param>
public sealed record Stated<T>(T Value, int? Start, int? End);

/// <summary>A fact the document states in a way that can be read more than one way. It is left null, never guessed.</summary>
/// <param name="Fact">Its name in snake case, e.g. <c>audit_date</c>.</param>
/// <param name="Raw">What stands there.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record UnsettledFact(string Fact, string Raw, int Start, int End, string Reason);

/// <summary>What a document says of itself. Null: it does not say, or not in a way that can be told (see <see cref="Unsettled"/>).</summary>
public sealed record AuditFacts
{
    public Stated<string>? Title { get; init; }

    public required Stated<AuditKind> Kind { get; init; }

    /// <summary>First day on site.</summary>
    public Stated<DateOnly>? AuditFrom { get; init; }

    /// <summary>Last day on site; the first day again for an audit of one day.</summary>
    public Stated<DateOnly>? AuditTo { get; init; }

    public Stated<DateOnly>? ReportDate { get; init; }

    public Stated<AuditAnnouncement>? Announcement { get; init; }

    public Stated<int>? WorkersInterviewed { get; init; }

    /// <summary>The company that audited, as written.</summary>
    public Stated<string>? AuditBody { get; init; }

    /// <summary>ISO 639-1 of most of the text, or null if too little or unknown.</summary>
    public string? Language { get; init; }

    public Stated<string>? SiteName { get; init; }

    public Stated<string>? SiteAddress { get; init; }

    /// <summary>ISO 3166-1 alpha-2; the offsets show how it is written.</summary>
    public Stated<string>? SiteCountry { get; init; }

    /// <summary>The number the customer knows the site by, where it is labelled so; may be empty.</summary>
    public IReadOnlyList<Stated<string>> SupplierNumbers { get; init; } = [];

    /// <summary>In the order of the text; may be empty.</summary>
    public IReadOnlyList<UnsettledFact> Unsettled { get; init; } = [];

    /// <param name="text">The document's text.</param>
    /// <param name="path">Its path as given; only the name is used.</param>
    public static AuditFacts Read(DocumentText text, string path)
    {
        var labels = LabelledValues.Read(text);
        var dates = new AuditDates(text, labels);
        var site = new SiteFacts(text, labels);
        var title = TitleOf(text);
        return new AuditFacts
        {
            Title = title,
            Kind = KindOf.Read(text, title, path),
            AuditFrom = dates.From,
            AuditTo = dates.To,
            ReportDate = dates.Report,
            Announcement = AnnouncementOf.Read(text, labels),
            WorkersInterviewed = InterviewCount.Read(text, labels),
            AuditBody = AuditBodyOf.Read(text, labels),
            Language = LanguageOf.Read(text.Text),
            SiteName = site.Name,
            SiteAddress = site.Address,
            SiteCountry = site.Country,
            SupplierNumbers = site.SupplierNumbers,
            Unsettled = dates.Unsettled,
        };
    }

    private static Stated<string>? TitleOf(DocumentText text)
    {
        if (text.Title is { Length: > 0 } title)
        {
            var at = text.Text.IndexOf(title, StringComparison.Ordinal);
            return at >= 0 ? new Stated<string>(title, at, at + title.Length) : new Stated<string>(title, null, null);
        }

        var block = text.Blocks.FirstOrDefault(b => b.Kind is BlockKind.Title) ?? text.Blocks.Take(3).FirstOrDefault(b => b.Kind is BlockKind.Heading);
        return block is null ? null : new Stated<string>(text.Text[block.Start..block.End], block.Start, block.End);
    }
}
