using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Model;

/// <summary>What a rule does to the score. Written in lower case in a rule file.</summary>
public enum RulePart
{
    /// <summary>Known before any evidence: place, goods, sector.</summary>
    Inherent,

    /// <summary>Something stated about the supplier or its chain.</summary>
    Evidence,

    /// <summary>Something that lowers, within the declared cap.</summary>
    Control,

    /// <summary>A hard trigger: floors the score and stands whatever else is known.</summary>
    Trigger,

    /// <summary>A question for a person: no points, no band.</summary>
    Question,
}

/// <summary>How much weighs what an inherent or evidence rule states; <c>score.yaml</c> gives the points.</summary>
public enum Severity
{
    Weak,
    Moderate,
    Strong,
    Severe,
}

/// <summary>How much a control may lower; <c>score.yaml</c> gives the points.</summary>
public enum ControlStrength
{
    Slight,
    Fair,
    Strong,
}

/// <summary>What a rule on audits leaves of the denials in the documents it finds; <c>score.yaml</c> gives the percent.</summary>
public enum DenialLoss
{
    Lowered,
    Doubtful,
    Worthless,
}

/// <summary>How far a rule may be trusted.</summary>
public enum RuleStatus
{
    /// <summary>Not yet held by its cases well enough to count; cannot be live.</summary>
    Experimental,

    /// <summary>May count: every change to its conditions turns some case red.</summary>
    Stable,

    /// <summary>Kept so that old accounts can name it; always off.</summary>
    Deprecated,
}

/// <summary>What a rule does here. Unless a file says otherwise it follows from the status: experimental is shadow, stable is live, deprecated is off.</summary>
public enum RuleMode
{
    /// <summary>Not evaluated.</summary>
    Off,

    /// <summary>Evaluated and shown as a hint with what it would add: no points, no flag, no move in a queue.</summary>
    Shadow,

    /// <summary>Counts.</summary>
    Live,
}

/// <summary>One rule of a ruleset as its file states it, checked and compiled.</summary>
public sealed record Rule
{
    /// <summary>Never changes once published; decisions and accounts refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the ruleset, e.g. <c>inherent-risk</c>.</summary>
    public required string Ruleset { get; init; }

    /// <summary>The file and the line the rule starts at, 1-based.</summary>
    public required string File { get; init; }

    public required int Line { get; init; }

    public required string Title { get; init; }

    public required RulePart Part { get; init; }

    /// <summary>The ILO indicator, or null where the rule belongs to none.</summary>
    public Indicator? Indicator { get; init; }

    /// <summary>Set for inherent and evidence rules, else null.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Set for controls, else null.</summary>
    public ControlStrength? Strength { get; init; }

    public required RuleStatus Status { get; init; }

    /// <summary>What it does here. The evaluation looks at this alone, never at <see cref="Status"/>.</summary>
    public required RuleMode Mode { get; init; }

    /// <summary>The file that sets <see cref="Mode"/> from outside the rule, or null.</summary>
    public string? ModeSetBy { get; init; }

    /// <summary>True if it stands in the customer's own folder, false if it is shipped.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Where the shipped rule stands that this one takes the place of, as <c>file, line</c>; null if it takes none's.</summary>
    public string? Replaces { get; init; }

    /// <summary>SHA-256 over all that its file says of it, with the lists and macros of that file; layout and comments do not count.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Publications the rule rests on; never empty.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>What usually looks like this and is not; never empty.</summary>
    public required IReadOnlyList<string> FalsePositives { get; init; }

    /// <summary>Evidence that would settle it; becomes a document request. Never empty.</summary>
    public required IReadOnlyList<string> SettledBy { get; init; }

    /// <summary>Examples that must come out as stated, in the order of the file.</summary>
    public required IReadOnlyList<RuleCase> Cases { get; init; }

    /// <summary>The sentence template of a fact rule; null for a text rule, whose findings say why themselves.</summary>
    public string? Because { get; init; }

    /// <summary>Conditions of a fact rule, one per line, indented by two spaces a level; empty for a text rule.</summary>
    public IReadOnlyList<string> InWords { get; init; } = [];

    /// <summary>The patterns of a text rule; null for a fact rule.</summary>
    public TextRule? Text { get; init; }

    /// <summary>True where no audit or denial counts once this rule has fired (state-imposed labour).</summary>
    public bool NoAuditCounts { get; init; }

    /// <summary>True for a stated sign: once it has fired, the band is never <c>cannot_rate</c>.</summary>
    public bool AlwaysRated { get; init; }

    /// <summary>False for a question that is only mentioned here because it is asked elsewhere.</summary>
    public bool RaisesFlag { get; init; } = true;

    /// <summary>True where the points follow the declared attenuation per supply-chain step instead of the severity.</summary>
    public bool WeighedBySteps { get; init; }

    /// <summary>What it leaves of the denials in the documents its conditions find; null leaves them as they are.</summary>
    public DenialLoss? Denials { get; init; }

    internal Compilation.CompiledRule? Compiled { get; init; }
}

/// <summary>One example of a rule: facts or a text, and what must come of it.</summary>
public sealed record RuleCase
{
    /// <summary>1-based, in the order of the file; cases of files of their own come after those of the rule's.</summary>
    public required int Number { get; init; }

    /// <summary>The file and the line it stands at.</summary>
    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>What the case shows; empty if the file does not say.</summary>
    public string Note { get; init; } = "";

    /// <summary>Set for a fact case.</summary>
    public SubjectFacts? Facts { get; init; }

    /// <summary>Set for a text case.</summary>
    public string? Text { get; init; }

    /// <summary>Language of <see cref="Text"/> (ISO 639-1), or null to let the scanner find it.</summary>
    public string? Language { get; init; }

    /// <summary><c>fires</c> or <c>silent</c> for facts; a status in snake case or <c>silent</c> for a text.</summary>
    public required string Expect { get; init; }

    /// <summary>Words the sentence of a firing case must contain, or null.</summary>
    public string? ExpectBecause { get; init; }

    /// <summary>True for the case that shows the rule's usual false positive.</summary>
    public bool UsualFalsePositive { get; init; }
}
