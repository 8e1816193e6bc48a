namespace SupplyRisk.Matching.Names;

/// <summary>One word as read from a name, before it is known what it means.</summary>
/// <param name="Text">Plain Latin letters and digits, lower case.</param>
/// <param name="Key">The text as it sounds.</param>
/// <param name="InBrackets">Stood in brackets.</param>
/// <param name="Entry">Already known (Chinese words are found while there still are characters), or null.</param>
/// <param name="Upper">Written in capitals throughout.</param>
internal readonly record struct RawWord(string Text, string Key, bool InBrackets, LexiconEntry? Entry, bool Upper);
