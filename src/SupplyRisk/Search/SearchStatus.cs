namespace SupplyRisk.Search;

/// <summary>How search is.</summary>
/// <param name="BehindBy">Changes the index has not taken up yet; 0 is level, null is not known.</param>
/// <param name="Problem">Why the index does not answer; null if it does.</param>
/// <param name="SetAside">Records it would not take.</param>
public sealed record SearchStatus(long? BehindBy, string? Problem, SetAsideRecords SetAside)
{
    /// <summary>At most so many of the records set aside are listed.</summary>
    public const int Shown = 20;

    public bool IsWell => BehindBy == 0 && Problem is null && SetAside.Total == 0;

    /// <summary>As a sentence or more.</summary>
    public override string ToString()
    {
        var said = new List<string>();
        if (Problem is not null)
            said.Add(Problem);
        if (BehindBy is null or > 0)
            said.Add(BehindBy is { } behind ? $"Search is behind by {behind}." : "How far search is behind is not known.");
        if (SetAside.Total > 0)
            said.Add($"{SetAside.Total} records are set aside, the first because of {SetAside.First[0].Reason}");
        return said.Count == 0 ? "Search is level." : string.Join(' ', said);
    }
}
