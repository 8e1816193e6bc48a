using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Audit;
using SupplyRisk.Backup;
using SupplyRisk.Data;
using SupplyRisk.Disclosure;
using SupplyRisk.Disclosure.Packs;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Comparison;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Review.Lists;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Review.Profile;
using SupplyRisk.Review.Proposals;
using SupplyRisk.Review.Views;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Receipts;
using SupplyRisk.Search;
using SupplyRisk.Search.Embedded;
using SupplyRisk.Search.Saved;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Installed;

/// <summary>The product's handlers as the host registers them, on a database and a folder of the test's own, with a clock that stands still.</summary>
internal sealed class TestInstallation : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<ActiveRulesets> ShippedRules = new(() => Rules("rulesets", f => f));

    private readonly DataOptions data;
    private ServiceProvider services;
    private int files;

    private TestInstallation(DataOptions data, ManualClock clock, ActiveRulesets? rulesets)
    {
        this.data = data;
        Clock = clock;
        Rulesets = rulesets ?? ShippedRules.Value;
        services = Build();
    }

    public ManualClock Clock { get; }

    /// <summary>Takes effect with the next <see cref="RestartAsync"/>.</summary>
    public ActiveRulesets Rulesets { get; set; }

    /// <summary>Set before anything of notifications is asked for, or take effect with the next <see cref="RestartAsync"/>.</summary>
    public NotificationOptions Notifications { get; set; } = new() { AllowPrivateAddresses = true };

    /// <summary>Called before the suppliers of the n-th scored batch are recorded, from 1.</summary>
    public Func<int, Task>? BeforeRecording { get; set; }

    public DataOptions Data => data;

    public string Folder => data.Folder;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<TestInstallation> StartAsync(Store store, ActiveRulesets? rulesets = null)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-test-").FullName;
        return new TestInstallation(await Stores.FreshAsync(store, folder), new ManualClock(Start), rulesets);
    }

    /// <summary>The shipped rulesets with every file's text passed through <paramref name="edit"/>.</summary>
    public static ActiveRulesets EditedRules(Func<RulesetFile, RulesetFile> edit) => Rules("rulesets", edit);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public SupplyRiskDb Open() => Get<IDbContextFactory<SupplyRiskDb>>().CreateDbContext();

    public async Task<T> ReadAsync<T>(Func<SupplyRiskDb, Task<T>> read)
    {
        await using var db = Open();
        return await read(db);
    }

    /// <summary>Ends the process, as it were, and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await services.DisposeAsync();
        services = Build();
    }

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Folder, "given", name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!); // always below the folder
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A path among the files given.</summary>
    public string Path(string name) => System.IO.Path.Combine(Folder, "given", name);

    /// <returns>The archive.</returns>
    public async Task<string> BackUpAsync()
    {
        var made = await new BackUpInstallation(data, Clock).RunAsync(Path($"backup-{++files}.zip"), null, Ct);
        made.Done.ShouldBeTrue(string.Join(" ", made.Refusals.Select(r => r.Message)));
        return made.Value!.File; // done
    }

    public async Task<ImportReport> ImportAsync(string csv, string source = "erp")
    {
        var result = await Get<ImportSuppliers>().ApplyNowAsync(Actor.LocalAdministrator, Request(csv, source), null, Ct);
        result.Done.ShouldBeTrue(string.Join(" ", result.Refusals.Select(r => r.Message)));
        return result.Value!; // done
    }

    public ImportRequest Request(string csv, string source = "erp")
    {
        var name = $"list-{++files}.csv";
        return new ImportRequest(Write(name, csv), name, source);
    }

    public Task<WatchlistReport> ListAsync(string csv, DateOnly publishedOn) => ListAsync(csv, "fictional-list", publishedOn);

    public async Task<WatchlistReport> ListAsync(string csv, string name = "fictional-list", DateOnly? publishedOn = null)
    {
        var result = await Get<ImportWatchlist>().ImportAsync(Actor.LocalAdministrator, new WatchlistRequest(Write($"watchlist-{++files}.csv", csv), "watchlist.csv", name, publishedOn), Ct);
        result.Done.ShouldBeTrue(string.Join(" ", result.Refusals.Select(r => r.Message)));
        return result.Value!; // done
    }

    /// <summary>A list that shrinks by more than a fifth, which a person lets pass.</summary>
    public async Task<Snapshot> ShrunkListAsync(string csv, string name = "fictional-list")
    {
        var held = await Get<ImportWatchlist>().ImportAsync(Actor.LocalAdministrator, new WatchlistRequest(Write($"watchlist-{++files}.csv", csv), "watchlist.csv", name), Ct);
        held.Refusals[0].Code.ShouldBe(WatchlistErrors.HeldCode);
        var id = await ReadAsync(db => db.ListDeliveries.Where(d => d.State == DeliveryState.Held).Select(d => d.Id).SingleAsync(Ct));
        var released = await Get<DecideDelivery>().DecideAsync(Actor.LocalAdministrator, new DeliveryDecision(id, Release: true, "They were taken off."), Ct);
        released.Done.ShouldBeTrue();
        return await ReadAsync(db => db.Snapshots.SingleAsync(s => s.Id == released.Value!.SnapshotId, Ct)); // done
    }

    /// <summary>Adds a text document below a folder named by a supplier's own id.</summary>
    public Task<DocumentsReport> DocumentAsync(string below, string text)
    {
        var root = System.IO.Path.Combine("audits", (++files).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Write(System.IO.Path.Combine(root, below), text);
        return Get<AddDocuments>().AddFolderAsync(Actor.LocalAdministrator, Path(root), keepOriginals: true, null, Ct);
    }

    /// <summary>Runs until nothing is pending; null if nothing was.</summary>
    public async Task<Run?> RunAsync(DateOnly? asOf = null, DateTime? knownAt = null)
    {
        var result = await Get<RunScreening>().RunAsync(Actor.Schedule, new RunRequest("event", asOf, knownAt), null, Ct);
        result.Done.ShouldBeTrue(string.Join(" ", result.Refusals.Select(r => r.Message)));
        return result.Value!.Run; // done
    }

    public async Task<List<ReportRow>> ReportAsync()
    {
        var rows = new List<ReportRow>();
        await foreach (var row in Get<ScreeningReport>().RowsAsync(Actor.LocalAdministrator, Ct)) rows.Add(row);
        return rows;
    }

    public async Task<ReportRow> ReportAsync(string ownId) => (await ReportAsync()).Single(r => r.SupplierId == ownId);

    public Task<Guid> SupplierIdAsync(string ownId) => ReadAsync(db => db.Suppliers.Where(s => s.OwnId == ownId).Select(s => s.Id).SingleAsync(Ct));

    /// <summary>What is known of a supplier at a point of both times, or null.</summary>
    public async Task<SupplierVersion?> FactsAsync(string ownId, DateOnly? asOf = null, DateTime? knownAt = null)
    {
        var id = await SupplierIdAsync(ownId);
        return await ReadAsync(db => db.SupplierVersions.At(asOf ?? Clock.Today(), knownAt ?? Clock.Instant()).AsNoTracking().SingleOrDefaultAsync(v => v.SupplierId == id, Ct));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Stores.DropAsync(data);
        Directory.Delete(Folder, recursive: true);
    }

    private ServiceProvider Build()
    {
        var all = new ServiceCollection();
        all.AddSingleton<TimeProvider>(Clock);
        all.AddLogging();
        all.AddData(data);
        all.AddSingleton(AuditSeal.In(data.Folder));
        all.AddSingleton<AuditTrail>();
        all.AddSingleton<VerifyAudit>();
        all.AddSingleton<ErasePerson>();
        all.AddSingleton<SupplyRisk.Review.Retention.FindRetention>();
        all.AddSingleton<SupplyRisk.Review.Retention.KeepDocument>();
        all.AddSingleton<SupplyRisk.Review.Retention.EraseDocument>();
        all.AddSingleton<SupplyRisk.Review.Record.FindRecord>();
        all.AddSingleton<IWorkSignal, WorkSignal>();
        all.AddSingleton(Rulesets);
        all.AddSingleton<ImportSuppliers>();
        all.AddSingleton<AddDocuments>();
        all.AddSingleton<TakeDelivery>();
        all.AddSingleton<ImportWatchlist>();
        all.AddSingleton<DecideDelivery>();
        all.AddSingleton<OpenCases>();
        all.AddSingleton<IScoredSuppliers>(s => new Recording(this, s.GetRequiredService<OpenCases>()));
        all.AddSingleton<RunScreening>();
        all.AddSingleton<ScreenAtOnce>();
        all.AddSingleton<ScreeningReport>();
        all.AddSingleton<WriteReceipts>();
        all.AddSingleton<WhatWouldLower>();
        all.AddEmbeddedSearch(data.Folder);
        all.AddSingleton<FeedSearchIndex>();
        all.AddSingleton<FindAnything>();
        all.AddSingleton<CompleteSearch>();
        all.AddSingleton<CheckWatches>();
        all.AddSingleton<SaveSearch>();
        all.AddSingleton<FindSavedSearches>();
        all.AddSingleton<DecideCase>();
        all.AddSingleton<KnownPeople>();
        all.AddSingleton<SecondLook>();
        all.AddSingleton<TakeCase>();
        all.AddSingleton<ChangeCase>();
        all.AddSingleton<AttachFile>();
        all.AddSingleton<BulkCases>();
        all.AddSingleton<UndoStep>();
        all.AddSingleton<QueueFilters>();
        all.AddSingleton<WakeSnoozedCases>();
        all.AddSingleton<FindPending>();
        all.AddSingleton<FindRuleOutcomes>();
        all.AddSingleton<PublishRulesets>();
        all.AddSingleton(_ => Notifications);
        all.AddSingleton<MakeMessages>();
        all.AddSingleton<SendMessages>();
        all.AddSingleton<EditChannels>();
        all.AddSingleton<FindNotifications>();
        all.AddSingleton<CompareRulesets>();
        all.AddSingleton<DecideFacts>();
        all.AddSingleton<ReviewMatch>();
        all.AddSingleton<ReviewFinding>();
        all.AddSingleton<DecideDocumentLink>();
        all.AddCorrectiveActions();
        all.AddEvidencePacks();
        all.AddSingleton<SupplyRisk.Disclosure.Effectiveness.FindEffectiveness>();
        all.AddStatements();
        all.AddDuplicates();
        all.AddSingleton<Portfolio>();
        all.AddSingleton<FindSuppliers>();
        all.AddSingleton<FindSupplier>();
        all.AddSingleton<FindSupplyNetwork>();
        all.AddSingleton<FindSupplierTrend>();
        all.AddSingleton<FindSupplierPage>();
        all.AddSingleton<ExportProfile>();
        all.AddSingleton<ExportSuppliers>();
        all.AddSingleton<SaveView>();
        all.AddSingleton<FindCases>();
        all.AddSingleton<FindDocument>();
        all.AddSingleton<FindOriginal>();
        all.AddSingleton<FindRuleCaseProposals>();
        all.AddSingleton<ProposeMissedFinding>();
        all.AddSingleton<EditRuleCaseProposal>();
        all.AddSingleton<FindShell>();
        all.AddSingleton(SupplyRisk.Watchlists.Fetching.FetchOptions.None);
        all.AddSingleton<FindLists>();
        all.AddSingleton<FindList>();
        all.AddSingleton<SupplyRisk.Review.Visits.FindSince>();
        all.AddSingleton<SupplyRisk.People.NoteVisit>();
        all.AddSingleton<FindOverview>();
        all.AddSingleton<FindDocuments>();
        all.AddSingleton<FindListEntry>();
        all.AddSingleton<FindListDifference>();
        return all.BuildServiceProvider();
    }

    /// <summary>The shipped rulesets with a customer's own folder, not published yet.</summary>
    public ActiveRulesets RulesWithOwn(string folder) => new(ShippedRules.Value.Current, new RulesetFolders(ShippedRules.Value.Folder, folder));

    private static ActiveRulesets Rules(string below, Func<RulesetFile, RulesetFile> edit)
    {
        var root = System.IO.Path.Combine(RepositoryRoot(), below);
        var load = RulesetLoader.Load([.. RulesetFolder.Read(root).Select(edit)]);
        return new ActiveRulesets(load.Bundle ?? throw new InvalidOperationException(string.Join('\n', load.Issues)), root);
    }

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "SupplyRisk.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    private sealed class Recording(TestInstallation installation, OpenCases cases) : IScoredSuppliers
    {
        private int batches;

        public async Task RecordAsync(SupplyRiskDb db, Run run, IReadOnlyList<ScreenedSupplier> scored, CancellationToken ct)
        {
            if (installation.BeforeRecording is { } before) await before(++batches);
            await cases.RecordAsync(db, run, scored, ct);
        }

        public Task WithdrawAsync(SupplyRiskDb db, Run run, IReadOnlyList<Guid> suppliers, string why, CancellationToken ct) => cases.WithdrawAsync(db, run, suppliers, why, ct);
    }
}
