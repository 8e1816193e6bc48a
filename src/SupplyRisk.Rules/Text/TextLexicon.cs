using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>The word lists and cues of one language.</summary>
public sealed class LanguageLexicon
{
    /// <summary>ISO 639-1 code.</summary>
    public required string Language { get; init; }
}

/// <summary>The languages a scanner can read.</summary>
public sealed class TextLexicon(IEnumerable<LanguageLexicon> languages)
{
    /// <summary>In the order given.</summary>
    public IReadOnlyList<LanguageLexicon> Languages { get; } = [.. languages];

    /// <summary>Reads one language's file; every mistake goes to <paramref name="problem"/> with the node it stands at.</summary>
    /// <returns>The lexicon, or null if nothing usable was left.</returns>
    public static LanguageLexicon? Read(string language, YamlNode node, Action<YamlNode, string> problem) =>
        throw new NotSupportedException();
}
