namespace SupplyRisk.Rules.Model;

/// <summary>What a passage says about the sign it names. Only <see cref="Asserted"/> counts fully; every other status is kept and shown.</summary>
public enum EvidenceStatus
{
    /// <summary>The text states that it happens at the place it is about.</summary>
    Asserted,

    /// <summary>The text states that it does not happen, or was looked for and not found.</summary>
    Negated,

    /// <summary>A policy, or the quoted code, forbids it.</summary>
    Prohibited,

    /// <summary>A risk, a condition, a training topic, a question or a definition.</summary>
    Hypothetical,

    /// <summary>It happened and has been put right.</summary>
    Remediated,

    /// <summary>It happened in a time the text sets apart from now.</summary>
    Historic,

    /// <summary>It concerns someone other than the place the document is about.</summary>
    ThirdParty,
}

/// <summary>Whose word a passage is, where the text shows it.</summary>
public enum Speaker
{
    /// <summary>The text does not show whose word it is.</summary>
    Document,
    Worker,
    Management,
    Auditor,
}
