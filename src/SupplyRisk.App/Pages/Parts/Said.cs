using System.Globalization;
using Microsoft.AspNetCore.Components;
using SupplyRisk.Audit;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Review;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.App.Pages.Parts;

/// <summary>The product's words for its facts, said the same on every page. Never an accusation: indicator, flag for review, match candidate.</summary>
internal static class Said
{
    public static string Of(Band band) => band switch
    {
        Band.Low => "Low",
        Band.Medium => "Medium",
        Band.High => "High",
        Band.Critical => "Critical",
        Band.CannotRate => "Cannot rate",
    };

    public static string Of(FlagKind kind) => kind switch
    {
        FlagKind.HardTrigger => "Hard trigger",
        FlagKind.Risk => "Risk",
        FlagKind.MatchToCheck => "Match to check",
        FlagKind.GatherEvidence => "Gather evidence",
    };

    public static string Of(Lane lane) => lane switch
    {
        Lane.Risk => "Risk",
        Lane.MatchToCheck => "Match to check",
        Lane.GatherEvidence => "Gather evidence",
    };

    public static string Of(DuplicateList list) => list switch
    {
        DuplicateList.Same => "Same",
        DuplicateList.Maybe => "Maybe",
        DuplicateList.OtherSite => "Same company, another site",
        DuplicateList.Merged => "Merged",
        DuplicateList.NotSame => "Not the same",
    };

    public static string Of(DuplicateBand band) => band switch
    {
        DuplicateBand.Same => "Same",
        DuplicateBand.Maybe => "Maybe",
        DuplicateBand.OtherSite => "Same company, another site",
    };

    public static string Of(CaseStatus status) => Sentence(status.ToString());

    public static string Of(CaseOutcome outcome) => Sentence(outcome.ToString());

    public static string Of(EvidenceStatus status) => status switch
    {
        EvidenceStatus.Asserted => "asserted",
        EvidenceStatus.Negated => "denied",
        EvidenceStatus.Prohibited => "policy forbids",
        EvidenceStatus.Hypothetical => "hypothetical",
        EvidenceStatus.Remediated => "remediated",
        EvidenceStatus.Historic => "historic",
        EvidenceStatus.ThirdParty => "third party",
    };

    public static string Of(Speaker speaker) => speaker switch
    {
        Speaker.Document => "the document's words",
        Speaker.Worker => "workers' words",
        Speaker.Management => "management's words",
        Speaker.Auditor => "the auditor's words",
    };

    /// <summary>The words of the passage, and what they are read as: "120,000 rupees (money)".</summary>
    public static string Of(Quantity quantity) => string.Create(CultureInfo.InvariantCulture, $"“{quantity.Text.ReplaceLineEndings(" ")}” ({Kind(quantity)})");

