namespace SupplyRisk.Search.Elasticsearch;

/// <summary>One node did not answer, not to the end, or that it cannot; another time or another node may. Never leaves this folder.</summary>
/// <param name="message">What happened, without secrets.</param>
/// <param name="busy">True if the node is well and only has too much to do.</param>
/// <param name="retryAfter">The pause the node asked for.</param>
internal sealed class NodeFailureException(string message, bool busy = false, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public bool IsBusy => busy;

    public TimeSpan? RetryAfter => retryAfter;
}
