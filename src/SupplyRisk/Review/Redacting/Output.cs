namespace SupplyRisk.Review.Redacting;

/// <summary>Where what we know may go. Every one has its line in <see cref="OutputPolicy"/>, and its row in the table of tests.</summary>
public enum Output
{
    /// <summary>Our own pages and API, signed in, within one's scope.</summary>
    ReviewPage,

    /// <summary>Files that a person with the right to export takes out for our own work.</summary>
    ReviewExport,

    /// <summary>The supplier's own page, and everything else that a supplier is shown.</summary>
    SupplierPage,

    /// <summary>Reports sent by mail: mail is forwarded.</summary>
    MailedReport,

    /// <summary>A notification by mail.</summary>
    Alert,

    /// <summary>A notification to another program.</summary>
    Webhook,

    EvidencePack,
    Statement,
}
