using System.Runtime.InteropServices;

namespace SupplyRisk.Rules.Compilation;

/// <summary>All words that any rule or table looks for, in one automaton (Aho-Corasick), so that a text is read once whatever the number of rules.</summary>
/// <remarks>A word fits whole words only; a final s, es or ies is allowed; <c>*</c> at an end lifts the boundary there (<c>baumwoll*</c>). Scripts without spaces need no boundary.</remarks>
internal sealed class WordIndex
{
    private const int AsciiSize = 128;

    private readonly List<Dictionary<char, int>> _edges = [[]];
    private readonly List<List<Word>> _words = [[]];
    private int[] _fallback = [];
    private int[] _ascii = [];
    private int _sets;

    /// <summary>A place in a folded text where a word of a set stands.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Hit(int Set, int Entry, int End);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Word(int Set, int Entry);

    /// <summary>Opens a set; its number is what hits carry.</summary>
    public int AddSet() => _sets++;

    /// <summary>Adds a word to a set. <paramref name="entry"/> comes back with each hit.</summary>
    public void Add(int set, string word, int entry)
    {
        foreach (var form in Forms(word)) Insert(form, new Word(set, entry));
    }

    /// <summary>False for what holds no letter or digit and would fit everywhere or nowhere.</summary>
    public static bool IsUsable(string word) => TextFold.Fold(word.Trim('*')).Trim().Length > 0;

    public void Build()
    {
        _fallback = new int[_edges.Count];
        _ascii = new int[_edges.Count * AsciiSize];
        var queue = new Queue<int>();
        queue.Enqueue(0);
        while (queue.TryDequeue(out var node))
        {
            foreach (var (c, next) in _edges[node])
            {
                if (node != 0)
                {
                    _fallback[next] = Step(_fallback[node], c);
                    _words[next].AddRange(_words[_fallback[next]]);
                }

                queue.Enqueue(next);
            }

            for (var c = 0; c < AsciiSize; c++)
            {
                _ascii[(node * AsciiSize) + c] = _edges[node].TryGetValue((char)c, out var next)
                    ? next
                    : node == 0 ? 0 : _ascii[(_fallback[node] * AsciiSize) + c];
            }
        }
    }

    /// <summary>Every hit in a folded text, in the order of their ends.</summary>
    public List<Hit> Scan(string folded)
    {
        var hits = new List<Hit>();
        var node = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            var c = folded[i];
            node = c < AsciiSize ? _ascii[(node * AsciiSize) + c] : Step(node, c);
            foreach (var word in _words[node]) hits.Add(new Hit(word.Set, word.Entry, i + 1));
        }

        return hits;
    }

    private int Step(int node, char c)
    {
        while (true)
        {
            if (_edges[node].TryGetValue(c, out var next)) return next;
            if (node == 0) return 0;
            node = _fallback[node];
        }
    }

    private static IEnumerable<string> Forms(string word)
    {
        var open = word.StartsWith('*');
        var unfinished = word.EndsWith('*');
        var inner = TextFold.Fold(word.Trim('*')).Trim();
        var head = open || TextFold.IsUnspaced(inner[0]) ? inner : " " + inner;
        if (unfinished || TextFold.IsUnspaced(inner[^1]))
        {
            yield return head;
            yield break;
        }

        yield return head + " ";
        if (!char.IsLetter(inner[^1])) yield break;
        yield return head + "s ";
        yield return head + "es ";
        if (inner[^1] == 'y') yield return head[..^1] + "ies ";
    }

    private void Insert(string form, Word word)
    {
        var node = 0;
        foreach (var c in form)
        {
            if (!_edges[node].TryGetValue(c, out var next))
            {
                next = _edges.Count;
                _edges.Add([]);
                _words.Add([]);
                _edges[node][c] = next;
            }

            node = next;
        }

        if (!_words[node].Contains(word)) _words[node].Add(word);
    }
}
