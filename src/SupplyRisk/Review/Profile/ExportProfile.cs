using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Profile;

/// <summary>Hands a supplier's profile out as a file. What may not leave the installation is held back (<see cref="HeldBack"/>).</summary>
public sealed class ExportProfile(IDbContextFactory<SupplyRiskDb> databases, FindSupplierPage find, ActiveRulesets rulesets, AuditTrail audit)
{
    /// <summary>The profile with what is held back taken out of it, and a line in the record that it was handed out.</summary>
    public async Task<Result<SupplierPageFacts>> ReadAsync(Actor actor, Guid supplier, string format, CancellationToken ct)
    {
        if (actor.Lacks(Right.Export) is { } no) return no;
        if (await find.HandleAsync(actor, supplier, ct) is not { } facts) return new Refusal(RefusalKind.NotFound, "supplier_not_found", "There is no such supplier.");
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await audit.AppendAsync(db, actor, "supplier.exported", $"supplier:{supplier}", new { format }, ct);
        await transaction.CommitAsync(ct);
        var held = facts.Profile.Findings.Any(f => HeldBack.Is(f.Finding));
        return facts with
        {
            Profile = Without(facts.Profile),
            Trend = held ? facts.Trend with { Steps = [.. facts.Trend.Steps.Select(s => s with { What = WhatChanged.Nothing })] } : facts.Trend, // its sentences name what was said
        };
    }

    /// <summary>The same as sheets of a workbook.</summary>
    public static IReadOnlyList<TableSheet> Sheets(SupplierPageFacts facts)
    {
        var p = facts.Profile;
        var findings = p.Findings.Select(f => Row(
            Words.Snake(f.Finding.Indicator), Words.Snake(f.Finding.Status), f.Dismissed, f.Finding.Quote, f.Document.Path, f.Finding.Page, f.Document.Date, Words.Snake(f.Finding.Speaker), f.Finding.Rule, f.Decision?.Words));
        return
        [
            TableSheet.Of("Summary", ["what", "value"], Summary(facts)),
            TableSheet.Of("Why this score", ["rule", "part", "indicator", "points", "because"],
                p.Result.Contributions.Select(c => Row(c.Rule, Words.Snake(c.Part), c.Indicator is { } i ? Words.Snake(i) : null, c.Points / 100m, c.Because))),
            TableSheet.Of("Evidence", ["indicator", "status", "dismissed", "quote", "document", "page", "dated", "speaker", "rule", "decision"], findings),
            TableSheet.Of("Matches", ["list", "entry", "name", "fitted_as", "match_score", "outcome", "review", "words"],
                p.Matches.Select(m => Row(m.Match.List, m.Match.EntryId, m.Match.EntryName, m.Match.MatchedAlias, decimal.Round((decimal)m.Match.Score, 4), m.Match.Outcome, Words.Snake(m.Review), m.Decision?.Words))),
            TableSheet.Of("Supply chain", ["step", "company", "own_id", "country", "band", "hard_trigger"],
                facts.Network.Nodes.Select(n => Row(n.Step, n.Name, n.OwnId, n.Country, n.Band is { } b ? Words.Snake(b) : null, n.HardTrigger))),
            TableSheet.Of("Documents", ["document", "kind", "dated", "received", "read", "about_it", "findings"],
                p.Documents.Select(d => Row(d.Document.Path, d.Document.Kind, d.Document.Date, d.Document.ReceivedAt, Words.Snake(d.Document.State), Words.Snake(d.Link.State), d.Findings))),
            TableSheet.Of("Requests", ["what", "provided", "ask_for"], (facts.Lower?.Changes ?? []).SelectMany(c => c.AskFor.Select(ask => Row(c.What, c.Provided, ask)))),
            TableSheet.Of("History", ["at", "risk_score", "band", "new", "gone", "moved"],
                facts.Trend.Steps.Select(s => Row(s.At, s.Band == Band.CannotRate ? null : s.Score, Words.Snake(s.Band), Lines(s.What.Added), Lines(s.What.Removed), Lines(s.What.Moved)))),
        ];
    }

