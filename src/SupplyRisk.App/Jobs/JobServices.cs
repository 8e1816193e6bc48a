using Npgsql;
using Quartz;
using SupplyRisk.Screening.Schedule;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Jobs;

/// <summary>When the jobs run.</summary>
public sealed record JobOptions
{
    /// <summary>The nightly re-screen, as a Quartz cron expression in UTC, until another one is set on the page.</summary>
    public string Rescreen { get; init; } = "0 30 2 * * ?";
}

/// <summary>Registers the scheduler and its jobs. Quartz is only a clock: what has to be done are rows in the database.</summary>
internal static class JobServices
{
    public static IServiceCollection AddSupplyRiskJobs(this IServiceCollection services, IConfiguration configuration, string? postgres, IReadOnlyList<FetchedList> fetched)
    {
        var options = configuration.GetSection("Jobs").Get<JobOptions>() ?? new JobOptions();
        if (!CronExpression.TryParse(options.Rescreen, out _))
            throw new Setup.UnusableInputException($"Jobs:Rescreen '{options.Rescreen}' is not a Quartz cron expression, e.g. 0 30 2 * * ? for half past two each night.");
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30)); // longer than a batch takes to finish
        // A trigger is stored again at each start; without this every start of an instance would fire it once more, off its phase.
        services.Configure<QuartzOptions>(o => o.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        services.AddQuartz(q =>
        {
            q.ConfigureScheduler(o =>
            {
                o.InstanceName = "supplyrisk";
                o.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            if (postgres is null) q.UseInMemoryStore();
            else q.UsePersistentStore(s => UseCluster(s, postgres));
            q.AddJob<ScreeningJob>(j => j.WithIdentity(ScreeningJob.Key).StoreDurably());
            // Signals wake work at once; this finds what a lost signal or a killed start left.
            q.ScheduleJob<WakeJob>(t => t.WithIdentity("wake").StartNow().WithSimpleSchedule(TimeSpan.FromMinutes(1)), j => j.WithIdentity("wake").StoreDurably());
            q.ScheduleJob<RetryDocumentsJob>(t => t.WithIdentity("retry-documents").StartNow().WithSimpleSchedule(TimeSpan.FromHours(1)), j => j.WithIdentity("retry-documents").StoreDurably());
            foreach (var list in fetched)
            {
                var key = FetchListJob.KeyOf(list.Name);
                q.AddJob<FetchListJob>(j => j.WithIdentity(key).StoreDurably());
                q.AddTrigger(t => t.ForJob(key).WithIdentity(list.Name, "fetch-list").WithCronSchedule(list.Schedule, c => c.InTimeZone(TimeZoneInfo.Utc)));
            }
            q.AddQuartzHealthChecks();
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        services.AddSingleton<ScreeningTrigger>();
        services.AddSingleton<FetchTrigger>();
        services.AddHostedService<WakeOnSignal>();
        services.AddHostedService<FeedIndexLoop>();
        services.AddHostedService<WatchLoop>();
        services.AddHostedService<NotifyLoop>();
        services.AddSingleton<IReadCron, QuartzCron>();
        services.AddSingleton(new RescreenSchedule(options.Rescreen, TimeZoneInfo.Utc.Id, IsOn: true));
        services.AddSingleton<ChangeSchedule>();
        services.AddHostedService<ApplySchedule>();
        services.AddHostedService<TidyLoop>();
        services.AddHostedService<WakeCasesLoop>();
        services.AddHostedService<CompareLoop>();
        if (postgres is not null) services.AddHostedService(s => ActivatorUtilities.CreateInstance<ListenForWork>(s, postgres));
        return services;
    }

    // One instance fires a trigger, any of them; when it dies another does within ten seconds. What a job does is fenced by rows of its own:
    // a frozen machine may come back and run a job beside its heir.
    private static void UseCluster(IPersistentStoreBuilder store, string postgres)
    {
        store.UsePostgres(NpgsqlFactory.Instance, postgres);
        store.UseSystemTextJsonSerializer();
        store.ProvisionSchema();
        store.ConfigureStore(o =>
        {
            o.StoreJobDataAsStrings = true;
            o.RecoverFiringsCancelledByShutdown = true;
        });
        store.UseClustering(c =>
        {
            c.CheckinInterval = TimeSpan.FromSeconds(3);
            c.CheckinMisfireThreshold = TimeSpan.FromSeconds(7);
        });
    }
}
