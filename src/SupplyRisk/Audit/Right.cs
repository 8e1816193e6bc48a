namespace SupplyRisk.Audit;

/// <summary>What an actor may do beside looking. Every handler that changes or hands out something asks for one.</summary>
public enum Right
{
    /// <summary>Import supplier lists, and undo it.</summary>
    ImportSuppliers,

    AddDocuments,

    /// <summary>Decide, assign and comment cases; judge matches, findings and document links.</summary>
    DecideCases,

    /// <summary>Be the second person: approve what must not rest on one pair of eyes.</summary>
    ApproveDecisions,

    /// <summary>Plan corrective actions and record what became of them.</summary>
    ManageActions,

    VerifyActions,

    /// <summary>Say that two suppliers are one, or are not.</summary>
    MergeSuppliers,

    /// <summary>Import, fetch, release and discard enforcement lists.</summary>
    ManageLists,

    StartRuns,

    ProposeRules,

    PublishRules,

    /// <summary>Take data out in bulk.</summary>
    Export,

    /// <summary>See who did what.</summary>
    ReadAudit,

    DraftStatements,

    ApproveStatements,

    /// <summary>Keep the chain of a detained shipment, with its documents, for an evidence pack.</summary>
    PreparePacks,

    /// <summary>Invite people, give roles, hand out keys.</summary>
    ManagePeople,

    /// <summary>Schedules, notifications, retention.</summary>
    ChangeSettings,
}

/// <summary>What a person is to the installation. One person may have several.</summary>
public enum Role
{
    Administrator,
    ComplianceAnalyst,
    SeniorReviewer,

    /// <summary>Sees assigned suppliers only; may be external.</summary>
    Auditor,
    CsrOfficer,
    ReadOnly,
}

/// <summary>Which role may do what: the one table.</summary>
public static class RoleRights
{
    private static readonly Right[] Analyst =
        [Right.ImportSuppliers, Right.AddDocuments, Right.DecideCases, Right.ManageActions, Right.MergeSuppliers, Right.ManageLists, Right.StartRuns, Right.ProposeRules, Right.Export, Right.PreparePacks];

    private static readonly Dictionary<Role, IReadOnlySet<Right>> Table = new()
    {
        [Role.Administrator] = Enum.GetValues<Right>().ToHashSet(),
        [Role.ComplianceAnalyst] = Analyst.ToHashSet(),
        [Role.SeniorReviewer] = Analyst.Concat([Right.ApproveDecisions, Right.VerifyActions, Right.PublishRules, Right.ReadAudit, Right.ApproveStatements]).ToHashSet(),
        [Role.Auditor] = new HashSet<Right> { Right.AddDocuments, Right.DecideCases, Right.ManageActions, Right.VerifyActions },
        [Role.CsrOfficer] = new HashSet<Right> { Right.Export, Right.ReadAudit, Right.DraftStatements, Right.PreparePacks },
        [Role.ReadOnly] = new HashSet<Right>(),
    };

    public static IReadOnlySet<Right> Of(Role role) => Table[role];
}
