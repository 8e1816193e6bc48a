namespace SupplyRisk.Rules.Text;

/// <summary>
/// Every word and word beginning that some phrase uses, as one character trie. A walk over a word of a text ends at its entry:
/// a number that stands for the word's symbols, 0 for a word that no phrase uses.
/// </summary>
internal sealed class Vocabulary
{
    private const int Width = 40;
    private readonly Dictionary<int, int> exact = [];
    private readonly Dictionary<int, int> prefix = [];
    private readonly Dictionary<string, int> symbols = [];
    private readonly Dictionary<char, int> alone = [];
    private readonly List<int[]> entries = [[]];
    private readonly int[] aloneEntry = new int[char.MaxValue + 1];
    private int[] next = new int[Width * 4096];
    private int nodes = 1;
    private int[] atEnd = [];
    private int[] onFall = [];

    public int Count => symbols.Count;

    public static int Root => 0;

    /// <summary>By entry: its symbols.</summary>
    public IReadOnlyList<int[]> Entries => entries;

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

        var node = Root;
        foreach (var c in word.AsSpan().TrimEnd('*'))
            node = Child(node, Folding.Shape(c).Letter);
        (word.EndsWith('*') ? prefix : exact)[node] = symbol;
        return symbol;
    }

    private int Child(int node, int letter)
    {
        var edge = node * Width + letter;
        if (next[edge] != 0)
            return next[edge];
        if ((nodes + 1) * Width > next.Length)
            Array.Resize(ref next, next.Length * 2);
        return next[edge] = nodes++;
    }

    public void Freeze(IReadOnlyDictionary<char, char> variants)
    {
        Array.Resize(ref next, nodes * Width);
        atEnd = new int[nodes];
        onFall = new int[nodes];

        // A node is made after the one above it, so what that one hands down is known.
        NameEntries(Root, 0);
        for (var node = 0; node < nodes; node++)
        {
            for (var letter = 0; letter < Width; letter++)
            {
                if (next[node * Width + letter] is var child and not 0)
                    NameEntries(child, onFall[node]);
            }
        }

        foreach (var (c, symbol) in alone)
            aloneEntry[c] = NewEntry([symbol]);
        foreach (var (variant, same) in variants)
        {
            if (aloneEntry[variant] == 0)
                aloneEntry[variant] = aloneEntry[same];
        }
    }

    private void NameEntries(int node, int above)
    {
        onFall[node] = prefix.TryGetValue(node, out var p) ? NewEntry([.. entries[above], p]) : above;
        atEnd[node] = exact.TryGetValue(node, out var e) ? NewEntry([.. entries[onFall[node]], e]) : onFall[node];
    }

    private int NewEntry(int[] of)
    {
        entries.Add(of);
        return entries.Count - 1;
    }

    /// <summary>The entry of a character that is a word by itself.</summary>
    public int Alone(char c) => aloneEntry[c];

    /// <summary>One step of a word's walk; negative once the word has left the trie, then it stays so.</summary>
    public int Step(int state, CharShape shape)
    {
        if (state < 0)
            return state;
        var to = next[state * Width + shape.Letter];
        return to == 0 ? ~state : to;
    }

    public int EntryAt(int state) => state < 0 ? onFall[~state] : atEnd[state];
}
