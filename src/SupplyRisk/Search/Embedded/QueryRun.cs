using System.Buffers;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SupplyRisk.Search.Embedded;

/// <summary>Answers one query from one read transaction: one pass over what the words match, everything else from memory.</summary>
internal sealed class QueryRun(SqliteConnection connection, RecordCache cache, SearchQuery query, SearchScope scope)
{
    private const int Interrupted = 9;

    /// <summary>What more records than this match says little about any of them, and ranking them costs more than everything else: they come in the order of their risk or date.</summary>
    private const int Broad = 3_000;

    private readonly List<TermTokens> _terms = [.. query.Terms.Select(TermTokens.Of)];

    public SearchPage Answer(CancellationToken ct)
    {
        // A beginning that thousands of words have is merged in one step, before the first row.
        using var interrupt = ct.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            return Run(ct);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Interrupted && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException("The search was called off.", e, ct);
        }
    }

    private SearchPage Run(CancellationToken ct)
    {
        using var snapshot = connection.BeginRead();
        var records = cache.AsOf(connection).Of(query.Kind);
        var filters = query.Filters.Select(f => (Codes: cache.Values.Select(f), f.Exclude)).ToList();
        var top = new TopHits(query.PageSize, query.PageToken is null ? null : PageToken.Read(query.PageToken, query));
        var counts = ArrayPool<int>.Shared.Rent(cache.Values.Count);
        Array.Clear(counts);
        try
        {
            var counting = query.Facets.Count > 0;
            long total = 0;
            var (matches, ranked) = Matches(records, ct);
            foreach (var (row, relevance) in matches)
            {
                if (row >= records.Length || records[row] is not { } record || !Passes(record, filters))
                    continue;
                total++;
                top.Offer(ranked ? relevance : record.OrderValue, record);
                if (!counting)
                    continue;
                foreach (var code in record.Codes)
                    counts[code]++;
            }

            var (hits, next) = top.Take();
            return new SearchPage
            {
                Hits = Read(hits, ranked),
                Total = total,
                Facets = [.. query.Facets.Distinct().Select(f => cache.Values.Facet(f, counts.AsSpan(0, cache.Values.Count)))],
                NextPageToken = next?.Write(query),
            };
        }
        finally
        {
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    private bool Passes(CachedRecord record, List<(bool[] Codes, bool Exclude)> filters)
    {
        if (!scope.Sees(record.Suppliers, record.Restricted))
            return false;
        foreach (var (selected, exclude) in filters)
        {
            var any = false;
            foreach (var code in record.Codes)
                any |= code < selected.Length && selected[code];
            if (any == exclude)
                return false;
        }
        if (query.DateFrom is null && query.DateTo is null)
            return true;
        return record.OrderValue >= (query.DateFrom?.DayNumber ?? 0) && record.OrderValue <= (query.DateTo?.DayNumber ?? int.MaxValue);
    }

    /// <summary>The rows that the words let through, in no order, and whether they come with their relevance.</summary>
    private (IEnumerable<(long Row, double Relevance)> Rows, bool Ranked) Matches(CachedRecord?[] records, CancellationToken ct)
    {
        // A term without a letter or digit stands in no text.
        if (_terms.Any(t => !t.Exclude && t.Tokens.Count == 0))
            return ([], false);
        if (MatchExpression.Of(_terms) is { } expression)
        {
            if (query.Order != SearchOrder.Relevance)
                return (Rows(expression, ranked: false, ct), false);
            var few = Rows(expression, ranked: true, ct).Take(Broad + 1).ToList();
            return few.Count <= Broad ? (few, true) : (Rows(expression, ranked: false, ct), false);
        }
        return (AllBut(records, ct), query.Order == SearchOrder.Relevance);
    }

    private IEnumerable<(long Row, double Relevance)> AllBut(CachedRecord?[] records, CancellationToken ct)
    {
        var excluded = MatchExpression.OfExcluded(_terms) is { } none ? Rows(none, ranked: false, ct).Select(r => r.Row).ToHashSet() : [];
        return Enumerable.Range(1, Math.Max(0, records.Length - 1)).Where(r => !excluded.Contains(r)).Select(r => ((long)r, 0d));
    }

    private IEnumerable<(long Row, double Relevance)> Rows(string expression, bool ranked, CancellationToken ct)
    {
        var fts = GenerationSchema.Fts(query.Kind);
        var weights = string.Join(", ", SearchFields.PartsOf(query.Kind).Select(p => p.Weight.ToString("0.0", CultureInfo.InvariantCulture)));
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT rowid{(ranked ? $", bm25({fts}, {weights})" : "")} FROM {fts} WHERE {fts} MATCH $match";
        command.Parameters.AddWithValue("$match", expression);
        using var reader = command.ExecuteReader();
        for (var n = 0; reader.Read(); n++)
        {
            if (n % 1024 == 0)
                ct.ThrowIfCancellationRequested();

            // SQLite's is lower for a better fit.
            yield return (reader.GetInt64(0), ranked ? -reader.GetDouble(1) : 0);
        }
    }

    private List<SearchHit> Read(List<(double Value, CachedRecord Record)> hits, bool ranked)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT texts FROM {GenerationSchema.Records(query.Kind)} WHERE rid=$rid";
        var row = command.Parameters.Add("$rid", SqliteType.Integer);
        var highlighter = new Highlighter(query.Highlight ? _terms : []);
        var read = new List<SearchHit>(hits.Count);
        foreach (var (value, record) in hits)
        {
            row.Value = record.RowId;
            var stored = StoredTexts.Read((byte[])command.ExecuteScalar()!); // written with the record, in one transaction
            var title = highlighter.MarkAll(stored.Title);
            var snippet = highlighter.IsIdle ? null : highlighter.BestPassage(stored.Texts.Where(t => t.Text != stored.Title));
            read.Add(new SearchHit(query.Kind, record.Id, title, snippet, ranked ? value : 0));
        }
        return read;
    }
}
