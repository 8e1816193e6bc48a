namespace SupplyRisk.Watchlists;

/// <summary>A publisher's list: what it is, and how the publisher's own files are read. One folder each, with source, reader, mapper and a fixture.</summary>
public abstract class WatchlistSource
{
    /// <summary>Lasting name for programs, e.g. <c>uflpa</c>; also the name its list has unless its user gives another.</summary>
    public abstract string Id { get; }

    public abstract string Title { get; }

    public abstract string Publisher { get; }

    /// <summary>Which files the publisher gives, in a few words for people.</summary>
    public abstract string Files { get; }

    /// <summary>Where people find them; null for one's own.</summary>
    public virtual string? Page => null;

    /// <summary>False for a list of goods or the like, which no supplier's name is compared with.</summary>
    public virtual bool NamesCompanies => true;

    /// <summary>
    /// Reads the files from their beginning, row by row. What has an unknown shape goes to <paramref name="notes"/> and the rest is read on;
    /// what cannot be read any further ends it with <see cref="UnreadableListException"/> or the exception of the format's reader.
    /// </summary>
    internal abstract IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes);
}

/// <summary>A file of a list cannot be read any further; the message says why and where, for people.</summary>
public sealed class UnreadableListException : Exception
{
    public UnreadableListException()
    {
    }

    public UnreadableListException(string message)
        : base(message)
    {
    }

    public UnreadableListException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
