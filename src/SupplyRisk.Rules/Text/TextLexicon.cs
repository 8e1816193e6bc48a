using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>The word lists and cues of one language.</summary>
public sealed class LanguageLexicon
{
    /// <summary>ISO 639-1 code.</summary>
    public required string Language { get; init; }

    /// <summary>False for scripts that do not part words; every character is then a word.</summary>
    public bool HasSpaces { get; init; } = true;

    /// <summary>Words by which a passage in this language is known.</summary>
    public IReadOnlyList<string> Stopwords { get; init; } = [];

    /// <summary>Small words that may stand between two parts of a pattern that are next to each other.</summary>
    public IReadOnlyList<string> Fillers { get; init; } = [];

    /// <summary>True if what is found in the language is a hint for a reviewer and counts for nothing.</summary>
    public bool IsExperimental { get; init; }

    /// <summary>Numbers in words.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// The year from which on a text is taken to be written where it does not show when: earlier years are the past.
    /// 0 if a text shows only its own latest year.
    /// </summary>
    public int WrittenSince { get; init; }

    /// <summary>Characters that are read as another, such as traditional for simplified ones.</summary>
    public IReadOnlyDictionary<char, char> Variants { get; init; } = new Dictionary<char, char>();

    /// <summary>Lists that patterns of every rule may name.</summary>
    public IReadOnlyDictionary<string, NamedList> Lists { get; init; } = new Dictionary<string, NamedList>();

    /// <summary>Words that shape clauses; see <see cref="ClauseWord"/>.</summary>
    public IReadOnlyDictionary<ClauseWord, IReadOnlyList<string>> ClauseWords { get; init; } =
        new Dictionary<ClauseWord, IReadOnlyList<string>>();

    /// <summary>Words by which quantities are read; none are where it is empty.</summary>
    public QuantityLexicon Quantities { get; init; } = new();

    /// <summary>Status cues, in the pattern language.</summary>
    public IReadOnlyDictionary<CueKind, IReadOnlyList<Pattern>> Cues { get; init; } = new Dictionary<CueKind, IReadOnlyList<Pattern>>();
}

/// <summary>Words by which clauses are told apart. Named in lexicon files in snake_case under <c>clauses:</c>.</summary>
public enum ClauseWord
{
    /// <summary>Begins a clause that stands against the one before: <c>but</c>, <c>however</c>.</summary>
    Contrast,

    /// <summary>Begins a sentence whose first clause yields to the second: <c>although</c>.</summary>
    Concession,

    /// <summary>A verb form that makes a clause: <c>was</c>, <c>have</c>, <c>said</c>.</summary>
    Finite,

    /// <summary>Someone who acts: begins a clause of its own after <c>and</c>.</summary>
    Person,

    /// <summary>A thing that begins a clause of its own where a verb follows: <c>passports</c>, <c>wages</c>.</summary>
    Subject,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>or</c>, <c>nor</c>: carries a negation on.</summary>
    Or,

    /// <summary>A negation does not reach across it: <c>because</c>, <c>unless</c>.</summary>
    Break,

    /// <summary>A negated verb does not reach across it: <c>who</c>, <c>which</c>.</summary>
    RelativeBreak,

    /// <summary>Opens what a finding verb says: a negation before it reaches over all that follows: <c>no evidence that</c>.</summary>
    That,

    /// <summary>A heading below which a report tells of the sector or the country, not of the place: <c>Sector</c>.</summary>
    Background,

    /// <summary>Ends a list that one finding verb governs: <c>等情况</c>.</summary>
    ListTail,

    Yes,
    No,

    /// <summary>Begins a question: <c>does</c>, <c>are</c>.</summary>
    Asks,

    /// <summary>A whole cell or line that says a finding is settled.</summary>
    ClosedCell,

    /// <summary>The audit, a visit: a date beside it is the document's own.</summary>
    AuditWord,

    /// <summary>Recruited, hired: a date beside it is when something began, not when it ended.</summary>
    SinceWord,

    /// <summary>Short forms whose full stop ends no sentence.</summary>
    Abbreviation,
}

/// <summary>The words of a language by which quantities are read. Named in lexicon files in snake_case under <c>quantities:</c>.</summary>
public sealed record QuantityLexicon
{
    /// <summary>Numbers in words, beside those that patterns know; from a hundred on they multiply what stands before them.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>Shares in words, in percent: <c>half of</c>.</summary>
    public IReadOnlyDictionary<string, double> Shares { get; init; } = new Dictionary<string, double>();

    /// <summary>Words for money, by ISO 4217 code, or by a word in lower case where no country is said.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Money { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>All other words, by what they do; may name the lists of the language.</summary>
    public IReadOnlyDictionary<QuantityWord, IReadOnlyList<string>> Words { get; init; } = new Dictionary<QuantityWord, IReadOnlyList<string>>();
}

/// <summary>What a word does to the number beside it.</summary>
public enum QuantityWord
{
    /// <summary>Whoever is counted: <c>workers</c>.</summary>
    People,

    /// <summary>Documents that are counted: <c>passports</c>.</summary>
    Documents,

    /// <summary>What a share may be a share of: <c>wages</c>.</summary>
    Wages,

    Hours,
    Days,
    Weeks,
    Months,
    Years,

    /// <summary>Makes hours a day's: <c>a day</c>, <c>shift</c>.</summary>
    Daily,

    /// <summary>Makes hours a week's.</summary>
    Weekly,

    /// <summary>Makes hours a month's: <c>per month</c>.</summary>
    Monthly,

    /// <summary>Makes the hours before it a month's: <c>138 hours in March</c>.</summary>
    MonthNames,

    /// <summary>Stands between a part and its whole: <c>out of</c>.</summary>
    Of,

    /// <summary>Stands behind the whole, before the part: <c>中</c>.</summary>
    Among,

    /// <summary>Stands for the people counted before: <c>whom</c>.</summary>
    Them,

    /// <summary>Makes a number the whole as well: <c>all</c>.</summary>
    All,

    Percent,

    /// <summary>Makes years an age: <c>years old</c>.</summary>
    Old,

    /// <summary>Stands before an age: <c>aged</c>.</summary>
    Aged,

    /// <summary>Says that people were only asked: their number alone is no quantity of a finding.</summary>
    Interviewed,

    /// <summary>What follows is a deadline, a number of a clause and the like: <c>within</c>, <c>section</c>.</summary>
    NotAfter,

    /// <summary>What stands before is no quantity of a finding: <c>ago</c>, <c>contract</c>.</summary>
    NotBefore,
}

/// <summary>The languages a scanner can read.</summary>
public sealed class TextLexicon(IEnumerable<LanguageLexicon> languages)
{
    /// <summary>In the order given; the first is assumed where a passage does not show its language.</summary>
    public IReadOnlyList<LanguageLexicon> Languages { get; } = [.. languages];

    /// <summary>Reads one language's file; every mistake goes to <paramref name="problem"/> with the node it stands at.</summary>
    /// <returns>The lexicon, or null if nothing usable was left.</returns>
    public static LanguageLexicon? Read(string language, YamlNode node, Action<YamlNode, string> problem) =>
        LexiconReader.Read(language, node, problem);
}
