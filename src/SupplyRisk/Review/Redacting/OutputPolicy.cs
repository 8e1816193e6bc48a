namespace SupplyRisk.Review.Redacting;

/// <summary>
/// What may stand in an output. The one redaction policy: what a worker said, reports by workers and groups of fewer than ten people stay inside,
/// because a plant finds out quickly who has spoken.
/// </summary>
/// <param name="Quotes">Passages of documents, by whoever is neither a worker nor unknown to be none.</param>
/// <param name="WorkerWords">Passages in workers' words.</param>
/// <param name="WorkerReports">That a report by workers, a complaint or notes of interviews exist, by name.</param>
/// <param name="FileNames">Names of documents that others than the reader gave us.</param>
/// <param name="SmallestGroup">The smallest number of people that may be named; those left over count as a group, too.</param>
public sealed record OutputPolicy(bool Quotes, bool WorkerWords, bool WorkerReports, bool FileNames, int SmallestGroup)
{
    private const int Ten = 10;

    private static readonly OutputPolicy Inside = new(Quotes: true, WorkerWords: true, WorkerReports: true, FileNames: true, SmallestGroup: 0);

    // A supplier is shown no passage at all: whose word it is may be read wrongly, and what an auditor wrote may rest on one interview.
    private static readonly OutputPolicy ToTheSupplier = new(Quotes: false, WorkerWords: false, WorkerReports: false, FileNames: false, SmallestGroup: Ten);

    private static readonly OutputPolicy ToOthers = new(Quotes: true, WorkerWords: false, WorkerReports: false, FileNames: true, SmallestGroup: Ten);

    /// <summary>Short messages that travel unprotected carry no passage.</summary>
    private static readonly OutputPolicy Messages = ToOthers with { Quotes = false, FileNames = false };

    public static OutputPolicy Of(Output output) => output switch
    {
        Output.ReviewPage => Inside,
        Output.ReviewExport => Inside,
        Output.SupplierPage => ToTheSupplier,
        Output.MailedReport => ToOthers,
        Output.Alert => Messages,
        Output.Webhook => Messages,
        Output.EvidencePack => ToOthers,
        Output.Statement => Messages,
    };
}
