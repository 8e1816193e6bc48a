using System.Security.Cryptography;
using System.Text;

namespace SupplyRisk.Matching.Tables;

/// <summary>One of the data files that ship inside the assembly beside this code.</summary>
internal static class EmbeddedTable
{
    internal static readonly string[] Names =
        ["legal_forms.txt", "organizations.txt", "words.txt", "places.txt", "near_words.txt", "pinyin.txt", "frequencies.txt"];

    internal static string Read(string file, string folder = "Tables")
    {
        var resource = $"SupplyRisk.Matching.{folder}.{file}";
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly holds no resource {resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The lines that say something: no blank ones, no comments.</summary>
    internal static IEnumerable<string> Lines(string file) =>
        Read(file).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>Lines of the form <c>first: variant; variant</c>.</summary>
    internal static IEnumerable<(string First, string[] Variants)> Groups(string file)
    {
        foreach (var line in Lines(file))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var variants = line[(colon + 1)..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            yield return (line[..colon].Trim(), variants);
        }
    }

    internal static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
