using Microsoft.EntityFrameworkCore;
using Npgsql;
using SupplyRisk.Audit;
using SupplyRisk.Backup;
using SupplyRisk.Data;
using SupplyRisk.Disclosure;
using SupplyRisk.Disclosure.Checking;
using SupplyRisk.Disclosure.Packs;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.People;
using SupplyRisk.Review;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Comparison;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Review.Lists;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Review.Record;
using SupplyRisk.Review.Retention;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Receipts;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;
using SupplyRisk.Search.Embedded;
using SupplyRisk.Search.Saved;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Setup;

/// <summary>Where things lie. Every value has a default, so that nothing needs configuring.</summary>
public sealed record InstallationOptions
{
    /// <summary>Folder of databases, uploads and keys.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder of rulesets that stands by itself: the one shipped, or a copy of it.</summary>
    public required string RulesetFolder { get; init; }

    /// <summary>The customer's own folder, laid over <see cref="RulesetFolder"/>; null is none.</summary>
    public string? OwnRulesets { get; init; }

    /// <summary>True to go by the own folder as it stands on disk, which must then be without problems; else by what was last published of it.</summary>
    public bool RulesetsAsTheyStand { get; init; }

    /// <summary>A PostgreSQL connection string; null is SQLite in the data folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>A cluster to search in; null is SQLite in the data folder.</summary>
    public ElasticsearchOptions? Elasticsearch { get; init; }

    /// <summary>Where the data lie.</summary>
    public DataOptions Data => new() { Folder = DataFolder, Postgres = Postgres };

    /// <summary>Which lists are fetched, from where and when.</summary>
    public FetchOptions Fetching { get; init; } = FetchOptions.None;

    /// <summary>Mail server and links of notifications.</summary>
    public NotificationOptions Notifications { get; init; } = new();

    /// <summary>How long an instance has a part of a run that it claims; null is the default.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>How many parts of a run are worked at once; null is one a core.</summary>
    public int? Workers { get; init; }

    /// <summary>Data folder of a person's own installation.</summary>
    public static string DefaultDataFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "supplyrisk");

    /// <summary>The rulesets shipped beside the program.</summary>
    public static string ShippedRulesets => Path.Combine(AppContext.BaseDirectory, "rulesets");
}

/// <summary>Registers the product's handlers in the order data takes.</summary>
public static partial class Installation
{
    private const int MostProblemsLogged = 5;

    /// <exception cref="UnusableInputException">The rulesets have problems; all of them are named.</exception>
    public static IServiceCollection AddSupplyRisk(this IServiceCollection services, InstallationOptions options)
    {
        // Before anything reads the folder: a restore that was cut off is settled first.
        var hold = FolderHold.Open(options.Data);
        services.AddSingleton(_ => hold); // by a factory, so that it is let go with the rest
        services.AddSingleton(options);
        services.AddLogging();
        services.AddData(options.Data);
        services.AddSingleton(AuditSeal.In(options.DataFolder));
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<VerifyAudit>();
        services.AddSingleton<ErasePerson>();
        services.AddSingleton<FindRecord>();
        services.AddSingleton<FindRetention>();
        services.AddSingleton<KeepDocument>();
        services.AddSingleton<EraseDocument>();
        services.AddSingleton<IWorkSignal, WorkSignal>();
        services.AddSingleton(LoadRulesets(options));
        services.AddSingleton<PublishRulesets>();

        services.AddSingleton<ImportSuppliers>();
        services.AddSingleton<AddDocuments>();
        services.AddSingleton<TakeDelivery>();
        services.AddSingleton<ImportWatchlist>();
        services.AddSingleton<DecideDelivery>();
        services.AddSingleton(options.Fetching);
        services.AddSingleton<FetchWatchlist>();
        services.AddSingleton<FindLists>();
        services.AddSingleton<FindListDifference>();
        services.AddSingleton<IScoredSuppliers, OpenCases>();
        services.AddSingleton(new RunOptions { Lease = options.Lease ?? RunOptions.DefaultLease, Workers = options.Workers ?? Environment.ProcessorCount });
        services.AddSingleton<RunScreening>();
        services.AddSingleton<ScreenAtOnce>();
        services.AddSingleton<ScreeningReport>();
        services.AddSingleton<WriteReceipts>();
        services.AddSingleton<WhatWouldLower>();
        if (options.Elasticsearch is { } cluster) services.AddElasticsearchSearch(cluster);
        else services.AddEmbeddedSearch(options.DataFolder);
        services.AddSingleton<FeedSearchIndex>();
        services.AddSingleton<FindAnything>();
        services.AddSingleton<CompleteSearch>();
        services.AddSingleton<CheckWatches>();
        services.AddSingleton<SaveSearch>();
        services.AddSingleton<FindSavedSearches>();
        services.AddSingleton<DecideCase>();
        services.AddSingleton(options.Notifications);
        services.AddSingleton<MakeMessages>();
        services.AddSingleton<SendMessages>();
        services.AddSingleton<EditChannels>();
        services.AddSingleton<FindNotifications>();
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<SecondLook>();
        services.AddSingleton<ChangeCase>();
        services.AddSingleton<AttachFile>();
        services.AddSingleton<UndoStep>();
        services.AddSingleton<QueueFilters>();
        services.AddSingleton<WakeSnoozedCases>();
        services.AddSingleton<FindRuleOutcomes>();
        services.AddSingleton<CompareRulesets>();
        services.AddSingleton<DecideFacts>();
        services.AddSingleton<ReviewMatch>();
        services.AddSingleton<ReviewFinding>();
        services.AddSingleton<DecideDocumentLink>();
        services.AddDuplicates();
        services.AddSingleton<Sessions>();
        services.AddSingleton<FindActor>();
        services.AddSingleton<ActorNames>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<InvitePerson>();
        services.AddSingleton<ChangePerson>();
        services.AddSingleton<ForgetPerson>();
        services.AddSingleton<AssignSuppliers>();
        services.AddSingleton<HandOutKeys>();
        services.AddSingleton<FindPeople>();
        services.AddCorrectiveActions();
        services.AddEvidencePacks();
        services.AddSingleton<CheckStatement>();
        services.AddStatements();
        return services;
    }

