using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads, checks and compiles ruleset files.</summary>
public static class RulesetLoader
{
    /// <summary>Loads the files, in any order; those of the customer's own folder (<see cref="RulesetFile.Own"/>) come before the others. All problems of all files are reported at once.</summary>
    /// <remarks>Pure: the same files give the same bundle and the same hashes on any machine.</remarks>
    public static RulesetLoad Load(IReadOnlyList<RulesetFile> files) => new Loading(files).Run();

    private sealed class Loading(IReadOnlyList<RulesetFile> files)
    {
        private readonly IssueList _issues = new();
        private readonly WordIndex _words = new();
        private readonly List<RuleRead> _rules = [];
        private readonly HashSet<int> _months = [];
        private readonly SortedDictionary<string, RulesetFile> _files = new(StringComparer.Ordinal);
        private readonly List<(RulesetFile File, YamlNode Root)> _ruleFiles = [];
        private readonly List<(RulesetFile File, YamlNode Root)> _tableFiles = [];
        private readonly List<(RulesetFile File, YamlNode Root)> _sharedFiles = [];
        private readonly List<(RulesetFile File, YamlNode Root)> _modeFiles = [];
        private readonly List<(RulesetFile File, YamlNode Root)> _caseFiles = [];
        private readonly List<(RulesetFile File, YamlNode Root)> _scoreFiles = [];
        private readonly QuantityStepReader _steps = new();
        private LexiconLayers _lexicons = null!; // set first thing

        public RulesetLoad Run()
        {
            _lexicons = new LexiconLayers(_issues);
            foreach (var file in files)
            {
                if (!_files.TryAdd(file.Path, file)) _issues.Add(file.Path, 1, 1, "The file is given twice.");
            }

            // Parsing is most of the work, and no file needs another one for it.
            foreach (var (file, root, issues) in _files.Values.Where(IsYaml).ToArray().AsParallel().AsOrdered().Select(Parse))
            {
                _issues.AddAll(issues);
                if (root is not null) Sort(file, root);
            }

            var score = ReadScore();
            var (tables, supplier, derived) = ReadTables();
            var shared = ReadShared();
            foreach (var (file, root) in OwnLast(_ruleFiles)) ReadRules(file, root, tables.Tables, supplier, shared);
            ReplaceAndRefuseDuplicates();
            AddCases();
            ApplyModes();
            var steps = _steps.Of(_rules.GroupBy(r => r.Rule.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Rule, StringComparer.Ordinal));
            var lexicons = _lexicons.Read();
            var scanner = CompileText(lexicons);
            if (!_issues.IsEmpty || score is null || scanner is null) return new RulesetLoad(null, _issues.Ordered());
            _words.Build();
            return new RulesetLoad(Bundle(score, tables.Tables, supplier, derived, lexicons, scanner, steps), []);
        }

        private static bool IsYaml(RulesetFile file) =>
            (file.Path.EndsWith(".yaml", StringComparison.Ordinal) || file.Path.EndsWith(".yml", StringComparison.Ordinal))
            && Folder(file) is not ("schema" or "frameworks" or "statements"); // laws and the wording of statements are read by Disclosure

        private static string Folder(RulesetFile file) => file.Below.Split('/') is [.., var folder, _] ? folder : "";

        private static string Name(RulesetFile file) => Path.GetFileNameWithoutExtension(file.Below.Split('/')[^1]);

        // By path, and the customer's after the shipped ones.
        private static IEnumerable<(RulesetFile File, YamlNode Root)> OwnLast(List<(RulesetFile File, YamlNode Root)> some) => some.OrderBy(f => f.File.IsOwn);

        private static (RulesetFile File, YamlNode? Root, IssueList Issues) Parse(RulesetFile file)
        {
            var issues = new IssueList();
            return (file, YamlText.Parse(file, issues), issues);
        }

        private void Sort(RulesetFile file, YamlNode root)
        {
            switch (Folder(file), Name(file))
            {
                case (_, "score"):
                    _scoreFiles.Add((file, root));
                    break;
                case ("text", var language):
                    _lexicons.Add(language, file, root);
                    break;
                case ("reference", "tables"):
                    _tableFiles.Add((file, root));
                    break;
                case ("", "lists"):
                    _sharedFiles.Add((file, root));
                    break;
                case ("", "modes"):
                    _modeFiles.Add((file, root));
                    break;
                case ("cases", _):
                    _caseFiles.Add((file, root));
                    break;
                case ("", "bundle"):
                    break; // only says that the folder stands by itself
                default:
                    _ruleFiles.Add((file, root));
                    break;
            }
        }