    private static string Kind(Quantity q) => q.Kind switch
    {
        QuantityKind.Money => $"{q.Value:#,0.##} {q.Unit ?? "of some money"}",
        QuantityKind.People or QuantityKind.Things => $"{q.Value:#,0}{(q.Of is { } of ? $" of {of:#,0}" : "")} {(q.Kind == QuantityKind.People ? "people" : q.Unit ?? "things")}",
        QuantityKind.Share => $"{q.Value:0.##} % {(q.Unit is null ? "of something" : $"of {q.Unit}")}",
        QuantityKind.Hours => $"{q.Value:0.##} hours{(q.Unit is null ? "" : $" a {q.Unit}")}",
        QuantityKind.Duration => $"{q.Value:0.##} {q.Unit}{(q.Value == 1 ? "" : "s")}",
        QuantityKind.Age => $"aged {q.Value:0}",
    };

    public static string Of(Indicator indicator) => Sentence(indicator.ToString());

    public static string Of(ScorePart part) => part switch
    {
        ScorePart.Inherent => "Inherent",
        ScorePart.Evidence => "Evidence",
        ScorePart.Control => "Controls",
        ScorePart.Floor => "Floor",
        ScorePart.Cap => "Cap",
    };

    /// <summary><c>CannotRate</c> → <c>cannot-rate</c>, for class names and addresses.</summary>
    public static string Css(Enum value) => Split(value.ToString(), '-');

    /// <summary><c>inherent.country-risk</c> → <c>Inherent: country risk</c>, where a rule has no better name at hand.</summary>
    public static string Rule(string id)
    {
        var words = id[(id.LastIndexOf('.') + 1)..].Replace('-', ' ').Replace('_', ' ');
        return words.Length == 0 ? id : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>A kind of document: <c>sa8000</c> → <c>SA8000</c>, <c>policy</c> → <c>Policy</c>.</summary>
    public static string Kind(string kind) => kind.Any(char.IsDigit) || kind is "smeta" or "bsci" or "rba" ? kind.ToUpperInvariant() : Sentence(kind);

    /// <summary>A person or machine as shown.</summary>
    /// <summary>Who did something, by name.</summary>
    public static RenderFragment Actor(string id) => builder =>
    {
        builder.OpenComponent<Who>(0);
        builder.AddAttribute(1, nameof(Who.Id), id);
        builder.CloseComponent();
    };

    public static string Of(Role role) => role switch
    {
        Role.Administrator => "administrator",
        Role.ComplianceAnalyst => "compliance analyst",
        Role.SeniorReviewer => "senior reviewer",
        Role.Auditor => "auditor",
        Role.CsrOfficer => "CSR officer",
        Role.ReadOnly => "read only",
    };

    /// <summary>What a role is for, in a few words.</summary>
    public static string About(Role role) => role switch
    {
        Role.Administrator => "Everything, and who may do what.",
        Role.ComplianceAnalyst => "Lists, documents, cases, runs and exports.",
        Role.SeniorReviewer => "As an analyst, and the second person for what must not rest on one pair of eyes.",
        Role.Auditor => "Assigned suppliers only: their evidence, cases and actions. May come from outside.",
        Role.CsrOfficer => "Looks, exports, reads the record, drafts statements.",
        Role.ReadOnly => "Looks, and changes nothing.",
    };

    /// <summary>The same, beginning a line.</summary>
    public static string First(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Roles(IReadOnlyList<Role> roles) => string.Join(", ", roles.Select(Of));

    /// <summary>A browser by name, from what it says it is.</summary>
    public static string Device(string agent)
    {
        static string? First(string text, params (string Mark, string Name)[] known) => known.FirstOrDefault(k => text.Contains(k.Mark, StringComparison.Ordinal)).Name;
        var browser = First(agent, ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"));
        var system = First(agent, ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Linux", "Linux"));
        return browser is null ? "Some program" : system is null ? browser : $"{browser} on {system}";
    }

    public static string Of(Right right) => Sentence(right.ToString());

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 supplier</c>, <c>2 suppliers</c>.</summary>
    public static string Count(int count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Instant(DateTime at) => at.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long a run took; "so far" is left to the reader.</summary>
    public static string Duration(Screening.Run run) => run.FinishedAt is not { } end ? "–" : (end - run.StartedAt) switch
    {
        { TotalSeconds: < 1 } => "under 1 s",
        { TotalMinutes: < 2 } t => $"{t.TotalSeconds:0} s",
        { TotalHours: < 2 } t => $"{t.TotalMinutes:0} min",
        var t => $"{t.TotalHours:0} h",
    };

    public static string Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "no date";

    /// <summary>A stretch of time in one unit: <c>3 days</c>, <c>5 h</c>, <c>40 s</c>.</summary>
    public static string Stretch(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "under a second",
        { TotalMinutes: < 2 } => $"{time.TotalSeconds:0} s",
        { TotalHours: < 2 } => $"{time.TotalMinutes:0} min",
        { TotalDays: < 2 } => $"{time.TotalHours:0} h",
        _ => $"{time.TotalDays:0} days",
    };

    /// <summary>Days ago in words.</summary>
    public static string Age(int? days) => days switch
    {
        null => "never",
        0 => "today",
        1 => "yesterday",
        var n => $"{Count(n.Value)} days ago",
    };

    /// <summary>Hundredths of a point as points: <c>+12.5</c>.</summary>
    public static string Points(int hundredths) => (hundredths / 100m).ToString("+0.##;−0.##;0", CultureInfo.InvariantCulture);

    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => (bytes / 1e3).ToString("0", CultureInfo.InvariantCulture) + " KB",
        _ => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
    };

    /// <summary>The first characters of a hash, enough to tell versions apart by eye.</summary>
    public static string Short(string? hash) => hash is null ? "–" : hash[..Math.Min(10, hash.Length)];

    /// <summary>The last part of a path, whichever way its slashes lean.</summary>
    public static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>The English short name of a country; the code itself if it is not known, "no country" if there is none.</summary>
    public static string Country(string? code) => string.IsNullOrEmpty(code) ? "no country" : CountryNames.English(code) ?? code;

    /// <summary><c>retention_of_identity_documents</c> or <c>RetentionOfIdentityDocuments</c> → <c>Retention of identity documents</c>.</summary>
    public static string Sentence(string code)
    {
        var words = (code.Contains('_', StringComparison.Ordinal) ? code.Replace('_', ' ') : Split(code, ' ')).ToLowerInvariant();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The language of a text by its script, so that the right glyphs are chosen for Chinese, Japanese and Korean; null for the rest.</summary>
    public static string? Lang(string? text, string? language = null)
    {
        if (language is { Length: 2 }) return language == "zh" ? "zh-Hans" : language;
        var han = false;
        foreach (var c in text ?? "")
        {
            if (c is >= '\u3040' and <= '\u30ff') return "ja";
            if (c is >= '\uac00' and <= '\ud7af') return "ko";
            han |= c is >= '\u4e00' and <= '\u9fff';
        }
        return han ? "zh-Hans" : null;
    }

    private static string Split(string name, char between) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"{between}{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
