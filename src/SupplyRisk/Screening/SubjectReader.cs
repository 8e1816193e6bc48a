using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Screening.Reading.AuditTables;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>Reads what is known of many suppliers at once: a fixed number of queries a batch, whatever its size.</summary>
internal sealed class SubjectReader(SupplyRiskDb db, DateOnly asOf, DateTime knownAt)
{
    private static readonly HashSet<string> IndependentKinds = new(StringComparer.Ordinal) { "smeta", "sa8000", "bsci", "rba", "wrap", "slcp", "other_audit" };

    /// <summary>Subjects in the order of <paramref name="ids"/>; suppliers not known on the pinned day are left out.</summary>
    public Task<List<Subject>> ReadAsync(IReadOnlyList<Guid> ids, SupplyGraph graph, IReadOnlyDictionary<Guid, string> signals, CancellationToken ct) =>
        ReadAsync(ids, (id, _) => graph.FactsFor(id, signals), (version, matches, _) => graph.Neighbours.FactsFor(version, matches, signals), ct);

    /// <summary>Subjects with what stood up their chains, and at those they share something with, when they were last screened.</summary>
    public Task<List<Subject>> ReadAsKeptAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(
        ids, (_, previous) => previous is null ? [] : StoredJson.Read<ScreeningResult>(previous.ResultJson).Upstream,
        (_, _, previous) => previous is null ? [] : StoredJson.Read<ScreeningResult>(previous.ResultJson).Shared ?? [], ct);

    private async Task<List<Subject>> ReadAsync(
        IReadOnlyList<Guid> ids, Func<Guid, SupplierScreening?, IReadOnlyList<UpstreamFact>> upstream,
        Func<SupplierVersion, IReadOnlyList<ListMatchFact>, SupplierScreening?, IReadOnlyList<SharedFact>> shared, CancellationToken ct)
    {
        var redirects = await Redirects.AtAsync(db, knownAt, ct);
        var suppliers = await db.Suppliers.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        var versions = await VersionsAsync(ids, ct);
        var previous = await db.Screenings.AsNoTracking().Where(s => ids.Contains(s.SupplierId)).ToDictionaryAsync(s => s.SupplierId, ct);
        var matches = await MatchesAsync(ids, redirects, ct);
        var links = await LinksAsync(ids, redirects, ct);
        var documents = await DocumentsAsync([.. links.SelectMany(l => l).Distinct()], ct);
        var readings = await ReadingsAsync(documents, ct);
        var findings = await FindingsAsync(documents, readings, ct);
        documents = await WithMethodAsync(documents, readings, findings, ct);
        foreach (var (id, ofDocument) in findings) findings[id] = ofDocument.ConvertAll(f => f with { Document = documents[id] });

        var subjects = new List<Subject>(ids.Count);
        foreach (var id in ids)
        {
            if (!suppliers.TryGetValue(id, out var supplier) || !versions.TryGetValue(id, out var version)) continue;
            var mine = links[id].Where(documents.ContainsKey).Distinct()
                .OrderByDescending(d => documents[d].Date).ThenBy(d => documents[d].Path, StringComparer.Ordinal).ThenBy(d => documents[d].Sha256, StringComparer.Ordinal).ToList();
            IReadOnlyList<ListMatchFact> mayBe = [.. matches[id].Select(m => m.Fact)];
            subjects.Add(new Subject(
                supplier, version, mayBe, [.. mine.Select(d => documents[d])], [.. mine.SelectMany(d => findings.GetValueOrDefault(d) ?? [])],
                upstream(id, previous.GetValueOrDefault(id)), previous.GetValueOrDefault(id))
            {
                MatchKeys = [.. matches[id].Select(m => m.Key)],
                Origins = [.. mine.SelectMany(d => (readings.GetValueOrDefault(d)?.Origins ?? []).Select(o => new OriginFact(o.Goods, o.Country, o.Place, documents[d])))],
                Shared = shared(version, mayBe, previous.GetValueOrDefault(id)),
            });
        }
        return subjects;
    }

    /// <summary>What each supplier's list says of it on the pinned day.</summary>
    public async Task<Dictionary<Guid, SupplierVersion>> VersionsAsync(IReadOnlyList<Guid> ids, CancellationToken ct) =>
        await db.SupplierVersions.AsNoTracking().At(asOf, knownAt).Where(v => ids.Contains(v.SupplierId)).ToDictionaryAsync(v => v.SupplierId, ct);