        private ScoreDeclaration? ReadScore()
        {
            if (_scoreFiles.Count == 0) _issues.Add("score.yaml", 1, 1, "The file is missing: it declares every weight.");
            foreach (var more in _scoreFiles.GroupBy(f => f.File.IsOwn).SelectMany(g => g.Skip(1)))
            {
                _issues.Add(more.File.Path, 1, 1, "There is another score.yaml; only one can declare the weights.");
            }

            var scores = OwnLast(_scoreFiles)
                .Select(f => MappingReader.Of(f.File.Path, f.Root, _issues, "score.yaml") is { } score ? new ScoreReader(score).Read() : null).ToList();
            return scores.LastOrDefault();
        }

        private (TablesReader Tables, FactSet Supplier, List<DerivedCodes> Derived) ReadTables()
        {
            var tables = new TablesReader(_files, _words, _issues);
            foreach (var (file, root) in OwnLast(_tableFiles))
            {
                if (MappingReader.Of(file.Path, root, _issues, "tables.yaml") is { } declaration) tables.Read(declaration);
            }

            var facts = FactCatalogue.Supplier.ToList();
            var derived = new List<DerivedCodes>();
            foreach (var declaration in tables.Derived)
            {
                var context = Context(declaration.File, new FactSet("supplier", facts.ToList()), tables.Tables, Named.None);
                DerivedReader.Read(declaration, context, facts, derived);
            }

            return (tables, new FactSet("supplier", facts), derived);
        }

        private Named ReadShared()
        {
            var shared = Named.None;
            foreach (var (file, root) in OwnLast(_sharedFiles))
            {
                if (MappingReader.Of(file.Path, root, _issues, "lists.yaml") is not { } reader) continue;
                shared = Named.Read(reader, shared);
                reader.RefuseOthers();
            }

            return shared;
        }

        private ConditionContext Context(string file, FactSet supplier, IReadOnlyDictionary<string, ReferenceTable> tables, Named named) =>
            new(file, _issues, supplier, tables, named.Lists, named.Macros, _words);

        private void ReadRules(RulesetFile file, YamlNode root, IReadOnlyDictionary<string, ReferenceTable> tables, FactSet supplier, Named shared)
        {
            if (MappingReader.Of(file.Path, root, _issues, "A rule file") is not { } reader) return;
            var folder = Folder(file);
            var ruleset = reader.Text("ruleset") ?? (folder.Length > 0 ? folder : Name(file));
            reader.Text("title");
            reader.Text("about");
            var named = Named.Read(reader, shared);
            _steps.Read(reader.Mappings("quantities"), file.IsOwn);
            var rules = reader.Mappings("rules", required: !reader.Has("quantities"));
            reader.RefuseOthers();
            var context = Context(file.Path, supplier, tables, named);
            var canonical = new CanonicalHash().Add(reader.Value("lists")).Add(reader.Value("macros")).ToHex();
            foreach (var rule in rules)
            {
                if (new RuleReader(context, ruleset, _months).Read(rule) is { } read) _rules.Add(new RuleRead(read with { ContentHash = new CanonicalHash().Add(ruleset).Add(canonical).Add(rule.Node).ToHex() }, rule.Node));
            }
        }

        private void ReplaceAndRefuseDuplicates()
        {
            foreach (var same in _rules.GroupBy(r => (r.Rule.Id, r.Rule.IsOwn)).Where(g => g.Count() > 1))
            {
                var first = same.First().Rule;
                foreach (var more in same.Skip(1))
                {
                    _issues.Add(more.Rule.File, more.Node, $"The id `{first.Id}` is taken by the rule at {first.File}({first.Line}).");
                }
            }

            var shipped = _rules.Where(r => !r.Rule.IsOwn).DistinctBy(r => r.Rule.Id, StringComparer.Ordinal).ToDictionary(r => r.Rule.Id, r => r.Rule, StringComparer.Ordinal);
            for (var i = 0; i < _rules.Count; i++)
            {
                if (_rules[i].Rule is { IsOwn: true } own && shipped.TryGetValue(own.Id, out var was))
                {
                    _rules[i] = _rules[i] with { Rule = own with { Replaces = $"{was.File}, line {was.Line}" } };
                }
            }

            var taken = _rules.Where(r => r.Rule.Replaces is not null).Select(r => r.Rule.Id).ToHashSet(StringComparer.Ordinal);
            _rules.RemoveAll(r => !r.Rule.IsOwn && taken.Contains(r.Rule.Id));
        }

