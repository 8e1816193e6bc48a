using SupplyRisk.Ingestion.Documents.Linking;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>A supplier a document may be about.</summary>
/// <param name="Key">How the caller knows it; handed back in proposals.</param>
/// <param name="OwnId">The list's own id, or null.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or null.</param>
public sealed record LinkTarget(
    string Key, string? OwnId, string Name, string? NativeName = null, string? Country = null, IReadOnlyList<ExternalIdentifier>? Identifiers = null);

/// <summary>The suppliers of a portfolio by everything a document may name them with. Built once, in time linear in the suppliers; safe for concurrent reads.</summary>
public sealed class SupplierLookup
{
    private readonly List<LinkTarget> _targets = [];
    private readonly Dictionary<string, List<int>> _byOwnId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byCore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(IdentifierScheme Scheme, int Target)>> _byIdentifier = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, int> _prefixes = [];

    private SupplierLookup() { }

    public int Count => _targets.Count;

    /// <summary>Length of the longest own id, in characters.</summary>
    internal int LongestOwnId { get; private set; }

    public static SupplierLookup Build(IEnumerable<LinkTarget> targets)
    {
        var lookup = new SupplierLookup();
        foreach (var target in targets)
            lookup.Add(target);
        return lookup;
    }

    internal LinkTarget this[int target] => _targets[target];

    internal IReadOnlyList<int> WithOwnId(string ownId) => _byOwnId.GetValueOrDefault(ownId) ?? [];

    internal IReadOnlyList<int> Named(string key) => _byName.GetValueOrDefault(key) ?? [];

    /// <summary>Suppliers whose name without its legal form is this.</summary>
    internal IReadOnlyList<int> WithCore(string key) => _byCore.GetValueOrDefault(key) ?? [];

    internal IReadOnlyList<(IdentifierScheme Scheme, int Target)> WithIdentifier(ReadOnlySpan<char> value) =>
        _byIdentifier.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(value, out var found) ? found : [];

    /// <summary>The one supplier with a name that begins so, -1 if several do, or null.</summary>
    internal int? BeginningWith(ulong prefix) => _prefixes.TryGetValue(prefix, out var target) ? target : null;

    internal static ulong Extend(ulong prefix, string word)
    {
        // FNV-1a; a chance collision costs one dictionary look-up, no wrong link: the name itself is compared after.
        foreach (var c in word)
            prefix = (prefix ^ c) * 1099511628211UL;
        return (prefix ^ ' ') * 1099511628211UL;
    }

    internal const ulong NoPrefix = 14695981039346656037UL;

    private void Add(LinkTarget target)
    {
        var index = _targets.Count;
        _targets.Add(target);
        if (OwnIdKey.Of(target.OwnId) is { Length: > 0 } ownId)
        {
            Put(_byOwnId, ownId, index);
            LongestOwnId = Math.Max(LongestOwnId, ownId.Length);
        }

        foreach (var name in new[] { target.Name, target.NativeName })
        {
            if (!string.IsNullOrWhiteSpace(name))
                AddName(name, index);
        }

        foreach (var identifier in target.Identifiers ?? [])
        {
            if (!_byIdentifier.TryGetValue(identifier.Value, out var list))
                _byIdentifier[identifier.Value] = list = [];
            if (!list.Contains((identifier.Scheme, index)))
                list.Add((identifier.Scheme, index));
        }
    }

    private void AddName(string name, int index)
    {
        var words = NameKey.Words(name);
        if (words.Count == 0)
            return;
        Put(_byName, NameKey.Of(words), index);
        Put(_byCore, NameKey.Of(NameKey.Core(words)), index);
        var prefix = NoPrefix;
        foreach (var word in words)
        {
            prefix = Extend(prefix, word.Text);
            _prefixes[prefix] = _prefixes.TryGetValue(prefix, out var other) && other != index ? -1 : index;
        }
    }

    private static void Put(Dictionary<string, List<int>> index, string key, int target)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = new List<int>(1);
        if (!list.Contains(target))
            list.Add(target);
    }
}
