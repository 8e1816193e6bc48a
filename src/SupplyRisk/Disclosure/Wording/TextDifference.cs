namespace SupplyRisk.Disclosure.Wording;

public enum Change
{
    Kept,
    Added,
    Removed,
}

public sealed record ChangedSentence(Change Change, string Text);

/// <summary>What a text says otherwise than an earlier one, sentence by sentence.</summary>
public sealed record TextDifference(IReadOnlyList<ChangedSentence> Sentences)
{
    private const int Most = 2_000;

    /// <summary>Per cent of the new sentences that stood in the earlier text, rounded down; null where there are none.</summary>
    public int? Same => Sentences.Count(s => s.Change != Change.Removed) is var now and > 0 ? Sentences.Count(s => s.Change == Change.Kept) * 100 / now : null;

    /// <summary>Both texts as a reader sees them, figures filled in.</summary>
    public static TextDifference Between(string earlier, string now)
    {
        var (a, b) = (Wording.Sentences.Of(earlier).Take(Most).ToArray(), Wording.Sentences.Of(now).Take(Most).ToArray());
        var (ka, kb) = (Array.ConvertAll(a, Wording.Sentences.Key), Array.ConvertAll(b, Wording.Sentences.Key));
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = ka[i] == kb[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var changes = new List<ChangedSentence>();
        var (x, y) = (0, 0);
        while (x < a.Length || y < b.Length)
        {
            if (x < a.Length && y < b.Length && ka[x] == kb[y])
            {
                changes.Add(new ChangedSentence(Change.Kept, b[y++]));
                x++;
            }
            else if (x < a.Length && (y == b.Length || common[x + 1, y] >= common[x, y + 1]))
            {
                changes.Add(new ChangedSentence(Change.Removed, a[x++]));
            }
            else
            {
                changes.Add(new ChangedSentence(Change.Added, b[y++]));
            }
        }
        return new TextDifference(changes);
    }
}
