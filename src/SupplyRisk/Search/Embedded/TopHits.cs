namespace SupplyRisk.Search.Embedded;

/// <summary>Keeps the first hits of a page out of many: by value descending, then id, after the token's place.</summary>
internal sealed class TopHits(int pageSize, PageToken? after)
{
    private readonly int _wanted = pageSize + 1; // one more tells whether there is a next page
    private readonly List<(double Value, CachedRecord Record)> _kept = [];

    public void Offer(double value, CachedRecord record)
    {
        if (after is { } token && Compare(value, record.Id, token.Value, token.Id) <= 0)
            return;
        _kept.Add((value, record));
        if (_kept.Count >= _wanted * 8)
            Cut();
    }

    /// <summary>The hits in order, and the token for what follows them.</summary>
    public (List<(double Value, CachedRecord Record)> Hits, PageToken? Next) Take()
    {
        Cut();
        if (_kept.Count < _wanted)
            return (_kept, null);
        _kept.RemoveAt(_kept.Count - 1);
        var last = _kept[^1];
        return (_kept, new PageToken(last.Value, last.Record.Id));
    }

    private void Cut()
    {
        _kept.Sort((a, b) => Compare(a.Value, a.Record.Id, b.Value, b.Record.Id));
        if (_kept.Count > _wanted)
            _kept.RemoveRange(_wanted, _kept.Count - _wanted);
    }

    private static int Compare(double leftValue, Guid leftId, double rightValue, Guid rightId) =>
        leftValue != rightValue ? rightValue.CompareTo(leftValue) : leftId.CompareTo(rightId);
}