        private void AddCases()
        {
            var more = new CaseFiles(_issues);
            foreach (var (file, root) in OwnLast(_caseFiles)) more.Read(file, root);
            for (var i = 0; i < _rules.Count; i++)
            {
                var (rule, nodes) = more.Of(_rules[i].Rule);
                if (nodes.Count == 0) continue;
                var hash = nodes.Aggregate(new CanonicalHash().Add(rule.ContentHash), (h, n) => h.Add(n)).ToHex();
                _rules[i] = _rules[i] with { Rule = rule with { ContentHash = hash } };
            }
            more.RefuseUnknown([.. _rules.Select(r => r.Rule.Id)]);
        }

        private void ApplyModes()
        {
            var modes = new ModesReader(_issues);
            foreach (var (file, root) in OwnLast(_modeFiles)) modes.Read(file, root);
            for (var i = 0; i < _rules.Count; i++) _rules[i] = _rules[i] with { Rule = modes.Apply(_rules[i].Rule) };
            modes.RefuseUnknown([.. _rules.Select(r => r.Rule.Id)]);
        }

        private TextScanner? CompileText(IReadOnlyList<(string Language, YamlNode Node, LanguageLexicon Lexicon)> lexicons)
        {
            var texts = _rules.Where(r => r.IsScanned).OrderBy(r => r.Rule.Id, StringComparer.Ordinal).Select(r => r.Rule.Text!).ToList(); // scanned, so it has one
            var lexicon = new TextLexicon(lexicons.OrderBy(l => l.Language == "en" ? "" : l.Language, StringComparer.Ordinal).Select(l => l.Lexicon));
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

        private string FileOf(TextRuleProblem problem) =>
            _rules.FirstOrDefault(r => r.Rule.Id == problem.RuleId)?.Rule.File
            ?? _lexicons.FileOf(_lexicons.Languages.FirstOrDefault(l => problem.RuleId.Contains(l, StringComparison.Ordinal)) ?? "en");

        private RulesetBundle Bundle(
            ScoreDeclaration score, Dictionary<string, ReferenceTable> tables, FactSet supplier, List<DerivedCodes> derived,
            IReadOnlyList<(string Language, YamlNode Node, LanguageLexicon Lexicon)> lexicons, TextScanner scanner,
            (IReadOnlyList<QuantityStep> Steps, IReadOnlyList<YamlNode> Nodes) steps)
        {
            var rules = _rules.OrderBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
            var hash = new CanonicalHash().Add(RulesetBundle.EngineVersion);
            var textHash = new CanonicalHash().Add(RulesetBundle.EngineVersion);
            foreach (var read in rules)
            {
                hash.Add(read.Rule.ContentHash).Add(read.Rule.Mode.Snake());
                if (read.IsScanned) textHash.Add(read.Rule.Id).Add(read.Rule.Text!.Indicator.Snake()).Add(read.Node.Children[new YamlScalarNode("text")]); // scanned, so it has one
            }

            foreach (var (language, node, _) in lexicons)
            {
                hash.Add(language).Add(node);
                textHash.Add(language).Add(node);
            }

            foreach (var step in steps.Nodes) hash.Add(step);
            foreach (var (_, root) in OwnLast(_tableFiles).Concat(OwnLast(_sharedFiles))) hash.Add(root);
            foreach (var table in tables.Values.OrderBy(t => t.Name, StringComparer.Ordinal))
            {
                foreach (var cell in table.Columns.Concat(table.Rows.SelectMany(r => r)))
                {
                    hash.Add(cell);
                    if (table.Name.StartsWith("audit-", StringComparison.Ordinal)) textHash.Add(cell); // tables of findings are read by them
                }
            }

            hash.Add(OwnLast(_scoreFiles).Last().Root);
            return new RulesetBundle([.. rules.Select(r => r.Rule)], score, _words, derived, scanner, _months)
            {
                Hash = hash.ToHex(),
                TextHash = textHash.ToHex(),
                Tables = tables,
                SupplierFacts = supplier.Facts,
                QuantitySteps = steps.Steps,
            };
        }
    }

    private sealed record RuleRead(Rule Rule, YamlMappingNode Node)
    {
        public bool IsScanned => Rule.Text is not null && Rule.Mode != RuleMode.Off;
    }
}
