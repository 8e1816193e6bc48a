namespace SupplyRisk.Rules.Text;

/// <summary>What a cue does to the signs around it. Named in lexicon files in snake_case.</summary>
public enum CueKind
{
    /// <summary>Takes words out of play: <c>not only</c>, <c>not uncommon</c>, <c>no later than</c>.</summary>
    Neutral,

    /// <summary>Denies what follows, however far within its clause: <c>no evidence of</c>, <c>none of</c>.</summary>
    Negation,

    /// <summary>Denies what follows closely: <c>not</c>, <c>never</c>.</summary>
    VerbNegation,

    /// <summary>Denies only what stands right after it: <c>without</c>.</summary>
    NearNegation,

    /// <summary>Denies what stands before it: <c>was not observed</c>.</summary>
    NegationAfter,

    /// <summary>Turns an opposite into a sign: <c>unable to</c>, <c>no longer allowed to</c>.</summary>
    Incapacity,

    /// <summary>Forbids what follows: <c>shall not</c>, <c>policy against</c>.</summary>
    Prohibition,

    /// <summary>Forbids what stands before it: <c>is strictly prohibited</c>.</summary>
    ProhibitionAfter,

    /// <summary>Demands what follows: <c>must</c>; makes a rule of an opposite.</summary>
    Obligation,

    /// <summary>Makes what follows a possibility or a condition: <c>risk of</c>, <c>if</c>.</summary>
    Hypothetical,

    /// <summary>Makes what follows a condition; between the parts of a sign it belongs to the sign: "fined if they refuse".</summary>
    Condition,

    /// <summary>Makes what follows something imagined: <c>would</c>. In a rule about threats it belongs to the sign.</summary>
    Unreal,

    /// <summary>Makes what stands before it a possibility: <c>is a risk</c>.</summary>
    HypotheticalAfter,

    /// <summary>The sentence is about a subject, not a state: training, definitions, checklists.</summary>
    Topic,

    /// <summary>The sentence, and the one or two after it, tell a made-up case or a risk on paper: <c>scenario</c>, <c>imagine</c>, <c>likelihood high</c>.</summary>
    Scenario,

    /// <summary>The sentence says that a policy or a control is missing.</summary>
    PolicyGap,

    /// <summary>It has been put right.</summary>
    Remedied,

    /// <summary>Not put right yet, or only in part; takes the force of <see cref="Remedied"/> behind it.</summary>
    NotYet,

    /// <summary>It belongs to an earlier time.</summary>
    Historic,

    /// <summary>It goes on; takes the force of <see cref="Historic"/>.</summary>
    Ongoing,

    /// <summary>It concerns others.</summary>
    ThirdParty,

    /// <summary>It concerns this place; takes the force of <see cref="ThirdParty"/>.</summary>
    OwnSite,

    /// <summary>It was seen, found, reported: what makes a bare mention an assertion.</summary>
    Evidential,

    /// <summary>Someone denies what follows.</summary>
    Denial,

    /// <summary>Someone else says the contrary of what was denied before.</summary>
    Overrule,

    /// <summary>What was alleged could not be confirmed.</summary>
    Unsubstantiated,

    /// <summary>Workers speak.</summary>
    WorkerVoice,

    /// <summary>Management speaks.</summary>
    ManagementVoice,

    /// <summary>The auditor speaks.</summary>
    AuditorVoice,

    /// <summary>The sentence asks, without a question mark.</summary>
    Question,

    /// <summary>Points back to the sentence before: <c>this</c>, <c>all fees</c>.</summary>
    Anaphor,
}
