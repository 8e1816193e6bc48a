using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Text;

/// <summary>Everything that reading one text needs to hold, so that the next text finds it ready made. For one text at a time.</summary>
internal sealed class Workplace
{
    private readonly SentenceReader reader;
    private readonly LanguageFinder languages;
    private readonly Passage passage;
    private readonly PassageFindings reading;

    public Workplace(TextCompilation compilation, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> abbreviations)
    {
        var matcher = new PatternMatcher();
        reader = new SentenceReader(compilation.Phrases.Vocabulary, abbreviations);
        languages = new LanguageFinder(compilation);
        passage = new Passage(compilation, matcher);
        reading = new PassageFindings(compilation, matcher, passage, new QuantityReader());
    }

    public void Read(string text, CompiledLanguage? given, List<TextFinding> findings, PatternProbe? probe)
    {
        reading.Probe = probe;
        Open(text, given);
        var more = true;
        while (more || passage.Count > 0)
        {
            while (more && passage.Count <= Passage.Ahead)
                more = Append();
            if (passage.Count == 0)
                break;
            reading.ReadCurrent(findings);
            passage.MoveOn();
        }

        // A large text is not to be held by a place that waits for the next one.
        Open("", null);
    }

    private void Open(string text, CompiledLanguage? given)
    {
        reader.Open(text);
        languages.Open(given);
        passage.Open();
        reading.Open(text);
    }

    private bool Append()
    {
        var sentence = passage.Take();
        var isRead = reader.Read(sentence);
        if (!isRead || sentence.Tokens.Count == 0)
        {
            passage.Leave(sentence);
            return isRead;
        }

        sentence.End = sentence.Tokens[^1].End;
        sentence.Language = languages.Find(sentence);
        passage.Append(sentence);
        return true;
    }
}
