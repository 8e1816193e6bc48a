using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Comparison;

/// <summary>
/// What the two rulesets find in documents. Where text rules and word lists are the same, what was found already holds and no text is read.
/// Where any of them differs the document is read under all of them: patterns of one indicator yield to each other, so a changed rule alone says too little.
/// </summary>
internal sealed class DocumentsAgain
{
    private readonly RulesetBundle _active;
    private readonly RulesetBundle _candidate;
    private readonly HashSet<Guid> _shared; // of several suppliers: read once and kept
    private readonly ConcurrentDictionary<Guid, Both> _kept = new();
    private readonly bool _differ;
    private int _count;

    private DocumentsAgain(RulesetBundle active, RulesetBundle candidate, HashSet<Guid> shared)
    {
        (_active, _candidate, _shared) = (active, candidate, shared);
        _differ = active.TextHash != candidate.TextHash;
    }

    /// <summary>Documents read so far.</summary>
    public int Count => _count;

    private sealed record Both(IReadOnlyList<TextFinding>? Active, IReadOnlyList<TextFinding>? Candidate);

    public static async Task<DocumentsAgain> OfAsync(SupplyRiskDb db, RulesetBundle active, RulesetBundle candidate, CancellationToken ct)
    {
        var shared = active.TextHash == candidate.TextHash ? []
            : await db.DocumentLinks.Where(l => l.State == ProposalState.Sure || l.State == ProposalState.Confirmed)
                .GroupBy(l => l.DocumentId).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync(ct);
        return new DocumentsAgain(active, candidate, [.. shared]);
    }

    /// <summary>Findings of these suppliers' documents under both.</summary>
    public async Task<Read> ReadAsync(SupplyRiskDb db, IReadOnlyList<Subject> subjects, CancellationToken ct)
    {
        var hashes = subjects.SelectMany(s => s.Documents).Select(d => d.Sha256).Distinct(StringComparer.Ordinal).ToList();
        if (hashes.Count == 0) return new Read([]);
        var documents = await db.Documents.AsNoTracking().Where(d => hashes.Contains(d.Sha256) && (_differ || d.ScannedWith != _active.TextHash))
            .Select(d => new { d.Id, d.Sha256, d.ScannedWith }).ToListAsync(ct);
        if (documents.Count == 0) return new Read([]);
        var ids = documents.Select(d => d.Id).ToList();
        var dismissed = (await db.FindingDecisions.AsNoTracking().Where(d => ids.Contains(d.DocumentId)).ToListAsync(ct))
            .GroupBy(d => (d.DocumentId, d.Rule, d.Quote)).Where(g => g.OrderBy(d => d.At).Last().Dismissed).Select(g => g.Key).ToHashSet();
        var found = new Dictionary<string, (Func<DocumentFact, List<FindingFact>>? Active, Func<DocumentFact, List<FindingFact>> Candidate)>(StringComparer.Ordinal);
        foreach (var d in documents)
        {
            var both = await OneAsync(db, d.Id, scanned: d.ScannedWith == _active.TextHash, ct);
            found[d.Sha256] = (both.Active is { } active ? Facts(d.Id, active) : null, Facts(d.Id, both.Candidate ?? both.Active ?? []));
        }
        return new Read(found);

        Func<DocumentFact, List<FindingFact>> Facts(Guid id, IReadOnlyList<TextFinding> findings) => document =>
            [.. findings.Select(f => new FindingFact(f, document, null, dismissed.Contains((id, f.Rule, f.Quote))))];
    }

    // One text at a time: those of a batch are not held together.
    private async Task<Both> OneAsync(SupplyRiskDb db, Guid id, bool scanned, CancellationToken ct)
    {
        if (_kept.TryGetValue(id, out var kept)) return kept;
        var content = await db.DocumentContents.AsNoTracking().FirstOrDefaultAsync(c => c.DocumentId == id, ct);
        if (content is null) return new Both(scanned ? null : [], []);
        Interlocked.Increment(ref _count);
        var both = new Both(scanned ? null : Scan(content, _active), _differ ? Scan(content, _candidate) : null);
        if (_shared.Contains(id)) _kept[id] = both;
        return both;
    }

    private static IReadOnlyList<TextFinding> Scan(DocumentContent content, RulesetBundle rules) => ReadText.Of(content, rules).Findings;

    /// <summary>Findings by document; of a document that is not in it, what is recorded holds.</summary>
    public sealed class Read(Dictionary<string, (Func<DocumentFact, List<FindingFact>>? Active, Func<DocumentFact, List<FindingFact>> Candidate)> found)
    {
        public IReadOnlyList<FindingFact> Active(Subject subject) => Of(subject, f => f.Active);

        public IReadOnlyList<FindingFact> Candidate(Subject subject) => Of(subject, f => f.Candidate);

        private IReadOnlyList<FindingFact> Of(
            Subject subject, Func<(Func<DocumentFact, List<FindingFact>>? Active, Func<DocumentFact, List<FindingFact>> Candidate), Func<DocumentFact, List<FindingFact>>?> side)
        {
            if (found.Count == 0) return subject.Findings;
            var recorded = subject.Findings.ToLookup(f => f.Document.Sha256, StringComparer.Ordinal);
            return [.. subject.Documents.SelectMany(d => found.TryGetValue(d.Sha256, out var read) && side(read) is { } facts ? facts(d) : recorded[d.Sha256])];
        }
    }
}
