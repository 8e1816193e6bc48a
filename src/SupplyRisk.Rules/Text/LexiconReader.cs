using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>Reads the file of one language.</summary>
internal static class LexiconReader
{
    public static LanguageLexicon? Read(string language, YamlNode node, Action<YamlNode, string> problem)
    {
        if (node is not YamlMappingNode map)
        {
            problem(node, "a language file is a mapping: language, stopwords, fillers, numbers, lists, clauses, cues");
            return null;
        }

        var since = 0;
        var experimental = false;
        bool spaces = true;
        List<string> stopwords = [], fillers = [];
        var numbers = new Dictionary<string, double>();
        var variants = new Dictionary<char, char>();
        var lists = new Dictionary<string, NamedList>();
        var clauses = new Dictionary<ClauseWord, IReadOnlyList<string>>();
        var cues = new Dictionary<CueKind, IReadOnlyList<Pattern>>();
        var quantities = new QuantityLexicon();
        foreach (var (key, value) in map.Children)
        {
            switch (YamlValues.Scalar(key))
            {
                case "language":
                    if (YamlValues.Scalar(value) != language)
                        problem(value, $"the file of '{language}' says it is '{YamlValues.Scalar(value)}'");
                    break;
                case "title":
                    break;
                case "spaces":
                    spaces = YamlValues.Scalar(value) != "false";
                    break;
                case "status":
                    experimental = YamlValues.Scalar(value) == "experimental";
                    if (!experimental && YamlValues.Scalar(value) != "stable")
                        problem(value, $"'{YamlValues.Scalar(value)}' is no status of a language; use stable or experimental");
                    break;
                case "written_since":
                    if (YamlValues.Number(value) is { } year)
                        since = (int)year;
                    else
                        problem(value, "a year is expected here");
                    break;
                case "stopwords":
                    stopwords = YamlValues.Words(value, problem);
                    break;
                case "fillers":
                    fillers = YamlValues.Words(value, problem);
                    break;
                case "numbers":
                    ReadNumbers(value, numbers, problem);
                    break;
                case "variants":
                    ReadVariants(value, variants, problem);
                    break;
                case "lists":
                    YamlValues.ReadLists(value, lists, problem);
                    break;
                case "clauses":
                    foreach (var (word, at, item) in Named<ClauseWord>(value, problem))
                        clauses[word] = YamlValues.Words(item, problem);
                    break;
                case "cues":
                    foreach (var (kind, at, item) in Named<CueKind>(value, problem))
                    {
                        var patterns = new List<Pattern>();
                        TextRuleReader.ReadPatterns(PatternKind.Sign, item, patterns, problem);
                        cues[kind] = patterns;
                    }

                    break;
                case "quantities":
                    quantities = ReadQuantities(value, problem);
                    break;
                case var other:
                    problem(key, $"'{other}' is not known in a language file; use language, title, status, spaces, written_since, stopwords, fillers, numbers, quantities, variants, lists, clauses, cues");
                    break;
            }
        }

        return new LanguageLexicon
        {
            Language = language,
            HasSpaces = spaces,
            IsExperimental = experimental,
            WrittenSince = since,
            Stopwords = stopwords,
            Fillers = fillers,
            Numbers = numbers,
            Variants = variants,
            Lists = lists,
            ClauseWords = clauses,
            Cues = cues,
            Quantities = quantities,
        };
    }

    private static QuantityLexicon ReadQuantities(YamlNode node, Action<YamlNode, string> problem)
    {
        Dictionary<string, double> numbers = [], shares = [];
        var money = new Dictionary<string, IReadOnlyList<string>>();
        var words = new Dictionary<QuantityWord, IReadOnlyList<string>>();
        var rest = new YamlMappingNode();
        var map = node as YamlMappingNode ?? [];
        foreach (var (key, value) in map.Children)
        {
            switch (YamlValues.Scalar(key))
            {
                case "numbers":
                    ReadNumbers(value, numbers, problem);
                    break;
                case "shares":
                    ReadNumbers(value, shares, problem);
                    break;
                case "money" when value is YamlMappingNode byCurrency:
                    foreach (var (currency, said) in byCurrency.Children)
                        money[YamlValues.Scalar(currency) ?? ""] = YamlValues.Words(said, problem);
                    break;
                default:
                    rest.Children[key] = value;
                    break;
            }
        }

        foreach (var (word, _, item) in Named<QuantityWord>(node is YamlMappingNode ? rest : node, problem))
            words[word] = YamlValues.Words(item, problem);
        return new QuantityLexicon { Numbers = numbers, Shares = shares, Money = money, Words = words };
    }

    private static IEnumerable<(T Name, YamlNode At, YamlNode Value)> Named<T>(YamlNode node, Action<YamlNode, string> problem)
        where T : struct, Enum
    {
        if (node is not YamlMappingNode map)
        {
            problem(node, "a mapping is expected here");
            yield break;
        }

        foreach (var (key, value) in map.Children)
        {
            var written = YamlValues.Scalar(key) ?? "";
            if (Enum.TryParse<T>(written.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var name))
                yield return (name, key, value);
            else
                problem(key, $"'{written}' is not known; use one of {string.Join(", ", Enum.GetNames<T>().Select(Snake))}");
        }
    }

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static void ReadNumbers(YamlNode node, Dictionary<string, double> numbers, Action<YamlNode, string> problem)
    {
        if (node is not YamlMappingNode map)
        {
            problem(node, "numbers: holds words and their values, e.g. \"three: 3\"");
            return;
        }

        foreach (var (key, value) in map.Children)
        {
            if (YamlValues.Number(value) is { } number)
                numbers[YamlValues.Scalar(key) ?? ""] = number;
            else
                problem(value, "a number is expected here");
        }
    }

    private static void ReadVariants(YamlNode node, Dictionary<char, char> variants, Action<YamlNode, string> problem)
    {
        foreach (var (item, text) in YamlValues.Strings(node, problem))
        {
            foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (pair.Length == 2)
                    variants[pair[0]] = pair[1];
                else
                    problem(item, $"'{pair}' should be two characters: the variant and what it is read as");
            }
        }
    }
}
