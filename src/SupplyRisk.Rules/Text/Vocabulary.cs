namespace SupplyRisk.Rules.Text;

/// <summary>Every word and word beginning that some phrase uses, as one character trie; gives each word of a text its symbols in one walk.</summary>
internal sealed class Vocabulary
{
    private const int Width = 40;
    private const int Apostrophe = 36;
    private readonly List<Dictionary<int, int>> children = [[]];
    private readonly Dictionary<int, int> exact = [];
    private readonly Dictionary<int, int> prefix = [];
    private readonly Dictionary<string, int> symbols = [];
    private readonly Dictionary<char, int> alone = [];
    private int[] next = [];
    private int[][] atEnd = [];
    private int[][] onFall = [];
    private readonly int[][] aloneSymbols = new int[char.MaxValue + 1][];

    public int Count => symbols.Count;

    /// <summary>The symbol of a folded word; one that ends in <c>*</c> stands for every word that begins so.</summary>
    public int Symbol(string word)
    {
        if (symbols.TryGetValue(word, out var known))
            return known;
        var symbol = symbols[word] = symbols.Count;
        if (word.Length == 1 && Folding.IsAlone(word[0]))
        {
            alone[word[0]] = symbol;
            return symbol;
        }

        var node = 0;
        var isPrefix = word.EndsWith('*');
        foreach (var c in word.AsSpan().TrimEnd('*'))
        {
            if (!children[node].TryGetValue(Class(c), out var child))
            {
                child = children[node][Class(c)] = children.Count;
                children.Add([]);
            }

            node = child;
        }

        (isPrefix ? prefix : exact)[node] = symbol;
        return symbol;
    }

    public void Freeze(IReadOnlyDictionary<char, char> variants)
    {
        next = new int[children.Count * Width];
        atEnd = new int[children.Count][];
        onFall = new int[children.Count][];
        Fill(0, []);
        foreach (var (c, symbol) in alone)
            aloneSymbols[c] = [symbol];
        foreach (var (variant, same) in variants)
            aloneSymbols[variant] ??= aloneSymbols[same];
    }

    private void Fill(int root, int[] above)
    {
        var pending = new Stack<(int Node, int[] Above)>([(root, above)]);
        while (pending.Count > 0)
        {
            var (node, inherited) = pending.Pop();
            onFall[node] = prefix.TryGetValue(node, out var p) ? [.. inherited, p] : inherited;
            atEnd[node] = exact.TryGetValue(node, out var e) ? [.. onFall[node], e] : onFall[node];
            foreach (var (c, child) in children[node])
            {
                next[node * Width + c] = child;
                pending.Push((child, onFall[node]));
            }
        }
    }

    /// <summary>The symbols of a character that is a word by itself.</summary>
    public int[] Alone(char c) => aloneSymbols[c] ?? [];

    public static int Root => 0;

    /// <summary>One step of a word's walk; negative once the word has left the trie, then it stays so.</summary>
    public int Step(int state, char folded)
    {
        if (state < 0)
            return state;
        var to = next[state * Width + Class(folded)];
        return to == 0 ? ~state : to;
    }

    public int[] SymbolsAt(int state) => state < 0 ? onFall[~state] : atEnd[state];

    // Letters outside a–z all share one class: no phrase of ours tells them apart.
    private static int Class(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= '0' and <= '9' => c - '0' + 26,
        '\'' => Apostrophe,
        _ => Apostrophe + 1,
    };
}
