using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupplyRisk.Screening;

/// <summary>Everything that went into a screening in one number: equal hash, equal result.</summary>
internal static class InputHash
{
    /// <summary>SHA-256, first 32 hex digits. The day itself is left out: time moves a score only at a freshness step, which is a fact of its own.</summary>
    public static string Of(Subject subject, PinnedInputs inputs)
    {
        var text = new StringBuilder(512);
        Add(text, inputs.Rulesets.Hash, subject.Version.FactsHash, inputs.ListsLoaded ? "lists" : "no lists", Freshness.Steps(subject.Documents, inputs.Rulesets, inputs.AsOf));
        foreach (var m in subject.Matches)
            Add(text, m.List, m.EntryId, m.EntryName, m.MatchedAlias, m.MatchScore.ToString("R", CultureInfo.InvariantCulture), m.Outcome, m.IdentifierEqual ? "=" : "", Words.Snake(m.Review), m.Programme);
        foreach (var m in subject.MatchKeys)
            Add(text, m.FactsKey);
        foreach (var d in subject.Documents)
            Add(text, d.Sha256, d.Path, d.Kind, d.Date?.ToString("O", CultureInfo.InvariantCulture), d.Announcement, d.WorkersInterviewed?.ToString(CultureInfo.InvariantCulture), d.Method.ToString(), d.TransferWording);
        foreach (var o in subject.Origins)
            Add(text, o.Document.Sha256, o.Goods, o.Country, o.Place);
        foreach (var f in subject.Findings)
            Add(text, f.Document.Sha256, f.Finding.Rule, Words.Snake(f.Finding.Status), Words.Snake(f.Finding.Speaker), f.Finding.Start.ToString(CultureInfo.InvariantCulture), f.Finding.End.ToString(CultureInfo.InvariantCulture), f.Dismissed ? "dismissed" : "", f.Finding.Grade is { } grade ? Words.Snake(grade) : "", f.Finding.ForcedLabourClause ? "clause" : "", string.Join('\u001d', f.Finding.Quantities));
        foreach (var u in subject.Upstream)
            Add(text, u.SupplierId, u.HardTrigger ? "trigger" : "question", u.Because, string.Join('\u001d', u.Path));
        foreach (var s in subject.Shared)
            Add(text, Words.Snake(s.What), Words.Snake(s.With), s.Id, s.Name, s.Value, s.SharedBy.ToString(CultureInfo.InvariantCulture), s.Because);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static void Add(StringBuilder text, params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
            text.Append(part).Append('\u001f');
        text.Append('\n');
    }
}
