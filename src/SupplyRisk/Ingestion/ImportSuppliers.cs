using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>A supplier list to take in.</summary>
/// <param name="Path">Where the file lies.</param>
/// <param name="FileName">As the user knows it.</param>
/// <param name="Source">Name of the list source; absence is judged within it.</param>
/// <param name="Mapping">Column overrides as <c>header=field;…</c>. Null: the columns that a person chose for the source's last applied list, found by their headers, and else detected; empty: all detected anew.</param>
public sealed record ImportRequest(string Path, string FileName, string Source, string? Mapping = null);

/// <summary>An import with the columns it was read by.</summary>
/// <param name="Import">Counts and state.</param>
/// <param name="Source">Name of its list source.</param>
/// <param name="Columns">In the order of the file.</param>
public sealed record ImportReport(Import Import, string Source, IReadOnlyList<ImportColumn> Columns);

/// <summary>A column as detected, kept with the import.</summary>
/// <param name="Header">As the file has it.</param>
/// <param name="Field">The field it feeds, or null if it is left out.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Why">How the field was found.</param>
/// <param name="Samples">First values; may be empty.</param>
public sealed record ImportColumn(string Header, string? Field, double Confidence, string Why, IReadOnlyList<string> Samples);

/// <summary>Takes supplier lists in: look first (dry run), apply as one transaction, undo whole.</summary>
public sealed class ImportSuppliers(IDbContextFactory<SupplyRiskDb> databases, DataOptions data, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    private const int IssuesKept = 10_000;

    /// <summary>Reads and compares; the portfolio stays as it is. The file is kept so that the same bytes are applied later.</summary>
    public Task<Result<ImportReport>> PreviewAsync(Actor actor, ImportRequest request, IProgress<StageProgress>? progress, CancellationToken ct) =>
        WholeOrNotAtAllAsync(actor, () => ReadInAsync(actor, request, apply: false, progress, ct));

    /// <summary>Reads and applies in one pass.</summary>
    public Task<Result<ImportReport>> ApplyNowAsync(Actor actor, ImportRequest request, IProgress<StageProgress>? progress, CancellationToken ct) =>
        WholeOrNotAtAllAsync(actor, () => ReadInAsync(actor, request, apply: true, progress, ct));

    /// <summary>Applies a previewed import as one transaction.</summary>
    public Task<Result<ImportReport>> ApplyAsync(Actor actor, Guid importId, IProgress<StageProgress>? progress, CancellationToken ct) =>
        WholeOrNotAtAllAsync(actor, () => ApplyPreviewedAsync(actor, importId, progress, ct));

    // Damage, or a limit, may show only far down the file; the transaction is gone by then and nothing was taken.
    private static async Task<Result<ImportReport>> WholeOrNotAtAllAsync(Actor actor, Func<Task<Result<ImportReport>>> read)
    {
        if (actor.Lacks(Right.ImportSuppliers) is { } no) return no;
        try
        {
            return await read();
        }
        catch (UnusableListException e)
        {
            return ImportErrors.Unusable(e.Message);
        }
    }

    private async Task<Result<ImportReport>> ApplyPreviewedAsync(Actor actor, Guid importId, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct); // before its state is read: two people may press apply
        await db.TakeTurnAsync(Turn.Imports, ct);
        var import = await db.Imports.FindAsync([importId], ct);
        if (import is null) return ImportErrors.NoSuchImport(importId);
        if (import.State != ImportState.Previewed) return ImportErrors.NotPreviewed(import.State);
        var path = KeptFile(import.Id);
        if (!File.Exists(path)) return ImportErrors.FileGone(import.FileName);

        var opened = Open(path, import.Mapping);
        if (opened.Value is not { } reading) return Result<ImportReport>.Refused(opened.Refusals);
        await db.ImportIssues.Where(i => i.ImportId == import.Id).ExecuteDeleteAsync(ct);
        if (await RefusedAsync(() => TakeAsync(db, actor, import, reading, progress, ct)) is { } refusal) return refusal;
        await transaction.CommitAsync(ct);
        signal.Set();
        return await ReportAsync(db, import, ct);
    }

    /// <summary>Takes an applied import back whole. Only the newest of its source: what came later rests on it.</summary>
    public async Task<Result<ImportReport>> UndoAsync(Actor actor, Guid importId, CancellationToken ct)
    {
        if (actor.Lacks(Right.ImportSuppliers) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Imports, ct);
        var import = await db.Imports.FindAsync([importId], ct);
        if (import is null) return ImportErrors.NoSuchImport(importId);
        if (import.State != ImportState.Applied) return ImportErrors.NotApplied(import.State);
        var later = await db.Imports.Where(i => i.ListSourceId == import.ListSourceId && i.State == ImportState.Applied && i.AppliedAt > import.AppliedAt)
            .OrderByDescending(i => i.AppliedAt).Select(i => i.FileName).FirstOrDefaultAsync(ct);
        if (later is not null) return ImportErrors.LaterImportFirst(later);
        if (await MergedOfAsync(db, import, ct) is { Count: > 0 } merged) return ImportErrors.MergedSince(merged);

        await new ImportUndoing(db, time, import).RunAsync(ct);
        import.State = ImportState.Undone;
        import.UndoneAt = time.Instant();
        await audit.AppendAsync(db, actor, "import.undone", $"import:{import.Id}", new { import.FileName }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return await ReportAsync(db, import, ct);
    }

    // Suppliers that nobody but this import knows would be gone, and whoever they are merged with would count for nothing.
    private static async Task<List<string>> MergedOfAsync(SupplyRiskDb db, Import import, CancellationToken ct) => await (
        from m in db.SupplierMerges.Where(m => m.SplitAt == null)
        join a in db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd) on m.SupplierId equals a.SupplierId
        join b in db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd) on m.SurvivorId equals b.SupplierId
        where (a.ImportId == import.Id && !db.SupplierVersions.Any(v => v.SupplierId == a.SupplierId && v.EndedByImportId == import.Id && v.ImportId != import.Id))
            || (b.ImportId == import.Id && !db.SupplierVersions.Any(v => v.SupplierId == b.SupplierId && v.EndedByImportId == import.Id && v.ImportId != import.Id))
        orderby a.Name, m.Id
        select a.Name + " (merged with " + b.Name + ")").ToListAsync(ct);

    private async Task<Result<ImportReport>> ReadInAsync(Actor actor, ImportRequest request, bool apply, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Source)) return ImportErrors.NoSource();
        await using var db = await databases.CreateDbContextAsync(ct);
        var (opened, mapping) = request.Mapping is null && await AsBeforeAsync(db, request, ct) is { } asBefore
            ? asBefore
            : (Open(request.Path, request.Mapping is { Length: 0 } ? null : request.Mapping), request.Mapping is { Length: 0 } ? null : request.Mapping);
        if (opened.Value is not { } reading) return Result<ImportReport>.Refused(opened.Refusals);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Imports, ct); // the same list from two people at once is one list, taken in twice
        var name = Words.Visible(request.Source.Trim());
        var source = await db.ListSources.FirstOrDefaultAsync(s => s.Name == name, ct);
        if (source is null)
        {
            source = new ListSource { Id = time.NewId(), Name = name, CreatedAt = time.Instant() };
            db.ListSources.Add(source);
        }
        var import = new Import
        {
            Id = time.NewId(),
            ListSourceId = source.Id,
            FileName = Words.Visible(request.FileName),
            FileSha256 = await ContentHash.OfFileAsync(request.Path, ct),
            Format = reading.Format.ToString().ToLowerInvariant(),
            Mapping = mapping,
            ColumnsJson = JsonConvert.SerializeObject(reading.Columns.Select(c => new ImportColumn(c.Header, c.Field?.Key(), c.Confidence, c.Why, c.Samples))),
            State = ImportState.Previewed,
            ActorId = actor.Id,
            CreatedAt = time.Instant(),
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync(ct);
        var refusal = await RefusedAsync(() => apply ? TakeAsync(db, actor, import, reading, progress, ct) : CompareAsync(db, import, reading, progress, ct));
        if (refusal is not null) return refusal;
        if (!apply)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(KeptFile(import.Id))!); // always below the data folder
            File.Copy(request.Path, KeptFile(import.Id), overwrite: true);
        }
        await transaction.CommitAsync(ct);
        if (apply) signal.Set();
        return await ReportAsync(db, import, ct);
    }

    // Rows are read as they are taken in, so a file may turn out damaged late: nothing of it is applied then.
    private static async Task<Refusal?> RefusedAsync(Func<Task> takeIn)
    {
        try
        {
            await takeIn();
            return null;
        }
        catch (UnusableListException e)
        {
            return ImportErrors.Unusable(e.Unusable.Reason);
        }
    }

    /// <summary>By the columns of the source's last applied list, where a person chose them; null where nobody did, or where none of them is in this file.</summary>
    private static async Task<(Result<SupplierListReading> Opened, string? Mapping)?> AsBeforeAsync(SupplyRiskDb db, ImportRequest request, CancellationToken ct)
    {
        var name = Words.Visible(request.Source.Trim());
        var last = await (from i in db.Imports
                          join s in db.ListSources on i.ListSourceId equals s.Id
                          where s.Name == name && i.State == ImportState.Applied && i.Format != CorrectSupplier.Format
                          orderby i.AppliedAt descending, i.Id descending
                          select new { i.Mapping, i.FileName, i.AppliedAt }).FirstOrDefaultAsync(ct);
        if (last?.Mapping is null || MappingOverrides.Parse(last.Mapping).Overrides is not { } chosen) return null;
        if (Open(request.Path, (MappingOverrides?)null).Value is not { } detected) return null;
        if (chosen.For(detected.Columns.Select(c => c.Header), string.Create(CultureInfo.InvariantCulture, $"as chosen for {last.FileName}, applied {last.AppliedAt:yyyy-MM-dd}")) is not { } overrides) return null;
        var opened = Open(request.Path, overrides);
        return opened.Done ? (opened, MappingOverrides.Write([.. opened.Value.Columns.Select(c => (c.Header, c.Field?.Key()))])) : null;
    }

    private static Result<SupplierListReading> Open(string path, string? mapping)
    {
        if (mapping is null) return Open(path, (MappingOverrides?)null);
        var parsed = MappingOverrides.Parse(mapping);
        return parsed.Errors.Count > 0 ? Result<SupplierListReading>.Refused([.. parsed.Errors.Select(ImportErrors.BadMapping)]) : Open(path, parsed.Overrides);
    }

    private static Result<SupplierListReading> Open(string path, MappingOverrides? overrides) => SupplierListReader.Open(path, overrides) switch
    {
        SupplierListReading reading => reading,
        UnusableList unusable => ImportErrors.Unusable(unusable.Reason),
        var other => throw new NotSupportedException(other.GetType().Name),
    };

    private async Task CompareAsync(SupplyRiskDb db, Import import, SupplierListReading reading, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var difference = await PortfolioDifference.AgainstAsync(db, import.ListSourceId, ct);
        await ReadRowsAsync(db, import, reading, "Comparing rows", progress, row => { difference.Take(row.Key, row.FactsHash); return Task.CompletedTask; }, ct);
        Count(import, difference);
        await db.SaveChangesAsync(ct);
    }

    private async Task TakeAsync(SupplyRiskDb db, Actor actor, Import import, SupplierListReading reading, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var now = time.Instant();
        var difference = await PortfolioDifference.AgainstAsync(db, import.ListSourceId, ct);
        var writer = new SupplierWriter(db, time, import, now, time.Today());
        await ReadRowsAsync(db, import, reading, "Taking in rows", progress, async row =>
        {
            var (effect, supplier) = difference.Take(row.Key, row.FactsHash);
            if (effect == RowEffect.New) await writer.AddAsync(row.Key, row.Record, row.FactsHash, ct);
            else if (effect == RowEffect.Changed) await writer.ChangeAsync(supplier!, row.Record, row.FactsHash, ct); // a changed row has its supplier
        }, ct);
        await writer.FlushAsync(ct);
        Count(import, difference);
        await MarkUnlistedAsync(db, import, [.. difference.Unseen.Select(k => k.SupplierId)], now, ct);
        await new SupplyChainLinks(db, time).ResolveAsync(import, now, ct);
        import.State = ImportState.Applied;
        import.AppliedAt = now;
        await db.SaveChangesAsync(ct);
        await audit.AppendAsync(db, actor, "import.applied", $"import:{import.Id}",
            new { import.FileName, import.FileSha256, import.New, import.Changed, import.Unchanged, import.NoLongerListed, import.RowsRejected }, ct);
    }

    private sealed record UsableRow(string Key, SupplierRecord Record, string FactsHash);

    private async Task ReadRowsAsync(
        SupplyRiskDb db, Import import, SupplierListReading reading, string stage, IProgress<StageProgress>? progress, Func<UsableRow, Task> take, CancellationToken ct)
    {
        var issues = new List<ImportIssue>();
        var corrections = await HeldCorrections.OfAsync(db, import.ListSourceId, ct);
        (import.RowsRead, import.RowsTaken, import.RowsRejected, import.Warnings) = (0, 0, 0, 0);
        foreach (var row in reading.Rows(ct))
        {
            import.RowsRead++;
            var (usable, held) = Usable(row, corrections, reading.Columns);
            foreach (var issue in row.Issues.Concat(held))
            {
                if (issue.Severity == IssueSeverity.Warning) import.Warnings++;
                if (issues.Count < IssuesKept) issues.Add(Kept(import.Id, issue));
            }
            if (usable is not null)
            {
                import.RowsTaken++;
                await take(usable);
            }
            else if (!row.Skipped)
            {
                import.RowsRejected++;
            }
            if (import.RowsRead % 1000 == 0) progress?.Report(new StageProgress(stage, import.RowsRead, null));
        }
        await db.BulkInsertAsync(issues, ct);
        progress?.Report(new StageProgress(stage, import.RowsRead, import.RowsRead));
    }

    private static (UsableRow? Row, IReadOnlyList<RowIssue> Held) Usable(ListRow row, HeldCorrections corrections, IReadOnlyList<MappedColumn> columns)
    {
        if (row.Record is not { } said) return (null, []);
        var key = (row.Key ?? SupplierKey.Of(said)).Value; // by the name that the list has, which may be the one corrected
        var (record, held) = corrections.Over(key, said, row.Row, columns);
        return (new UsableRow(key, record, PortfolioDifference.FactsHash(record)), held);
    }

    private ImportIssue Kept(Guid importId, RowIssue issue) => new()
    {
        Id = time.NewId(),
        ImportId = importId,
        Row = issue.Row,
        Column = issue.Column,
        Value = issue.Value,
        Severity = issue.Severity.ToString().ToLowerInvariant(),
        Message = issue.Message,
        Advice = issue.Advice,
    };

    private async Task MarkUnlistedAsync(SupplyRiskDb db, Import import, List<Guid> unseen, DateTime now, CancellationToken ct)
    {
        await db.BulkInsertAsync(unseen.Select(id => new ListingChange { Id = time.NewId(), ImportId = import.Id, SupplierId = id, Before = null }), ct);
        foreach (var some in unseen.Chunk(500))
            await db.Suppliers.Where(s => some.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.NotListedSince, now), ct);
        await db.BulkInsertAsync(unseen.Select(id => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = id }), ct);
    }

    private static void Count(Import import, PortfolioDifference difference)
    {
        import.New = difference.New;
        import.Changed = difference.Changed;
        import.Unchanged = difference.Unchanged;
        import.NoLongerListed = difference.Unseen.Count();
    }

    private static async Task<Result<ImportReport>> ReportAsync(SupplyRiskDb db, Import import, CancellationToken ct)
    {
        var source = await db.ListSources.Where(s => s.Id == import.ListSourceId).Select(s => s.Name).SingleAsync(ct);
        return new ImportReport(import, source, JsonConvert.DeserializeObject<List<ImportColumn>>(import.ColumnsJson) ?? []);
    }

    /// <summary>Where the bytes of a previewed import are kept.</summary>
    public string KeptFile(Guid importId) => Path.Combine(data.Folder, "imports", importId.ToString("N"));
}
