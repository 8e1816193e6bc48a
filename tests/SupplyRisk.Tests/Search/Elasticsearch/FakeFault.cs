namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>What goes wrong with one request.</summary>
/// <param name="Status">Answered instead of the work being done; 0 where the connection itself fails.</param>
/// <param name="Body">With that status.</param>
/// <param name="RetryAfter">Seconds, as a header.</param>
/// <param name="Works">The work is done all the same, but its answer gets lost.</param>
/// <param name="Hangs">No answer at all.</param>
/// <param name="Half">Cut off in the middle of the answer.</param>
internal sealed record FakeFault(int Status = 0, string Body = "", int? RetryAfter = null, bool Works = false, bool Hangs = false, bool Half = false)
{
    public static readonly FakeFault Reset = new();
    public static readonly FakeFault AnswerLost = new(Works: true);
    public static readonly FakeFault HalfAnswer = new(Works: true, Half: true);
    public static readonly FakeFault Hang = new(Hangs: true);

    public static FakeFault Answers(int status, string type, string reason = "for the test", int? retryAfter = null) =>
        new(status, $$"""{"error":{"root_cause":[],"type":"{{type}}","reason":"{{reason}}"},"status":{{status}}}""", retryAfter);
}

/// <summary>A request as the fake received it.</summary>
internal sealed record FakeCall(string Method, string Path, string Query, string ContentType, string ContentEncoding, string Authorization, string Body)
{
    public bool IsBulk => Path == "/_bulk";

    public bool IsSearch => Path.EndsWith("/_search", StringComparison.Ordinal);

    /// <summary>A write of a cursor or lease.</summary>
    public bool IsStateWrite => Method == "PUT" && Path.EndsWith("/_doc/state", StringComparison.Ordinal);
}
