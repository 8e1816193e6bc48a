using Quartz;
using SupplyRisk.Audit;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Jobs;

/// <summary>Works pending screening off: nightly, or when a person asks.</summary>
[DisallowConcurrentExecution]
internal sealed class ScreeningJob(RunScreening screening, ILogger<ScreeningJob> log) : IJob
{
    public const string Trigger = "trigger";

    public static readonly JobKey Key = new("screening");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var trigger = context.MergedJobDataMap.TryGetString(Trigger, out var named) && named is not null ? named : "event";
        var actor = trigger == "manual" ? Actor.LocalAdministrator : Actor.Schedule;
        var result = await screening.RunAsync(actor, new RunRequest(trigger), null, cancellationToken);
        ScreeningLog.Say(log, result);
    }
}

/// <summary>What is said of runs in the log, whoever woke them.</summary>
internal static partial class ScreeningLog
{
    public static void Say(ILogger log, Result<RunOutcome> result)
    {
        if (!result.Done) LogRefused(log, result.Refusals[0].Message);
        else if (result.Value.Run is { } run) LogDone(log, run.Id, run.Done, run.Changed, run.FlagsOpened, run.FlagsClosed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Screening not started: {Reason}")]
    private static partial void LogRefused(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run}: {Done} pieces of work, {Changed} suppliers changed, {Opened} flags opened, {Closed} closed")]
    private static partial void LogDone(ILogger log, Guid run, int done, int changed, int opened, int closed);
}

/// <summary>Looks for pending work once a minute.</summary>
internal sealed class WakeJob(Data.IWorkSignal signal) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        signal.Set();
        return ValueTask.CompletedTask;
    }
}
