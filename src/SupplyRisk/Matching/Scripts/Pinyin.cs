using SupplyRisk.Matching.Tables;

namespace SupplyRisk.Matching.Scripts;

/// <summary>Toneless Pinyin of Chinese characters, one usual reading each.</summary>
internal static class Pinyin
{
    private static readonly Dictionary<char, string> Readings = Load();

    /// <summary>The syllable, or null where the character is not in the table.</summary>
    internal static string? Of(char c) => Readings.GetValueOrDefault(c);

    private static Dictionary<char, string> Load()
    {
        var readings = new Dictionary<char, string>();
        foreach (var line in EmbeddedTable.Lines("pinyin.txt"))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            foreach (var c in line[(space + 1)..])
                readings.TryAdd(c, line[..space]);
        }
        return readings;
    }
}
