namespace SupplyRisk.Ingestion;

/// <summary>What came of opening a list: a <see cref="SupplierListReading"/> or an <see cref="UnusableList"/>.</summary>
public abstract record SupplierListOpening
{
    private protected SupplierListOpening() { }
}

/// <summary>A file that cannot be used as a supplier list.</summary>
/// <param name="Reason">For a person: what is wrong and what to do.</param>
public sealed record UnusableList(string Reason) : SupplierListOpening;

/// <summary>
/// Thrown while rows are read, where the rest of a file turns out to be over a limit or damaged: nothing of it should be applied.
/// </summary>
public sealed class UnusableListException : Exception
{
    public UnusableListException()
    {
    }

    public UnusableListException(string reason)
        : base(reason)
    {
    }

    public UnusableListException(string reason, Exception innerException)
        : base(reason, innerException)
    {
    }

    public UnusableList Unusable => new(Message);
}
