using SupplyRisk.Audit;
using SupplyRisk.Review.Comparison;
using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.App.Pages.Rules;

/// <summary>How far a comparison is.</summary>
/// <param name="Stage">What it is doing, for people.</param>
/// <param name="Result">Set once it is done.</param>
/// <param name="Problem">Why it came to nothing, or null.</param>
public sealed record ComparisonState(string Stage, long Done, long? Total, RulesetComparison? Result, string? Problem)
{
    public bool IsRunning => Result is null && Problem is null;
}

/// <summary>Compares the own folder with the rules in force while the page waits. One at a time; the last result is kept until either changes.</summary>
internal sealed partial class PortfolioComparison(CompareRulesets compare, Screening.ActiveRulesets active, IHostApplicationLifetime host, ILogger<PortfolioComparison> log)
{
    private readonly Lock beginning = new();
    private Current? current;

    private sealed record Current(string Active, string Candidate)
    {
        public ComparisonState State { get; set; } = new("Starting", 0, null, null, null);
    }

    /// <summary>How far the comparison of these two is; null if nobody asked for it, or the actor sees less than it is over.</summary>
    public ComparisonState? Of(Actor actor, RulesetBundle rules, RulesetBundle candidate) =>
        actor.SeesAll && current is { } running && running.Active == rules.Hash && running.Candidate == candidate.Hash ? running.State : null;

    /// <summary>Begins, unless the same comparison is under way. A finished one is made again: the portfolio may have moved.</summary>
    /// <returns>Why not, or null.</returns>
    public Refusal? Begin(Actor actor, RulesetBundle candidate)
    {
        if (actor.Lacks(Right.ProposeRules) is { } no) return no;
        lock (beginning)
        {
            if (current is { State.IsRunning: true }) return null;
            var begun = current = new Current(active.Current.Hash, candidate.Hash);
            _ = Task.Run(() => RunAsync(begun, actor, candidate, host.ApplicationStopping), CancellationToken.None);
        }
        return null;
    }

    private async Task RunAsync(Current begun, Actor actor, RulesetBundle candidate, CancellationToken ct)
    {
        try
        {
            var progress = new Reported(begun);
            var result = await compare.CompareAsync(actor, candidate, progress, ct);
            begun.State = begun.State with { Result = result };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(log, e);
            begun.State = begun.State with { Problem = "The comparison failed; the log says why. Try again." };
        }
    }

    private sealed class Reported(Current of) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            if (of.State.IsRunning) of.State = new ComparisonState(value.Stage, value.Done, value.Total, null, null);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Comparing the own rules with those in force failed")]
    private static partial void LogFailed(ILogger log, Exception e);
}
