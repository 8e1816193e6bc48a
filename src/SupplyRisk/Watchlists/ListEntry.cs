namespace SupplyRisk.Watchlists;

/// <summary>One entry of a list, whoever publishes it: what a reader makes of the publisher's own format.</summary>
public sealed record ListEntry
{
    /// <summary>Unique within the list, and the same in its next edition: the publisher's own number, or made of the name where there is none.</summary>
    public required string Id { get; init; }

    /// <summary>The entity's own name, without the aliases its cell may have packed.</summary>
    public required string Name { get; init; }

    /// <summary>In the order of the list; may be empty.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2, or null.</summary>
    public string? Country { get; init; }

    /// <summary>As <c>scheme:value</c>, scheme in lower case; may be empty.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    public string? Address { get; init; }

    /// <summary>Null where the list does not say.</summary>
    public DateOnly? ListedOn { get; init; }

    /// <summary>Null while listed.</summary>
    public DateOnly? DelistedOn { get; init; }

    public bool IncludesSubsidiaries { get; init; }

    /// <summary>Under which law, order or section it is listed, in the list's words.</summary>
    public string? Programme { get; init; }

    public string? SourceUrl { get; init; }

    /// <summary>The entry as the matcher sees it.</summary>
    public Matching.MatchEntry ToMatchEntry() => new()
    {
        Id = Id,
        Name = Name,
        Aliases = Aliases,
        Country = Country,
        Address = Address,
        Identifiers = Identifiers,
        IncludesSubsidiaries = IncludesSubsidiaries,
    };
}

/// <summary>What is wrong, where, and what to do.</summary>
/// <param name="Row">Line of the file, the header being 1; 0 for the file as a whole.</param>
/// <param name="Column">The column's name, or null.</param>
/// <param name="Value">The offending value, cut to 80 characters, or null.</param>
public sealed record ListIssue(int Row, string? Column, string? Value, string Message, string Advice)
{
    /// <summary>In one sentence or two, with its place.</summary>
    public override string ToString() =>
        $"{(Row > 0 ? $"row {Row}" : "the file")}{(Column is null ? "" : $", {Column}")}{(Value is null ? "" : $" '{Words.Visible(Value)}'")}: {Message} {Advice}".TrimEnd();
}

/// <summary>A list, read whole. The good rows are given whatever is wrong with others, so that all can be shown.</summary>
public sealed record ListReading
{
    public required string ListName { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<ListEntry> Entries { get; init; }

    /// <summary>All of them, by row; at most <see cref="ReadingNotes.MostIssues"/>.</summary>
    public required IReadOnlyList<ListIssue> Issues { get; init; }

    /// <summary>Hash of the file's bytes, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
