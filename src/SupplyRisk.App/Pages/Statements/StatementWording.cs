using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.App.Pages.Statements;

/// <summary>How pages say what statements and laws are.</summary>
internal static class StatementWording
{
    public static string Of(StatementState state) => state switch { StatementState.Draft => "Draft", StatementState.Submitted => "Waits for approval", StatementState.Approved => "Approved" };

    public static string Css(StatementState state) => state switch { StatementState.Draft => "state-busy", StatementState.Submitted => "state-warn", StatementState.Approved => "state-good" };

    public static string Of(FrameworkStatus status) => status switch { FrameworkStatus.InForce => "in force", FrameworkStatus.PartlyInForce => "partly in force", FrameworkStatus.Adopted => "adopted, applies later", FrameworkStatus.Draft => "a bill, binds nobody" };

    public static string Of(FrameworkKind kind) => kind switch { FrameworkKind.Statement => "statement", FrameworkKind.Checklist => "checklist", FrameworkKind.Evidence => "evidence" };

    public static string Of(ItemLevel level) => level switch { ItemLevel.Required => "required", ItemLevel.Recommended => "recommended", ItemLevel.Duty => "duty", ItemLevel.Evidence => "evidence" };

    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Checked => "compared with its source",
        Confidence.StoredPage => "from a page about it, not compared with the law",
        Confidence.GeneralKnowledge => "general knowledge, not compared with the law",
        Confidence.Recalled => "recalled, not compared with the law",
    };

    /// <summary>A law's file below its folder, and whose folder that is.</summary>
    public static (string Path, string Of) File(string file) => file.StartsWith(RulesetFile.Own, StringComparison.Ordinal) ? (file[RulesetFile.Own.Length..], "in your folder") : (file, "of those shipped");

    public static string Short(Confidence confidence) => confidence switch { Confidence.Checked => "checked", Confidence.StoredPage => "second hand", Confidence.GeneralKnowledge => "general knowledge", Confidence.Recalled => "recalled" };

    public static string Of(Applies applies) => applies switch { Applies.Yes => "applies", Applies.No => "does not apply", Applies.NotKnown => "not known" };

    public static string Css(Applies applies) => applies switch { Applies.Yes => "state-warn", Applies.No => "state-good", Applies.NotKnown => "state" };

    public static string Of(RecordKind kind) => kind switch
    {
        RecordKind.Training => "Training",
        RecordKind.Grievances => "Grievances",
        RecordKind.Policy => "Policy",
        RecordKind.SupplierCode => "Suppliers that accepted the code",
        RecordKind.SupplierCertification => "Direct suppliers that certified",
        RecordKind.ThirdPartyVerification => "Verification by a third party",
        RecordKind.Consultation => "Consultation",
        RecordKind.LostIncome => "Measure for lost income",
    };

    /// <summary>What the two numbers of a record count.</summary>
    public static (string? Count, string? OfThem) Counts(RecordKind kind) => kind switch
    {
        RecordKind.Training => ("people", "of them in buying"),
        RecordKind.Grievances => ("received", "of them resolved"),
        RecordKind.SupplierCode or RecordKind.SupplierCertification => ("suppliers", null),
        RecordKind.Policy or RecordKind.ThirdPartyVerification or RecordKind.Consultation or RecordKind.LostIncome => (null, null),
    };

    public static string Of(Activity activity) => activity switch
    {
        Activity.SuppliesGoodsOrServices => "supplies goods or services",
        Activity.Retails => "sells at retail",
        Activity.Manufactures => "manufactures",
        Activity.ImportsGoods => "imports goods",
        Activity.SellsOrDistributes => "sells or distributes goods",
        Activity.FederalContracts => "has contracts with the US federal government",
        Activity.ConflictMinerals => "imports or processes minerals from conflict areas",
        Activity.ChildLabourSuspected => "has grounds to suspect child labour",
    };

    public static string Of(NoteKind kind) => kind switch { NoteKind.Comment => "comment", NoteKind.Attestation => "vouched for", NoteKind.SentBack => "sent back" };

    public static string Css(Support support) => support switch { Support.Unsupported => "claim-open", Support.Broken => "claim-broken", Support.Attested => "claim-attested", Support.Supported or Support.Plain => "" };
}
