namespace SupplyRisk.Search.Elasticsearch;

/// <summary>The cluster's nodes, asked in turn. One that failed rests, twice as long each time, and is asked before its time only if all rest.</summary>
internal sealed class Nodes(IReadOnlyList<Uri> addresses, TimeProvider time)
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly (int Failures, DateTimeOffset RestsUntil)[] _states = new (int, DateTimeOffset)[addresses.Count];
    private int _turn = -1;

    public int Next()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _turn = (_turn + 1) % addresses.Count;
            var turn = _turn;
            var order = Enumerable.Range(0, addresses.Count).Select(i => (turn + i) % addresses.Count).ToList();
            foreach (var node in order)
            {
                if (_states[node].RestsUntil <= now)
                    return node;
            }
            return order.MinBy(n => _states[n].RestsUntil);
        }
    }

    public Uri AddressOf(int node) => addresses[node];

    public void Answered(int node)
    {
        lock (_gate)
            _states[node] = default;
    }

    public void Failed(int node)
    {
        lock (_gate)
        {
            var failures = Math.Min(_states[node].Failures + 1, 10);
            var rest = TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, FirstRest.Ticks << (failures - 1)));
            _states[node] = (failures, time.GetUtcNow() + rest);
        }
    }
}