    private async Task<ILookup<Guid, (ListMatchFact Fact, MatchKey Key)>> MatchesAsync(IReadOnlyList<Guid> asked, Redirects redirects, CancellationToken ct)
    {
        var ids = redirects.GroupsOf(asked);
        var matches = await db.SupplierMatches.AsNoTracking().Where(m => ids.Contains(m.SupplierId)).ToListAsync(ct);
        if (matches.Count == 0) return Array.Empty<(ListMatchFact, MatchKey)>().ToLookup(_ => Guid.Empty);
        var decisions = (await db.MatchDecisions.AsNoTracking().Where(d => ids.Contains(d.SupplierId) && d.At <= knownAt).ToListAsync(ct))
            .GroupBy(d => (d.SupplierId, d.WatchlistId, d.EntryId)).ToDictionary(g => g.Key, g => g.OrderBy(d => d.At).Last());
        var reviewed = matches.Select(m => (Match: m, Review: ReviewOf(m, decisions.GetValueOrDefault((m.SupplierId, m.WatchlistId, m.EntryId)))));
        if (!redirects.IsEmpty) reviewed = OncePerEntry(reviewed, asked, redirects);
        return reviewed
            .OrderByDescending(m => m.Match.IdentifierEqual).ThenByDescending(m => m.Match.Score).ThenBy(m => m.Match.List, StringComparer.Ordinal).ThenBy(m => m.Match.EntryId, StringComparer.Ordinal)
            .ToLookup(m => CountsFor(m.Match.SupplierId, asked, redirects), m => Fact(m.Match, m.Review));
    }

    // Two merged suppliers may match one entry: it is asked about once. What a person confirmed of either stands; what is dismissed of one only is open still.
    private static IEnumerable<(SupplierMatch Match, MatchReview Review)> OncePerEntry(
        IEnumerable<(SupplierMatch Match, MatchReview Review)> matches, IReadOnlyList<Guid> asked, Redirects redirects) =>
        matches.GroupBy(m => (CountsFor(m.Match.SupplierId, asked, redirects), m.Match.WatchlistId, m.Match.EntryId)).Select(g => g
            .OrderBy(m => m.Review switch { MatchReview.Confirmed => 0, MatchReview.Unreviewed => 1, MatchReview.Dismissed => 2 })
            .ThenByDescending(m => m.Match.IdentifierEqual).ThenByDescending(m => m.Match.Score).ThenBy(m => m.Match.FactsKey, StringComparer.Ordinal).First());

    // One that is merged away and asked for all the same counts for itself.
    private static Guid CountsFor(Guid supplier, IReadOnlyList<Guid> asked, Redirects redirects) => redirects.IsMerged(supplier) && !asked.Contains(supplier) ? redirects.SurvivorOf(supplier) : supplier;

    private static (ListMatchFact, MatchKey) Fact(SupplierMatch m, MatchReview review) => (
        new ListMatchFact(m.List, m.EntryId, m.EntryName, m.MatchedAlias, m.Score, m.Outcome, m.IdentifierEqual, review, m.Programme),
        new MatchKey(m.List, m.EntryId, m.FactsKey, review));

    // A decision holds while the facts it was made on hold.
    private static MatchReview ReviewOf(SupplierMatch match, MatchDecision? decision) =>
        decision is not null && decision.FactsKey == match.FactsKey ? decision.Review : MatchReview.Unreviewed;

