using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads, checks and compiles ruleset files.</summary>
public static class RulesetLoader
{
    /// <summary>Loads the files, in any order. All problems of all files are reported at once.</summary>
    /// <remarks>Pure: the same files give the same bundle and the same hashes on any machine.</remarks>
    public static RulesetLoad Load(IReadOnlyList<RulesetFile> files) => new Loading(files).Run();

    private sealed class Loading(IReadOnlyList<RulesetFile> files)
    {
        private readonly IssueList _issues = new();
        private readonly WordIndex _words = new();
        private readonly List<(Rule Rule, YamlNode Node, string Lists)> _rules = [];
        private readonly List<(string Language, YamlNode Node, LanguageLexicon Lexicon)> _lexicons = [];
        private readonly HashSet<int> _months = [];
        private readonly SortedDictionary<string, RulesetFile> _files = new(StringComparer.Ordinal);
        private readonly List<(RulesetFile File, YamlNode Root)> _ruleFiles = [];
        private readonly List<(RulesetFile File, YamlNode Root)> _tableFiles = [];
        private ScoreDeclaration? _score;
        private YamlNode? _scoreNode;

        public RulesetLoad Run()
        {
            foreach (var file in files)
            {
                if (!_files.TryAdd(file.Path, file)) _issues.Add(file.Path, 1, 1, "The file is given twice.");
            }

            foreach (var file in _files.Values.Where(IsYaml)) Sort(file);
            if (_scoreNode is null) _issues.Add("score.yaml", 1, 1, "The file is missing: it declares every weight.");
            var (tables, supplier, derived) = ReadTables();
            foreach (var (file, root) in _ruleFiles) ReadRules(file, root, tables.Tables, supplier);
            RefuseDuplicates();
            var scanner = CompileText();
            if (!_issues.IsEmpty || _score is null || scanner is null) return new RulesetLoad(null, _issues.Ordered());
            _words.Build();
            return new RulesetLoad(Bundle(_score, tables.Tables, derived, scanner), []);
        }

        private static bool IsYaml(RulesetFile file) =>
            (file.Path.EndsWith(".yaml", StringComparison.Ordinal) || file.Path.EndsWith(".yml", StringComparison.Ordinal))
            && Folder(file) != "schema";

        private static string Folder(RulesetFile file) => file.Path.Split('/') is [.., var folder, _] ? folder : "";

        private static string Name(RulesetFile file) => Path.GetFileNameWithoutExtension(file.Path.Split('/')[^1]);

        private void Sort(RulesetFile file)
        {
            if (YamlText.Parse(file, _issues) is not { } root) return;
            switch (Folder(file), Name(file))
            {
                case (_, "score"):
                    if (_scoreNode is not null) _issues.Add(file.Path, 1, 1, "There is another score.yaml; only one can declare the weights.");
                    _scoreNode = root;
                    _score = MappingReader.Of(file.Path, root, _issues, "score.yaml") is { } score ? new ScoreReader(score).Read() : null;
                    break;
                case ("text", var language):
                    var lexicon = TextLexicon.Read(language, root, (at, message) => _issues.Add(file.Path, at, message));
                    if (lexicon is not null) _lexicons.Add((language, root, lexicon));
                    break;
                case ("reference", "tables"):
                    _tableFiles.Add((file, root));
                    break;
                default:
                    _ruleFiles.Add((file, root));
                    break;
            }
        }

        private (TablesReader Tables, FactSet Supplier, List<DerivedCodes> Derived) ReadTables()
        {
            var tables = new TablesReader(_files, _words, _issues);
            var facts = FactCatalogue.Supplier.ToList();
            var derived = new List<DerivedCodes>();
            foreach (var (file, root) in _tableFiles)
            {
                if (MappingReader.Of(file.Path, root, _issues, "tables.yaml") is { } declaration) tables.Read(declaration);
            }

            foreach (var declaration in tables.Derived)
            {
                var context = Context(declaration.File, new FactSet("supplier", facts.ToList()), tables.Tables, new Dictionary<string, IReadOnlyList<string>>());
                DerivedReader.Read(declaration, context, facts, derived);
            }

            return (tables, new FactSet("supplier", facts), derived);
        }

        private ConditionContext Context(
            string file, FactSet supplier, IReadOnlyDictionary<string, ReferenceTable> tables,
            IReadOnlyDictionary<string, IReadOnlyList<string>> lists) => new(file, _issues, supplier, tables, lists, _words);

