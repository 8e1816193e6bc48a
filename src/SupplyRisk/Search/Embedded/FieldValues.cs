using Microsoft.Data.Sqlite;

namespace SupplyRisk.Search.Embedded;

/// <summary>Numbers for the values of fields. Codes are only ever added, so any state of this serves every snapshot that is not newer.</summary>
internal sealed class FieldValues
{
    private static readonly Dictionary<string, SearchField> s_byName = Enum.GetValues<SearchField>().ToDictionary(SearchFields.NameOf, f => f);

    private readonly Lock _gate = new();
    private readonly List<(SearchField Field, string Value)> _byCode = [(default, "")]; // codes begin at 1
    private readonly Dictionary<(SearchField Field, string Key), List<int>> _byKey = [];

    /// <summary>One more than the highest code.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _byCode.Count;
        }
    }

    /// <summary>Reads the values added since.</summary>
    public void Refresh(SqliteConnection connection)
    {
        lock (_gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT code, field, value FROM field_value WHERE code >= $from ORDER BY code";
            command.Parameters.AddWithValue("$from", _byCode.Count);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var (field, value) = (s_byName[reader.GetString(1)], reader.GetString(2));
                var key = (field, SearchAnalysis.Key(value));
                if (!_byKey.TryGetValue(key, out var codes))
                    _byKey[key] = codes = [];
                codes.Add(reader.GetInt32(0));
                _byCode.Add((field, value));
            }
        }
    }

    /// <summary>The codes that a filter's values stand for, whatever their case and accents.</summary>
    public bool[] Select(SearchFilter filter)
    {
        lock (_gate)
        {
            var selected = new bool[_byCode.Count];
            foreach (var value in filter.Values)
            {
                if (!_byKey.TryGetValue((filter.Field, SearchAnalysis.Key(value)), out var codes))
                    continue;
                foreach (var code in codes)
                    selected[code] = true;
            }
            return selected;
        }
    }

    /// <summary>The counts by code as a facet.</summary>
    public Facet Facet(SearchField field, ReadOnlySpan<int> counts)
    {
        var found = new List<FacetCount>();
        lock (_gate)
        {
            for (var code = 1; code < counts.Length; code++)
            {
                if (counts[code] > 0 && _byCode[code].Field == field)
                    found.Add(new FacetCount(_byCode[code].Value, counts[code]));
            }
        }
        found.Sort((a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Value, b.Value));
        return new Facet(field, found.Count <= SearchQuery.FacetLimit ? found : found[..SearchQuery.FacetLimit]);
    }
}