    private async Task<ILookup<Guid, Guid>> LinksAsync(IReadOnlyList<Guid> asked, Redirects redirects, CancellationToken ct)
    {
        var ids = redirects.GroupsOf(asked);
        var links = await db.DocumentLinks.AsNoTracking()
            .Where(l => ids.Contains(l.SupplierId) && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed) && l.KnownFrom <= knownAt)
            .Select(l => new { l.SupplierId, l.DocumentId }).ToListAsync(ct);
        return links.ToLookup(l => CountsFor(l.SupplierId, asked, redirects), l => l.DocumentId);
    }

    private async Task<Dictionary<Guid, DocumentFact>> DocumentsAsync(List<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var documents = await db.Documents.AsNoTracking()
            .Where(d => ids.Contains(d.Id) && d.State != DocumentState.Unreadable && d.State != DocumentState.Erased && d.ReceivedAt <= knownAt).ToListAsync(ct);
        return documents.Where(d => d.Date is null || d.Date <= asOf).ToDictionary(d => d.Id, d => new DocumentFact(d.Path, d.Sha256, d.Kind, d.Date)
        {
            Announcement = d.Announcement,
            WorkersInterviewed = d.WorkersInterviewed,
            IsIndependentAudit = IndependentKinds.Contains(d.Kind),
        });
    }

    private async Task<Dictionary<Guid, ReadFacts>> ReadingsAsync(Dictionary<Guid, DocumentFact> documents, CancellationToken ct)
    {
        if (documents.Count == 0) return [];
        var ids = documents.Keys.ToList();
        return await db.DocumentReadings.AsNoTracking().Where(r => ids.Contains(r.DocumentId)).ToDictionaryAsync(r => r.DocumentId, r => StoredJson.Read<ReadFacts>(r.FactsJson), ct);
    }

    // What a document states of its method, what its findings contradict, and whose text it repeats.
    private async Task<Dictionary<Guid, DocumentFact>> WithMethodAsync(
        Dictionary<Guid, DocumentFact> documents, Dictionary<Guid, ReadFacts> readings, Dictionary<Guid, List<FindingFact>> findings, CancellationToken ct)
    {
        if (readings.Count == 0) return documents;
        var copies = await CopiedTexts.SourcesAsync(db, [.. documents.Where(d => d.Value.IsIndependentAudit).Select(d => d.Key)], asOf, knownAt, ct);
        return documents.ToDictionary(d => d.Key, d => readings.TryGetValue(d.Key, out var read)
            ? d.Value with
            {
                TransferWording = read.TransferWording,
                Method = read.Method with { Contradictions = Contradictions(findings.GetValueOrDefault(d.Key) ?? []), CopiedFrom = copies.GetValueOrDefault(d.Key) },
            }
            : d.Value);
    }

    // Only where the auditors say themselves that they found none: headings and quoted codes deny everything, and management denies what auditors find.
    private static int Contradictions(List<FindingFact> findings) => findings.Where(f => !f.Dismissed).GroupBy(f => f.Finding.Rule, StringComparer.Ordinal)
        .Count(g => g.Any(f => f.Finding is { Status: EvidenceStatus.Negated, Speaker: Speaker.Auditor })
            && g.Any(f => f.Finding is { Status: EvidenceStatus.Asserted, Speaker: not Speaker.Management }));

    // Hundreds a document: only what scoring needs is read, and put in order once.
    private async Task<Dictionary<Guid, List<FindingFact>>> FindingsAsync(Dictionary<Guid, DocumentFact> documents, Dictionary<Guid, ReadFacts> readings, CancellationToken ct)
    {
        var found = new Dictionary<Guid, List<FindingFact>>();
        if (documents.Count == 0) return found;
        var ids = documents.Keys.ToList();
        var dismissed = (await db.FindingDecisions.AsNoTracking().Where(d => ids.Contains(d.DocumentId) && d.At <= knownAt).ToListAsync(ct))
            .GroupBy(d => (d.DocumentId, d.Rule, d.Quote)).Where(g => g.OrderBy(d => d.At).Last().Dismissed).Select(g => g.Key).ToHashSet();
        var rows = db.Findings.AsNoTracking().Where(f => ids.Contains(f.DocumentId))
            .Select(f => new { f.DocumentId, f.Rule, f.Indicator, f.Status, f.Speaker, f.Start, f.End, f.Quote, f.Why, f.Language, f.Page, f.QuantitiesJson });
        await foreach (var f in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!found.TryGetValue(f.DocumentId, out var ofDocument)) found.Add(f.DocumentId, ofDocument = []);
            ofDocument.Add(new FindingFact(
                new TextFinding(f.Rule, f.Indicator, f.Status, f.Speaker, f.Start, f.End, f.Quote, f.Why, f.Language) { Quantities = Finding.Read(f.QuantitiesJson) },
                documents[f.DocumentId], f.Page, dismissed.Count > 0 && dismissed.Contains((f.DocumentId, f.Rule, f.Quote))));
        }
        foreach (var (id, ofDocument) in found)
        {
            ofDocument.Sort(static (a, b) => ByPlace(a.Finding, b.Finding));
            if (readings.GetValueOrDefault(id) is { Rows.Count: > 0 } read) AddGrades(ofDocument, read.Rows);
        }
        return found;
    }

    // Both in the order of the text.
    private static void AddGrades(List<FindingFact> findings, IReadOnlyList<AuditTableRow> rows)
    {
        var row = 0;
        for (var i = 0; i < findings.Count; i++)
        {
            while (row < rows.Count && rows[row].End <= findings[i].Finding.Start) row++;
            if (row < rows.Count && rows[row].Start <= findings[i].Finding.Start)
                findings[i] = findings[i] with { Finding = findings[i].Finding with { Grade = rows[row].Grade, ForcedLabourClause = rows[row].ForcedLabour } };
        }
    }

    private static int ByPlace(TextFinding a, TextFinding b)
    {
        var first = a.Start.CompareTo(b.Start);
        if (first == 0) first = a.End.CompareTo(b.End);
        return first != 0 ? first : string.CompareOrdinal(a.Rule, b.Rule);
    }
}
