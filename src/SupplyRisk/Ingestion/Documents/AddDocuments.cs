using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>What came of adding documents.</summary>
public sealed record DocumentsReport
{
    public int Added { get; init; }

    public int AlreadyKnown { get; init; }

    /// <summary>Links that a person has to confirm.</summary>
    public int Proposed { get; init; }

    /// <summary>Documents or pages that could not be read, with the reason; by path.</summary>
    public required IReadOnlyList<(string Path, string Reason)> Unreadable { get; init; }

    /// <summary>Files that are no documents, with the reason; by path.</summary>
    public required IReadOnlyList<(string Path, string Reason)> Ignored { get; init; }

    /// <summary>Documents linked to no supplier; by path.</summary>
    public required IReadOnlyList<string> Unlinked { get; init; }
}

/// <summary>Takes audit documents in: reads their text, dates and kind, finds the suppliers they are about. The same file twice is one document.</summary>
public sealed class AddDocuments(IDbContextFactory<SupplyRiskDb> databases, DataOptions data, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    private const int Batch = 100;
    private const int MostAhead = 64;
    private const long MostBytesAhead = 64 << 20;

    private sealed record ToRead(string FullPath, string Path, string BelowFolder);

    private sealed record ReadIn(ToRead File, string Sha256, long Bytes, DocumentText Text, AuditFacts Facts);

    /// <summary>Adds every document below a folder.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="folder">As given; documents are known by it and what lies below it.</param>
    /// <param name="keepOriginals">True keeps a copy of each file in the data folder.</param>
    /// <param name="shownAs">What the folder is called in paths; null is <paramref name="folder"/>.</param>
    public async Task<DocumentsReport> AddFolderAsync(Actor actor, string folder, bool keepOriginals, IProgress<StageProgress>? progress, CancellationToken ct, string? shownAs = null)
    {
        var called = shownAs ?? folder;
        var listing = DocumentFolder.List(folder, ReaderLimits.Default);
        var files = listing.Files.Select(f => new ToRead(f.FullPath, Joined(called, f.RelativePath), f.RelativePath)).ToList();
        var report = await AddAsync(actor, files, keepOriginals, progress, ct);
        return report with { Ignored = [.. listing.Ignored.Select(i => (Joined(called, i.RelativePath), i.Reason))] };
    }

    /// <summary>Adds one document.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="fileName">As the user knows it.</param>
    public async Task<Result<DocumentsReport>> AddFileAsync(Actor actor, string path, string fileName, CancellationToken ct)
    {
        if (actor.Lacks(Right.AddDocuments) is { } no) return no;
        return await AddAsync(actor, [new ToRead(path, fileName, fileName)], keepOriginals: true, null, ct);
    }

    /// <summary>
    /// Takes in a document that a supplier sent. Whatever it says of itself, it is tied to that supplier alone, and as a question:
    /// it brings no evidence until a person has accepted it.
    /// </summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="fileName">As the supplier calls it.</param>
    /// <returns>The document; one that was there before, where it is the same file.</returns>
    public async Task<Guid> AddReceivedAsync(Actor actor, Guid supplierId, string path, string fileName, CancellationToken ct)
    {
        var read = await ReadAsync(new ToRead(path, "from the supplier/" + fileName, fileName), ct);
        Keep(read);
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.Instant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Documents, ct);
        var there = await db.Documents.Where(d => d.Sha256 == read.Sha256).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(ct);
        var document = there is null ? NewDocument(read, now) : null;
        var id = there ?? document!.Id; // one of them is
        if (document is not null)
        {
            await db.BulkInsertAsync([document], ct);
            await db.BulkInsertAsync([Content(id, read.Text)], ct);
            if (document.State != DocumentState.Unreadable) await db.AddWorkAsync(WorkKind.Scan, [id], "document_arrived", now, ct);
        }
        if (!await db.DocumentLinks.AnyAsync(l => l.DocumentId == id && l.SupplierId == supplierId, ct))
        {
            await db.BulkInsertAsync([new DocumentLink
            {
                Id = time.NewId(), DocumentId = id, SupplierId = supplierId, Basis = LinkBasis.ReceivedFromSupplier.Name(), State = ProposalState.Proposed, KnownFrom = now,
                Why = "The supplier sent it through its own page; it counts once somebody has accepted it.",
            }], ct);
        }
        await db.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Document, EntityId = id }], ct);
        await audit.AppendAsync(db, actor, "document.received", $"document:{id}", new { SupplierId = supplierId, read.Sha256, read.Bytes, FileName = Words.Visible(fileName) }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return id;
    }

    /// <summary>Reads again what could not be read, in case the cause is gone. Only kept originals can be.</summary>
    /// <returns>How many can be read now.</returns>
    public async Task<int> RetryUnreadableAsync(Actor actor, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var unread = await db.Documents.Where(d => d.State == DocumentState.PartlyRead || d.State == DocumentState.Unreadable).OrderBy(d => d.Id).ToListAsync(ct);
        var targets = unread.Count == 0 ? null : await LookupAsync(db, actor, ct);
        var better = 0;
        foreach (var document in unread)
        {
            var original = KeptOriginal(document.Sha256);
            if (!File.Exists(original)) continue;
            var text = await DocumentReader.ReadAsync(original, ReaderLimits.Default, ct);
            if (text.Unreadable.Count >= JsonConvert.DeserializeObject<List<UnreadablePart>>(document.UnreadableJson)!.Count) continue;
            await RereadAsync(db, actor, document, text, targets!, ct); // set when there is anything to read
            better++;
            progress?.Report(new StageProgress("Reading documents again", better, unread.Count));
        }
        if (better > 0) signal.Set();
        return better;
    }

    /// <summary>Where the original of a document is kept, whether it is there or not.</summary>
    public string KeptOriginal(string sha256) => Path.Combine(data.Folder, "documents", sha256[..2], sha256);

    private static string Joined(string folder, string below) => folder.TrimEnd('/', '\\') + "/" + below;

    private async Task<DocumentsReport> AddAsync(Actor actor, IReadOnlyList<ToRead> files, bool keepOriginals, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var targets = await LookupAsync(db, actor, ct);
        var known = (await db.Documents.Select(d => d.Sha256).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var unreadable = new List<(string, string)>();
        var unlinked = new List<string>();
        var (added, already, proposed, done) = (0, 0, 0, 0);
        var batch = new List<ReadIn>();
        await foreach (var read in ReadAllAsync(files, ct))
        {
            progress?.Report(new StageProgress("Reading documents", ++done, files.Count));
            if (!known.Add(read.Sha256))
            {
                already++;
                continue;
            }
            added++;
            unreadable.AddRange(read.Text.Unreadable.Select(u => (read.File.Path, u.Page is { } page ? $"page {page}: {u.Reason}" : u.Reason)));
            if (keepOriginals) Keep(read);
            batch.Add(read);
            if (batch.Count < Batch) continue;
            var (questions, doubled) = await WriteAsync(db, batch, targets, unlinked, ct);
            (proposed, added, already) = (proposed + questions, added - doubled, already + doubled);
            batch.Clear();
        }
        var (last, twice) = await WriteAsync(db, batch, targets, unlinked, ct);
        (proposed, added, already) = (proposed + last, added - twice, already + twice);
        await RecordAsync(db, actor, added, already, ct);
        signal.Set();
        return new DocumentsReport { Added = added, AlreadyKnown = already, Proposed = proposed, Unreadable = unreadable, Unlinked = unlinked, Ignored = [] };
    }

    // Several at once, handed on in the order of the list, so that ids, reports and "which of two equal files came first" are the same each time.
    // Reading goes on while a batch is written, as far ahead as documents of this count or size.
    private static async IAsyncEnumerable<ReadIn> ReadAllAsync(IReadOnlyList<ToRead> files, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var room = new ReadAhead(MostBytesAhead, Math.Max(2, Environment.ProcessorCount * 2));
        var ahead = Channel.CreateBounded<(Task<ReadIn> Reading, long Bytes)>(MostAhead);
        var feeding = Task.Run(async () =>
        {
            try
            {
                foreach (var file in files)
                {
                    var bytes = new FileInfo(file.FullPath) is { Exists: true } there ? there.Length : 0;
                    await room.TakeAsync(bytes, stop.Token);
                    await ahead.Writer.WriteAsync((room.RunAsync(() => ReadAsync(file, stop.Token), stop.Token), bytes), stop.Token);
                }
            }
            finally
            {
                ahead.Writer.Complete();
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var (reading, bytes) in ahead.Reader.ReadAllAsync(ct))
            {
                yield return await reading;
                room.Give(bytes);
            }

            await feeding;
        }
        finally
        {
            await stop.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<ReadIn> ReadAsync(ToRead file, CancellationToken ct)
    {
        var text = await DocumentReader.ReadAsync(file.FullPath, ReaderLimits.Default, ct);
        return new ReadIn(file, await ContentHash.OfFileAsync(file.FullPath, ct), new FileInfo(file.FullPath).Length, text, AuditFacts.Read(text, file.BelowFolder));
    }

    /// <returns>Links that a person has to confirm, and documents that somebody else added while they were read.</returns>
    private async Task<(int Proposed, int Doubled)> WriteAsync(SupplyRiskDb db, List<ReadIn> read, SupplierLookup targets, List<string> unlinked, CancellationToken ct)
    {
        if (read.Count == 0) return (0, 0);
        var now = time.Instant();
        var all = read.ConvertAll(r => (Read: r, Document: NewDocument(r, now)));
        var links = all.SelectMany(p => Links(p.Read, p.Document.Id, targets, now)).ToLookup(l => l.DocumentId);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Documents, ct);
        var hashes = read.ConvertAll(r => r.Sha256);
        var there = await db.Documents.Where(d => hashes.Contains(d.Sha256)).Select(d => d.Sha256).ToListAsync(ct);
        var fresh = all.FindAll(p => !there.Contains(p.Read.Sha256));
        var documents = fresh.ConvertAll(p => p.Document);
        await db.BulkInsertAsync(documents, ct);
        await db.BulkInsertAsync(fresh.Select(p => Content(p.Document.Id, p.Read.Text)), ct);
        await db.BulkInsertAsync(documents.SelectMany(d => links[d.Id]), ct);
        await db.AddWorkAsync(WorkKind.Scan, documents.Where(d => d.State != DocumentState.Unreadable).Select(d => d.Id), "document_arrived", now, ct);
        await db.BulkInsertAsync(documents.Select(d => new OutboxRow { Entity = OutboxEntity.Document, EntityId = d.Id }), ct);
        await transaction.CommitAsync(ct);
        unlinked.AddRange(documents.Where(d => !links[d.Id].Any() && d.State != DocumentState.Unreadable).Select(d => d.Path));
        return (documents.Sum(d => links[d.Id].Count(l => l.State == ProposalState.Proposed)), there.Count);
    }

    private IEnumerable<DocumentLink> Links(ReadIn read, Guid documentId, SupplierLookup targets, DateTime now) =>
        SupplierLinker.Link(read.File.BelowFolder, read.Text, read.Facts, targets).Select(p => new DocumentLink
        {
            Id = time.NewId(),
            DocumentId = documentId,
            SupplierId = Guid.ParseExact(p.SupplierKey, "N"),
            Basis = p.Basis.Name(),
            Why = p.Because,
            State = p.Sure ? ProposalState.Sure : ProposalState.Proposed,
            KnownFrom = now,
        });

    private Document NewDocument(ReadIn read, DateTime now)
    {
        var document = new Document
        {
            Id = time.NewId(),
            Sha256 = read.Sha256,
            Path = Words.Visible(read.File.Path),
            Format = Path.GetExtension(read.File.Path).TrimStart('.').ToLowerInvariant(),
            Bytes = read.Bytes,
            ReceivedAt = now,
            Kind = read.Facts.Kind.Value.Name(),
            State = DocumentState.Read,
            UnreadableJson = "[]",
        };
        Describe(document, read.Text, read.Facts);
        return document;
    }

    private static void Describe(Document document, DocumentText text, AuditFacts facts)
    {
        document.Title = facts.Title?.Value ?? text.Title;
        document.Kind = facts.Kind.Value.Name();
        document.AuditDate = facts.AuditTo?.Value ?? facts.AuditFrom?.Value;
        document.ReportDate = facts.ReportDate?.Value;
        document.Announcement = facts.Announcement?.Value.Name();
        document.WorkersInterviewed = facts.WorkersInterviewed?.Value;
        document.AuditBody = facts.AuditBody?.Value;
        document.Language = facts.Language;
        document.State = text.Unreadable.Count == 0 ? DocumentState.Read : text.Text.Length == 0 ? DocumentState.Unreadable : DocumentState.PartlyRead;
        document.UnreadableJson = JsonConvert.SerializeObject(text.Unreadable);
        document.Pages = text.Pages;
        document.Characters = text.Text.Length;
        document.ScannedWith = null;
    }

    private static DocumentContent Content(Guid id, DocumentText text) =>
        new() { DocumentId = id, Text = text.Text, BlocksJson = JsonConvert.SerializeObject(text.Blocks, BlockJson) };

    private static readonly JsonSerializerSettings BlockJson = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
        Converters = { new Newtonsoft.Json.Converters.StringEnumConverter() },
    };

    private async Task RereadAsync(SupplyRiskDb db, Actor actor, Document document, DocumentText text, SupplierLookup targets, CancellationToken ct)
    {
        var facts = AuditFacts.Read(text, document.Path);
        var read = new ReadIn(new ToRead("", document.Path, document.Path), document.Sha256, document.Bytes, text, facts);
        var now = time.Instant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Describe(document, text, facts);
        await db.DocumentContents.Where(c => c.DocumentId == document.Id).ExecuteDeleteAsync(ct);
        await db.BulkInsertAsync([Content(document.Id, text)], ct);
        var linked = await db.DocumentLinks.Where(l => l.DocumentId == document.Id).Select(l => new { l.SupplierId, l.Basis }).ToListAsync(ct);
        // What a supplier sent is about that supplier, whomever it names.
        if (linked.All(l => l.Basis != LinkBasis.ReceivedFromSupplier.Name()))
            await db.BulkInsertAsync(Links(read, document.Id, targets, now).Where(l => linked.All(x => x.SupplierId != l.SupplierId)), ct);
        await db.AddWorkAsync(WorkKind.Scan, [document.Id], "document_readable", now, ct);
        await db.BulkInsertAsync([new OutboxRow { Entity = OutboxEntity.Document, EntityId = document.Id }], ct);
        await audit.AppendAsync(db, actor, "document.read_again", $"document:{document.Id}", new { document.Path, State = document.State.ToString() }, ct);
        await transaction.CommitAsync(ct);
    }

    // Who sees assigned suppliers only adds documents of these only: what is said of others is not theirs to bring.
    private static async Task<SupplierLookup> LookupAsync(SupplyRiskDb db, Actor actor, CancellationToken ct)
    {
        var targets = await (
            from s in db.Suppliers.SeenBy(actor, s => s.Id).Where(s => s.NotListedSince == null)
            join v in db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd) on s.Id equals v.SupplierId
            orderby s.OwnId
            select new { s.Id, s.OwnId, v.Name, v.NativeName, v.Country, v.Identifiers }).AsNoTracking().ToListAsync(ct);
        return SupplierLookup.Build(targets.Select(t => new LinkTarget(
            t.Id.ToString("N"), new SupplierKey(t.OwnId).IsContentHash ? null : t.OwnId, t.Name, t.NativeName, t.Country,
            t.Identifiers.Length == 0 ? [] : [.. t.Identifiers.Split('|').Select(ExternalIdentifier.Parse).OfType<ExternalIdentifier>()])));
    }

    private void Keep(ReadIn read)
    {
        var path = KeptOriginal(read.Sha256);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // always below the data folder
        var part = $"{path}.{Guid.CreateVersion7():N}.part"; // of one's own: somebody else may be at the same file
        File.Copy(read.File.FullPath, part);
        File.Move(part, path, overwrite: true);
    }

    private async Task RecordAsync(SupplyRiskDb db, Actor actor, int added, int already, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await audit.AppendAsync(db, actor, "documents.added", "documents", new { added, already }, ct);
        await transaction.CommitAsync(ct);
    }
}
