namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>A law that asks for a statement, a report or evidence, as one YAML file below <c>rulesets/frameworks</c> says it. Not legal advice.</summary>
/// <param name="Id">Lasting, e.g. <c>uk-msa-54</c>; the file is named after it.</param>
/// <param name="Short">As it is called in running text.</param>
/// <param name="Jurisdiction">ISO alpha-2 or -2 subdivision, or <c>EU</c>.</param>
/// <param name="StatusNote">What the status means, in a sentence; may be empty.</param>
/// <param name="ValidTo">Null while no end is known.</param>
/// <param name="LastChecked">When somebody last compared the file with the law.</param>
/// <param name="Confidence">How far the file as a whole may be relied on; items say so for themselves.</param>
/// <param name="Items">In the order of the law.</param>
/// <param name="File">Where it was read from, for people.</param>
/// <param name="Hash">SHA-256 of the file's text: what a statement was drafted by.</param>
public sealed record Framework(
    string Id, string Name, string Short, string Jurisdiction, FrameworkKind Kind, FrameworkStatus Status, string StatusNote,
    DateOnly? ValidFrom, DateOnly? ValidTo, DateOnly LastChecked, Confidence Confidence, string ConfidenceNote,
    Coverage Covered, Approval Approval, Deadline Deadline, Publication Publication, string Sanctions,
    IReadOnlyList<FrameworkItem> Items, string File, string Hash)
{
    /// <summary>True if a statement can be drafted for it; else it is a checklist.</summary>
    public bool IsStatement => Kind == FrameworkKind.Statement;

    /// <summary>True for a file of the customer's own folder.</summary>
    public bool IsOwn => File.StartsWith(SupplyRisk.Rules.Loading.RulesetFile.Own, StringComparison.Ordinal);

    public FrameworkItem? Find(string item) => Items.FirstOrDefault(i => i.Id == item);

    /// <summary>In force on a day, as far as the file says.</summary>
    public bool IsInForce(DateOnly day) => Status is not FrameworkStatus.Draft && !(ValidFrom > day) && !(ValidTo < day);
}

public enum FrameworkKind
{
    /// <summary>Asks for a statement or report that this program drafts.</summary>
    Statement,

    /// <summary>Shown as a checklist of duties and contents.</summary>
    Checklist,

    /// <summary>A list of what an authority expects as proof.</summary>
    Evidence,
}

public enum FrameworkStatus
{
    InForce,

    /// <summary>In force, with parts suspended or not yet applied; the note says which.</summary>
    PartlyInForce,

    /// <summary>Adopted, applies later.</summary>
    Adopted,

    /// <summary>A bill: nobody is bound by it.</summary>
    Draft,
}

/// <summary>How far what the file says may be relied on. What is not <see cref="Checked"/> carries its mark to every page until somebody confirms it in the file.</summary>
public enum Confidence
{
    /// <summary>Compared with the source named.</summary>
    Checked,

    /// <summary>Taken from a page that was read, not from the law itself.</summary>
    StoredPage,

    /// <summary>Generally known, not compared.</summary>
    GeneralKnowledge,

    /// <summary>Written from memory.</summary>
    Recalled,
}

/// <summary>One thing a law asks for.</summary>
/// <param name="Id">Lasting; statements and checks refer to it.</param>
/// <param name="Source">Section of the law or guidance.</param>
/// <param name="Sections">The sections of a statement that answer it together (the cross-walk): items of several laws with the same section share one answer. Empty for what no text answers, such as a signature.</param>
/// <param name="By">What meets it.</param>
/// <param name="Suspended">True while the law's own status keeps it from being asked.</param>
/// <param name="Guidance">What guidance expects, by level: 1 basic, 2 advanced. Empty for most.</param>
/// <param name="Signs">Phrases by which a finished text shows that it is met, as <c>Disclosure/Checking</c> reads them. May be empty.</param>
public sealed record FrameworkItem(
    string Id, ItemLevel Level, string Text, string Source, Confidence Confidence, IReadOnlyList<string> Sections, MetBy By, bool Suspended,
    IReadOnlyList<GuidanceLevel> Guidance, IReadOnlyList<string> Signs);

public enum ItemLevel
{
    Required,
    Recommended,

    /// <summary>To be done rather than written.</summary>
    Duty,

    /// <summary>Proof that an authority expects.</summary>
    Evidence,
}

public enum MetBy
{
    /// <summary>The text of its sections.</summary>
    Text,

    /// <summary>Approval and signature.</summary>
    Approval,

    /// <summary>Where and when it was published.</summary>
    Publication,

    /// <summary>What is done; a statement only tells of it.</summary>
    Conduct,
}

/// <param name="Level">1 basic, 2 advanced.</param>
public sealed record GuidanceLevel(int Level, string Text, Confidence Confidence);

/// <param name="Body">Who approves, e.g. the board; empty where the law asks for no approval.</param>
/// <param name="Signatory">Who signs; empty where nobody has to.</param>
/// <param name="Text">The rule in words.</param>
public sealed record Approval(string Body, string Signatory, string Text);

/// <param name="MonthsAfterPeriod">Months after the end of the period, or null.</param>
/// <param name="Day">A day each year as <c>MM-dd</c>, or null.</param>
public sealed record Deadline(string Text, int? MonthsAfterPeriod, string? Day)
{
    /// <summary>The day a statement about a period is due, or null where the law names none.</summary>
    public DateOnly? For(DateOnly periodEnd)
    {
        if (MonthsAfterPeriod is { } months) return periodEnd.AddDays(1).AddMonths(months).AddDays(-1);
        if (Day is not { } day || !DateOnly.TryParseExact($"{periodEnd.Year:0000}-{day}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var same)) return null;
        return same > periodEnd ? same : same.AddYears(1);
    }
}

/// <param name="Register">Name of the public register, or empty.</param>
/// <param name="Fields">What that register asks for, in its order.</param>
public sealed record Publication(string Text, string Register, string RegisterAddress, IReadOnlyList<RegisterField> Fields);

/// <param name="From">What fills it: a named value of the statement (<see cref="RegisterValues"/>), or null for what a person writes.</param>
public sealed record RegisterField(string Id, string Label, string? From, Confidence Confidence);

/// <summary>The values of a statement that a register's field may take.</summary>
public static class RegisterValues
{
    public static readonly IReadOnlyList<string> All =
    [
        "entity.name", "entity.legal_form", "entity.registration", "entity.address", "entity.website", "entity.countries", "entity.sectors", "entity.turnover", "entity.employees", "entity.subsidiaries",
        "statement.period_start", "statement.period_end", "statement.kind", "statement.laws", "statement.link", "statement.version", "statement.sections",
        "approval.body", "approval.date", "approval.signatory", "approval.title",
    ];
}