        private void ReadRules(RulesetFile file, YamlNode root, IReadOnlyDictionary<string, ReferenceTable> tables, FactSet supplier)
        {
            if (MappingReader.Of(file.Path, root, _issues, "A rule file") is not { } reader) return;
            var folder = Folder(file);
            var ruleset = reader.Text("ruleset") ?? (folder.Length > 0 ? folder : Name(file));
            reader.Text("title");
            reader.Text("about");
            var lists = ReadLists(reader);
            var rules = reader.Mappings("rules", required: true);
            reader.RefuseOthers();
            var context = Context(file.Path, supplier, tables, lists);
            var canonicalLists = new CanonicalHash().Add(reader.Value("lists")).ToHex();
            foreach (var rule in rules)
            {
                if (new RuleReader(context, ruleset, _months).Read(rule) is { } read) _rules.Add((read, rule.Node, canonicalLists));
            }
        }

        private static Dictionary<string, IReadOnlyList<string>> ReadLists(MappingReader reader)
        {
            var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            if (reader.Mapping("lists") is not { } mapping) return lists;
            foreach (var name in mapping.Keys.ToList()) lists[name] = mapping.Texts(name, required: true);
            return lists;
        }

        private void RefuseDuplicates()
        {
            foreach (var same in _rules.GroupBy(r => r.Rule.Id, StringComparer.Ordinal))
            {
                var first = same.First().Rule;
                foreach (var (rule, node, _) in same.Skip(1))
                {
                    _issues.Add(rule.File, node, $"The id `{rule.Id}` is taken by the rule at {first.File}({first.Line}).");
                }
            }
        }

        private TextScanner? CompileText()
        {
            var rules = _rules.Where(r => r.Rule.Text is not null && r.Rule.Status != RuleStatus.Deprecated)
                .OrderBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
            var texts = rules.Select(r => r.Rule.Text!).ToList(); // filtered above
            var lexicon = new TextLexicon(_lexicons.OrderBy(l => l.Language == "en" ? "" : l.Language, StringComparer.Ordinal).Select(l => l.Lexicon));
            try
            {
                return TextScanner.Compile(texts, lexicon);
            }
            catch (ArgumentException)
            {
                // Compiling stops at the first mistake; the check lists all of them, at the price of compiling again.
                foreach (var problem in TextScanner.Check(texts, lexicon)) _issues.Add(FileOf(problem), problem.Source, problem.Message);
                return null;
            }
        }

        private string FileOf(TextRuleProblem problem)
        {
            var rule = _rules.FirstOrDefault(r => r.Rule.Id == problem.RuleId).Rule;
            var lexicon = _lexicons.FirstOrDefault(l => problem.RuleId.Contains(l.Language, StringComparison.Ordinal)).Language;
            return rule?.File ?? $"text/{lexicon}.yaml";
        }

        private RulesetBundle Bundle(
            ScoreDeclaration score, Dictionary<string, ReferenceTable> tables, List<DerivedCodes> derived, TextScanner scanner)
        {
            var rules = _rules.OrderBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
            var hash = new CanonicalHash().Add(RulesetBundle.EngineVersion);
            var textHash = new CanonicalHash().Add(RulesetBundle.EngineVersion);
            foreach (var (rule, node, lists) in rules)
            {
                hash.Add(rule.Ruleset).Add(lists).Add(node);
                if (rule.Text is not null) textHash.Add(rule.Id).Add(rule.Text.Indicator.Snake()).Add(((YamlMappingNode)node).Children[new YamlScalarNode("text")]);
            }

            foreach (var (language, node, _) in _lexicons.OrderBy(l => l.Language, StringComparer.Ordinal))
            {
                hash.Add(language).Add(node);
                textHash.Add(language).Add(node);
            }

            foreach (var (_, root) in _tableFiles.OrderBy(t => t.File.Path, StringComparer.Ordinal)) hash.Add(root);
            foreach (var table in tables.Values.OrderBy(t => t.Name, StringComparer.Ordinal))
            {
                foreach (var cell in table.Columns.Concat(table.Rows.SelectMany(r => r))) hash.Add(cell);
            }

            hash.Add(_scoreNode);
            return new RulesetBundle([.. rules.Select(r => r.Rule)], score, _words, derived, scanner, _months)
            {
                Hash = hash.ToHex(),
                TextHash = textHash.ToHex(),
            };
        }
    }
}
