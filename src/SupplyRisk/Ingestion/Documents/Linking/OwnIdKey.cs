using System.Text;

namespace SupplyRisk.Ingestion.Documents.Linking;

/// <summary>Own ids as people write them in folder names: case and kind of separator make no difference.</summary>
internal static class OwnIdKey
{
    public static string Of(string? ownId)
    {
        var key = new StringBuilder();
        foreach (var c in ownId ?? "")
        {
            if (char.IsLetterOrDigit(c))
                key.Append(char.ToUpperInvariant(c));
            else if (key.Length > 0 && key[^1] != '-')
                key.Append('-');
        }

        return key.ToString().TrimEnd('-');
    }

    /// <summary>Letters and digits together and five of them: no word, year or count looks so by chance.</summary>
    public static bool IsDistinctive(string key) =>
        key.Count(char.IsLetterOrDigit) >= 5 && key.Any(char.IsLetter) && key.Count(char.IsAsciiDigit) >= 2;
}