    /// <summary>Brings the database up to date. Call once, before anything reads.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<FolderHold>();
        await using var db = await services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        try
        {
            await MigrateDatabase.RunAsync(db, TimeSpan.FromMinutes(5), ct);
            await services.GetRequiredService<AuditSeal>().CheckBelongsAsync(db, ct);
            if (!services.GetRequiredService<InstallationOptions>().RulesetsAsTheyStand)
                await services.GetRequiredService<PublishRulesets>().StartAsync(Actor.LocalAdministrator, ct);
            var rules = services.GetRequiredService<ActiveRulesets>();
            if (rules.Problems.Count > 0)
                OwnRulesNotInForce(services.GetRequiredService<ILogger<ActiveRulesets>>(), rules.Folders.Own ?? "the database", rules.Problems.Count, string.Join(Environment.NewLine, rules.Problems.Take(MostProblemsLogged)));
        }
        catch (NpgsqlException e)
        {
            throw new UnusableInputException($"The PostgreSQL database of Data:Postgres cannot be used: {e.Message}");
        }
        catch (ForeignKeyFileException e)
        {
            throw new UnusableInputException(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The own rules in {Folder} are not in force, the shipped ones or those published before hold; {Count} problems, the first: {Problems}")]
    private static partial void OwnRulesNotInForce(ILogger logger, string folder, int count, string problems);

    // What is published is read from the database; until then, and where it cannot be used, the shipped rules hold.
    private static ActiveRulesets LoadRulesets(InstallationOptions options)
    {
        var folders = new RulesetFolders(options.RulesetFolder, options.OwnRulesets);
        return options.RulesetsAsTheyStand ? LoadRulesets(folders) : new ActiveRulesets(LoadRulesets(folders with { Own = null }).Current, folders);
    }

    /// <summary>Loads and checks rulesets as they stand on disk.</summary>
    /// <exception cref="UnusableInputException">The rulesets have problems; all of them are named.</exception>
    public static ActiveRulesets LoadRulesets(RulesetFolders folders)
    {
        var load = RulesetLoader.Load(RulesetFiles(folders));
        return load.Bundle is { } bundle
            ? new ActiveRulesets(bundle, folders, asTheyStand: true)
            : throw new UnusableInputException([.. load.Issues.Select(i => folders.PathOf(i.ToString()))]);
    }

    /// <exception cref="UnusableInputException">A folder is not there, or holds more than rulesets do.</exception>
    internal static IReadOnlyList<RulesetFile> RulesetFiles(RulesetFolders folders)
    {
        try
        {
            return folders.Read();
        }
        catch (Exception e) when (e is InvalidDataException or DirectoryNotFoundException)
        {
            throw new UnusableInputException(e.Message);
        }
    }
}

/// <summary>What the user gave cannot be used. Ends a command with exit code 2 and every reason on stderr.</summary>
public sealed class UnusableInputException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public UnusableInputException(string reason)
        : this([reason])
    {
    }

    public IReadOnlyList<string> Reasons { get; } = reasons;
}