    private static IEnumerable<IReadOnlyList<object?>> Summary(SupplierPageFacts facts)
    {
        var (p, v, s) = (facts.Profile, facts.Profile.Version, facts.Profile.Screening);
        yield return Row("name", v.Name);
        yield return Row("own_id", p.Supplier.OwnId);
        yield return Row("list", p.Source);
        yield return Row("country", v.Country);
        yield return Row("region", v.Region);
        yield return Row("address", v.Address);
        yield return Row("identifiers", v.Identifiers.Replace("|", " ", StringComparison.Ordinal));
        yield return Row("known", facts.Identity.Because);
        yield return Row("monitored_since", DateOnly.FromDateTime(p.Supplier.FirstListedAt));
        if (s is null) yield break;
        yield return Row("band", Words.Snake(s.Band));
        yield return Row("risk_score", s.Band == Band.CannotRate ? null : s.RiskScore);
        yield return Row("coverage_percent", s.Coverage);
        yield return Row("inherent", s.Inherent / 100m);
        yield return Row("evidence", s.Evidence / 100m);
        yield return Row("controls", s.Controls / 100m);
        yield return Row("residual", s.Residual / 100m);
        yield return Row("screened_at", s.ScreenedAt);
        yield return Row("facts_as_of", s.AsOf);
        yield return Row("ruleset", p.Run?.RulesetHash);
        yield return Row("lists_hash", p.Run?.ListsHash);
        yield return Row("matcher", p.Run?.MatcherVersion);
        foreach (var list in facts.Lists) yield return Row("list in force", $"{list.Name}, {list.Entries} entries, {list.RetrievedAt:yyyy-MM-dd}");
        foreach (var flag in p.Result.Flags) yield return Row("flag for review", $"{Words.Snake(flag.Kind)}: {flag.Because}");
        yield return Row("note", "Signs for review, never a verdict.");
    }

    private SupplierProfile Without(SupplierProfile profile)
    {
        var held = profile.Findings.Where(f => HeldBack.Is(f.Finding)).Select(f => (f.Finding.DocumentId, f.Finding.Start)).ToHashSet();
        bool Holds(EvidenceRow e) => profile.DocumentIds.TryGetValue(e.Sha256, out var document) ? held.Contains((document, e.Start)) : held.Count > 0;
        return profile with
        {
            Findings = [.. profile.Findings.Select(f => HeldBack.Is(f.Finding) ? f with { Finding = Silent(f.Finding), Decision = f.Decision is { } d ? Silent(d) : null } : f)],
            Result = profile.Result with
            {
                // The sentence names what was said, so it goes with the quote.
                Contributions = [.. profile.Result.Contributions.Select(c => c.Evidence.Any(Holds)
                    ? c with { Because = $"{rulesets.Current.Find(c.Rule)?.Title ?? c.Rule} {HeldBack.InItsPlace}", Evidence = [.. c.Evidence.Select(e => Holds(e) ? e with { Quote = HeldBack.InItsPlace } : e)] } : c)],
                Flags = [.. profile.Result.Flags.Select(f => f.Kind == FlagKind.Risk && held.Count > 0 ? f with { Because = "See the factors of the score." } : f)],
            },
        };
    }

    private static Finding Silent(Finding f) => new()
    {
        Id = f.Id,
        DocumentId = f.DocumentId,
        Rule = f.Rule,
        Indicator = f.Indicator,
        Status = f.Status,
        Speaker = f.Speaker,
        Start = f.Start,
        End = f.End,
        Page = f.Page,
        Section = f.Section,
        Quote = HeldBack.InItsPlace,
        Why = "",
        Language = f.Language,
    };

    private static FindingDecision Silent(FindingDecision d) => new()
    {
        Id = d.Id,
        DocumentId = d.DocumentId,
        Rule = d.Rule,
        Quote = HeldBack.InItsPlace,
        Dismissed = d.Dismissed,
        Words = HeldBack.InItsPlace,
        ActorId = d.ActorId,
        At = d.At,
    };

    private static object?[] Row(params object?[] cells) => cells;

    private static string Lines(IReadOnlyList<string> lines) => string.Join('\n', lines);
}
