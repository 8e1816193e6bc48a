namespace SupplyRisk.Ingestion.Documents;

/// <summary>How an audit was made, as its report states it. Null is not stated, never no.</summary>
public sealed record StatedMethod
{
    /// <summary>Days on site times auditors.</summary>
    public double? AuditorDays { get; init; }

    /// <summary>Workers on the site as the report counts them.</summary>
    public int? Headcount { get; init; }

    /// <summary>True where workers were interviewed away from the site, false where only on it or before managers.</summary>
    public bool? OffSiteInterviews { get; init; }

    /// <summary>True where workers spoke their own language or through an interpreter of the auditors', false where management interpreted.</summary>
    public bool? OwnLanguage { get; init; }

    public bool? DormitoriesInScope { get; init; }

    /// <summary>Labour agents and brokers.</summary>
    public bool? AgentsInScope { get; init; }

    /// <summary>Two sets of books or falsified records.</summary>
    public bool DoubleBooks { get; init; }

    /// <summary>Workers were told what to answer.</summary>
    public bool CoachedAnswers { get; init; }

    /// <summary>Auditors were refused access or records.</summary>
    public bool AccessRefused { get; init; }
}
