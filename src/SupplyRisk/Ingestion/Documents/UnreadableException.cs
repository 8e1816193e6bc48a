namespace SupplyRisk.Ingestion.Documents;

/// <summary>Ends the reading of one document from any depth of a parser; <see cref="DocumentReader"/> turns it into an <see cref="UnreadablePart"/>.</summary>
internal sealed class UnreadableException(UnreadableCause cause, string reason) : Exception(reason)
{
    public UnreadableCause Cause { get; } = cause;
}
