using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Search;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Data;

/// <summary>
/// How PostgreSQL goes about the product's main queries over a filled database. The plans are kept in <c>plans/</c>, to be read in a review;
/// <c>SUPPLYRISK_ACCEPT_PLANS=1</c> writes them anew. None may read a large table from end to end.
/// </summary>
public sealed partial class PlanTests() : HandlerTest(Store.Postgres)
{
    private const int Suppliers = 20_000, Documents = 4_000;

    private static readonly string[] Large =
        ["supplier", "supplier_version", "supplier_screening", "screening_change", "supplier_match", "supplier_flag", "supplier_identifier", "supply_link", "case", "case_event", "list_entry_version", "document", "document_content", "document_link", "finding", "work", "outbox_row"];

    private readonly List<Guid> suppliers = [.. Enumerable.Range(0, Suppliers).Select(_ => Guid.CreateVersion7())];
    private readonly List<Guid> documents = [.. Enumerable.Range(0, Documents).Select(_ => Guid.CreateVersion7())];
    private readonly Guid run = Guid.CreateVersion7();

    [Fact]
    public async Task No_main_query_reads_a_large_table_from_end_to_end()
    {
        await FillAsync();
        var graph = await It.ReadAsync(db => SupplyGraph.LoadAsync(db, It.Clock.Today(), It.Clock.Instant(), Ct)); // once a run, and all of it
        var plans = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["case"] = await PlansAsync(db => db.Cases.Where(c => c.SupplierId == suppliers[7]).ToListAsync(Ct)),
            ["document"] = await PlansAsync(It.Get<FindDocument>(), f => f.HandleAsync(Actor.LocalAdministrator, documents[5], Ct)),
            ["outbox"] = await PlansAsync(db => OutboxReader.NextAsync(db, new OutboxPosition(1, 0), 500, Ct)),
            ["portfolio-news"] = await PlansAsync(async db =>
            {
                var since = It.Clock.Instant().AddMinutes(1);
                await db.Screenings.Where(s => s.ScreenedAt >= since).Select(s => s.SupplierId).ToListAsync(Ct);
                await db.Cases.Where(c => c.UpdatedAt >= since).Select(c => c.Id).ToListAsync(Ct);
                await db.Cases.MaxAsync(c => (DateTime?)c.UpdatedAt, Ct);
            }),
            ["queue-reasons"] = await PlansAsync(async db =>
            {
                var page = suppliers.GetRange(100, 50);
                await db.SupplierFlags.Where(f => page.Contains(f.SupplierId) && f.ClosedAt == null).OrderBy(f => f.OpenedAt).Select(f => f.Because).ToListAsync(Ct);
            }),
            ["report-of-one"] = await PlansAsync(It.Get<ScreeningReport>(), r => r.OneAsync(Actor.LocalAdministrator, suppliers[9], Ct)),
            ["run"] = await PlansAsync(new FindRuns(It.Get<IDbContextFactory<SupplyRiskDb>>()), r => r.OneAsync(Actor.LocalAdministrator, run, Ct)),
            ["run-claim"] = await PlansAsync(db => new PartitionClaims(It.Clock, new RunOptions()).ClaimAsync(db, run, Ct)),
            ["run-done"] = await PlansAsync(db => db.CompleteWorkAsync(run, WorkKind.Score, suppliers.GetRange(0, 100), long.MaxValue, Ct)),
            ["run-next"] = await PlansAsync(db => db.NextKeysAsync(run, WorkKind.Score, suppliers[1000], suppliers[2000], long.MaxValue, 500, Ct)),
            ["run-split"] = await PlansAsync(db => db.SplitAsync(run, WorkKind.Score, suppliers.Count, 2, long.MaxValue, Ct)),
            ["run-subjects"] = await PlansAsync(db => new SubjectReader(db, It.Clock.Today(), It.Clock.Instant()).ReadAsync(suppliers.GetRange(0, 100), graph, new Dictionary<Guid, string>(), Ct)),
            ["signals-to-tell"] = await PlansAsync(async db =>
            {
                await ToldSignals.AnyAsync(db, Ct);
                await using var transaction = await db.Database.BeginTransactionAsync(Ct);
                await new ToldSignals(db, Run(It.Clock.Instant())).TellAsync(graph, Ct);
            }),
            ["supplier"] = await PlansAsync(It.Get<FindSupplier>(), f => f.HandleAsync(Actor.LocalAdministrator, suppliers[3], Ct)),
        };
        var folder = Path.Combine(TestInstallation.RepositoryRoot(), "tests", "SupplyRisk.Tests", "Data", "plans");
        if (Environment.GetEnvironmentVariable("SUPPLYRISK_ACCEPT_PLANS") == "1")
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, plan) in plans) await File.WriteAllTextAsync(Path.Combine(folder, name + ".txt"), plan, Ct);
        }
        plans.SelectMany(p => EndToEnd(p.Value).Select(table => $"{p.Key} reads all of {table}")).ShouldBeEmpty();
        foreach (var kept in Directory.EnumerateFiles(folder, "*.txt"))
        {
            plans.ShouldContainKey(Path.GetFileNameWithoutExtension(kept));
            EndToEnd(await File.ReadAllTextAsync(kept, Ct)).ShouldBeEmpty(kept);
        }
        Directory.EnumerateFiles(folder, "*.txt").Count().ShouldBe(plans.Count, "a plan is not kept: SUPPLYRISK_ACCEPT_PLANS=1 writes them");
    }

    private static IEnumerable<string> EndToEnd(string plan) => ReadsAll().Matches(plan).Select(m => m.Groups["table"].Value).Where(Large.Contains).Distinct();

    [GeneratedRegex("""Seq Scan on "?(?<table>\w+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ReadsAll();

    private Task<string> PlansAsync(Func<SupplyRiskDb, Task> ask) => PlansAsync(0, async _ =>
    {
        await using var db = It.Open();
        await ask(db);
    });

    // Asks as the product does, looks over its shoulder, and has the server explain what it heard.
    private async Task<string> PlansAsync<T>(T of, Func<T, Task> ask)
    {
        await using var db = It.Open();
        var address = db.Database.GetConnectionString();
        var listening = new OverTheShoulder(new NpgsqlConnectionStringBuilder(address).Database ?? "");
        using (DiagnosticListener.AllListeners.Subscribe(listening)) await ask(of);
        var text = new StringBuilder();
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync(Ct);
        foreach (var (sql, parameters) in listening.Heard)
        {
            if (text.ToString().Contains(sql, StringComparison.Ordinal)) continue;
            await using var command = new NpgsqlCommand("EXPLAIN (COSTS OFF) " + sql, connection);
            foreach (var p in parameters) command.Parameters.Add(p);
            text.AppendLine(sql.Trim()).AppendLine();
            await using var reader = await command.ExecuteReaderAsync(Ct);
            while (await reader.ReadAsync(Ct)) text.Append("    ").AppendLine(Values().Replace(reader.GetString(0), "…"));
            text.AppendLine();
        }
        return text.ToString();
    }

    // Values of this very run say nothing of the plan.
    [GeneratedRegex("'[^']*'", RegexOptions.NonBacktracking)]
    private static partial Regex Values();

    private async Task FillAsync()
    {
        var (now, source, import, list) = (It.Clock.Instant(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var db = It.Open();
        await using (var transaction = await db.Database.BeginTransactionAsync(Ct))
        {
            await db.BulkInsertAsync([new ListSource { Id = source, Name = "erp", CreatedAt = now }], Ct);
            await db.BulkInsertAsync(suppliers.Select(id => new LegalEntity { Id = id, Name = "Made up", Country = "VN" }), Ct);
            await db.BulkInsertAsync(suppliers.Select((id, i) => new Supplier { Id = id, ListSourceId = source, OwnId = $"S-{i:00000}", LegalEntityId = id, FirstListedAt = now }), Ct);
            await db.BulkInsertAsync(suppliers.Select((id, i) => Version(id, i, import, now)), Ct);
            await db.BulkInsertAsync(suppliers.Where((_, i) => i % 5 == 0).Select((id, i) => Link(id, suppliers[i], import, now)), Ct);
            await db.BulkInsertAsync(suppliers.Select(id => Screening(id, now)), Ct);
            await db.BulkInsertAsync(suppliers.Select((id, i) => Change(id, i % 200 == 0 ? run : import, now)), Ct);
            await db.BulkInsertAsync(suppliers.Select((id, i) => Match(id, list, i)), Ct);
            await db.BulkInsertAsync(suppliers.Where((_, i) => i % 2 == 0).Select(id => new SupplierFlag { Id = Guid.CreateVersion7(), SupplierId = id, Kind = FlagKind.GatherEvidence, Because = "Too little is known.", OpenedRunId = run, OpenedAt = now }), Ct);
            await db.BulkInsertAsync(suppliers.Select((_, i) => Entry(list, i, now)), Ct);
            var cases = suppliers.Where((_, i) => i % 2 == 0).Select((id, i) => Case(id, i, now)).ToList();
            await db.BulkInsertAsync(cases, Ct);
            await db.BulkInsertAsync(suppliers.Select((_, i) => new CaseEvent { Id = Guid.CreateVersion7(), CaseId = cases[i / 2].Id, At = now, ActorId = "schedule", Kind = "updated", ChangesJson = "[]" }), Ct);
            await db.BulkInsertAsync(documents.Select((id, i) => Document(id, i, now)), Ct);
            await db.BulkInsertAsync(documents.Select(id => new DocumentContent { DocumentId = id, Text = new string('x', 2_000), BlocksJson = "[]" }), Ct);
            await db.BulkInsertAsync(documents.SelectMany((id, i) => Enumerable.Range(0, 5).Select(of => (Id: id, Supplier: suppliers[(i * 5) + of]))).Select(l => new DocumentLink { Id = Guid.CreateVersion7(), DocumentId = l.Id, SupplierId = l.Supplier, Basis = "own_id", Why = "named", State = ProposalState.Sure, KnownFrom = now }), Ct);
            await db.BulkInsertAsync(documents.SelectMany(id => Enumerable.Range(0, 10).Select(i => Finding(id, i))), Ct);
            await db.AddRunWorkAsync(run, WorkKind.Score, suppliers, "matched", now, Ct);
            await db.AddRunWorkAsync(run, WorkKind.Match, suppliers, "import_applied", now, Ct);
            await db.BulkInsertAsync(suppliers.Select(id => new OutboxRow { Entity = OutboxEntity.Supplier, EntityId = id }), Ct);
            db.Runs.Add(Run(now));
            await db.SaveChangesAsync(Ct);
            await db.BulkInsertAsync(Enumerable.Range(1, 16).Select(n => PartitionClaims.Unclaimed(db.Runs.Local.Single(), n, WorkKind.Score, Guid.Empty, Guid.AllBitsSet, long.MaxValue)), Ct);
            await transaction.CommitAsync(Ct);
        }
        await db.Database.ExecuteSqlAsync($"ANALYZE", Ct);
    }

    private static SupplierVersion Version(Guid id, int i, Guid import, DateTime now) => new()
    {
        Id = id,
        SupplierId = id,
        ValidFrom = TwoTimes.OpenStart,
        ValidTo = TwoTimes.OpenEnd,
        KnownFrom = now,
        KnownTo = TwoTimes.StillKnown,
        ImportId = import,
        FactsHash = $"{i:x32}",
        Name = $"Walking Teapot {i} Ltd",
        Country = i % 3 == 0 ? "VN" : "IN",
        HsCodes = "",
        Identifiers = "",
        Supplies = "",
        Tier = 1,
    };

    private static SupplyLink Link(Guid seller, Guid buyer, Guid import, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        SupplierId = seller,
        BuyerSupplierId = buyer,
        ValidFrom = TwoTimes.OpenStart,
        ValidTo = TwoTimes.OpenEnd,
        KnownFrom = now,
        KnownTo = TwoTimes.StillKnown,
        ImportId = import,
    };

    private SupplierScreening Screening(Guid id, DateTime now) => new()
    {
        SupplierId = id,
        RunId = run,
        SupplierVersionId = id,
        ScreenedAt = now,
        AsOf = DateOnly.FromDateTime(now),
        InputHash = "",
        RiskScore = id.ToByteArray()[15] % 100,
        Band = Band.Medium,
        Coverage = 20,
        Inherent = 1,
        Evidence = 1,
        Controls = 0,
        Residual = 2,
        Flags = "",
        ResultJson = StoredJson.Write(ScreeningResult.Empty),
        UpstreamSignal = "",
        ToldSignal = "",
        ChangedRunId = run,
    };

    private static ScreeningChange Change(Guid id, Guid run, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        SupplierId = id,
        RunId = run,
        Round = 1,
        At = now,
        ToScore = 2,
        ToBand = Band.Medium,
        FromFlags = "",
        ToFlags = "",
        ChangeJson = StoredJson.Write(WhatChanged.Nothing),
    };

    private static SupplierMatch Match(Guid id, Guid list, int i) => new()
    {
        Id = Guid.CreateVersion7(),
        SupplierId = id,
        WatchlistId = list,
        List = "fictional-list",
        EntryId = $"e-{i}",
        EntryName = "Glass Whale",
        MatchedAlias = "Glass Whale",
        Score = 0.9,
        Outcome = "candidate",
        IdentifierEqual = false,
        FeaturesJson = StoredJson.Write(Enumerable.Repeat(new SupplyRisk.Matching.MatchFeature("name", "Glass Whale", "Glass Whale", 1, 1, "The names are the same."), 6)),
        FactsKey = "",
    };

    private static ListEntryVersion Entry(Guid list, int i, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        WatchlistId = list,
        EntryId = $"e-{i}",
        SnapshotId = list,
        ValidFrom = TwoTimes.OpenStart,
        ValidTo = TwoTimes.OpenEnd,
        KnownFrom = now,
        KnownTo = TwoTimes.StillKnown,
        FactsHash = "",
        Name = "Glass Whale",
        IncludesSubsidiaries = false,
        Aliases = "",
        Identifiers = "",
    };

    private static SupplyRisk.Review.Case Case(Guid id, int i, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        SupplierId = id,
        Lane = Lane.GatherEvidence,
        Status = CaseStatus.NotAssessed,
        OpenedAt = now,
        UpdatedAt = now,
        Flagged = true,
        FactsKey = "",
        Priority = i % 1_000,
        Version = 1,
    };

    private static Document Document(Guid id, int i, DateTime now) => new()
    {
        Id = id,
        Sha256 = $"{i:x64}",
        Path = $"audits/{i}.txt",
        Format = "txt",
        Bytes = 2_000,
        ReceivedAt = now,
        Kind = "smeta",
        State = DocumentState.Read,
        UnreadableJson = "[]",
    };

    private static Finding Finding(Guid document, int i) => new()
    {
        Id = Guid.CreateVersion7(),
        DocumentId = document,
        Rule = "ilo.fees",
        Indicator = Indicator.DebtBondage,
        Status = EvidenceStatus.Asserted,
        Speaker = Speaker.Worker,
        Start = i * 100,
        End = (i * 100) + 20,
        Quote = "paid recruitment fees",
        Why = "said",
        Language = "en",
    };

    private Run Run(DateTime now) => new()
    {
        Id = run,
        Trigger = "event",
        ActorId = "schedule",
        State = RunState.Running,
        StartedAt = now,
        AsOf = DateOnly.FromDateTime(now),
        KnownAt = now,
        RulesetHash = "",
        TextRulesHash = "",
        ListsHash = "",
        MatcherVersion = "",
        Stage = "Scoring suppliers",
        Round = 1,
        Owner = "",
        LeaseUntil = now,
    };
}

/// <summary>Remembers what is asked of one database.</summary>
internal sealed class OverTheShoulder(string database) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public List<(string Sql, NpgsqlParameter[] Parameters)> Heard { get; } = [];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting", Value: CommandEventData { Command: NpgsqlCommand asked } } || asked.Connection?.Database != database) return;
        lock (Heard) Heard.Add((asked.CommandText, [.. asked.Parameters.Select(p => p.Clone())]));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
