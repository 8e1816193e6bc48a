using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>How often and after which pauses a request is repeated, and when the cluster is left alone for a while.</summary>
internal sealed partial class Patience
{
    private const int TriesForPerson = 2, TriesForFeeder = 5;

    private readonly ResiliencePipeline _person;
    private readonly ResiliencePipeline _feeder;

    public Patience(TimeProvider time, ILogger log)
    {
        // One breaker for both: what the feeder learns spares people the wait.
        var breaker = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NodeFailureException>(e => !e.IsBusy),
            FailureRatio = 0.5,
            MinimumThroughput = 8,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(10),
            OnOpened = opened => Logged(() => LogOpened(log, opened.Outcome.Exception?.Message ?? "")),
            OnClosed = _ => Logged(() => LogClosed(log)),
        }).Build();
        _person = Repeating(TriesForPerson, TimeSpan.FromSeconds(1), breaker, time);
        _feeder = Repeating(TriesForFeeder, TimeSpan.FromSeconds(30), breaker, time);
    }

    public ResiliencePipeline For(Waiting waiting) => waiting switch { Waiting.Person => _person, Waiting.Feeder => _feeder };

    /// <summary>The pause before the <paramref name="attempt"/>-th repeat, from 0: about twice as long each time, never the same for two instances.</summary>
    public static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds((200 << Math.Min(attempt, 7)) * (0.5 + Random.Shared.NextDouble()));

    /// <param name="longest">A node that asks for a longer pause is not asked again.</param>
    private static ResiliencePipeline Repeating(int tries, TimeSpan longest, ResiliencePipeline breaker, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NodeFailureException>(e => e.RetryAfter is not { } asked || asked <= longest),
            MaxRetryAttempts = tries - 1,
            DelayGenerator = retry =>
            {
                var asked = (retry.Outcome.Exception as NodeFailureException)?.RetryAfter;
                var pause = Pause(retry.AttemptNumber);
                return ValueTask.FromResult<TimeSpan?>(asked > pause ? asked : pause);
            },
        }).AddPipeline(breaker).Build();

    private static ValueTask Logged(Action log)
    {
        log();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(1211, LogLevel.Warning, "The search engine is left alone for a while: {Reason}")]
    private static partial void LogOpened(ILogger logger, string reason);

    [LoggerMessage(1212, LogLevel.Information, "The search engine answers again.")]
    private static partial void LogClosed(ILogger logger);
}
