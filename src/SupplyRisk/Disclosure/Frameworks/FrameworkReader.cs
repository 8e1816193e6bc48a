using System.Text.RegularExpressions;
using SupplyRisk.Rules.Loading;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Reads the file of one law.</summary>
/// <param name="words">What its signs may name.</param>
/// <param name="issues">Gathers what is wrong with it.</param>
internal sealed partial class FrameworkReader(RulesetFile file, string hash, SignWords words, IssueList issues)
{
    private readonly Dictionary<string, Mark> _places = new(StringComparer.Ordinal);
    private readonly List<(string Section, YamlNode At)> _answers = [];

    public string File => file.Path;

    public bool IsOwn => file.IsOwn;

    /// <summary>As its file is called, until it was read.</summary>
    public string Id => Law?.Id ?? Path.GetFileNameWithoutExtension(file.Path);

    public IssueList Issues => issues;

    /// <summary>Null if it could not be read.</summary>
    public Framework? Law { get; private set; }

    /// <summary>Sections of its own; those of a law with a problem count for nothing.</summary>
    public IReadOnlyList<(StatementSection Section, YamlNode At)> Sections { get; private set; } = [];

    public static bool IsLasting(string id) => LastingId().IsMatch(id);

    public (int Line, int Column) PlaceOf(string item) => _places.TryGetValue(item, out var at) ? ((int)at.Line, (int)at.Column) : (1, 1);

    /// <summary>Says which of the sections that items name are not there, also where the law itself could not be read.</summary>
    public void RefuseUnknown(IReadOnlyCollection<string> sections)
    {
        foreach (var (section, at) in _answers.Where(a => !sections.Contains(a.Section)))
            issues.Add(file.Path, at, $"There is no section `{section}`: it stands neither in statements/sections.yaml nor under `sections:` of a law.", Nearest.To(section, sections));
    }

    /// <summary>Says which of its own sections are shared ones: other laws would get its wording.</summary>
    public void RefuseTaken(IReadOnlyCollection<StatementSection> shared)
    {
        foreach (var (section, at) in Sections.Where(s => shared.Any(x => x.Id == s.Section.Id)))
            issues.Add(file.Path, at, $"The section `{section.Id}` is one that laws share. Name it in `answered_in` as it is, give yours another id, or change it for all laws in statements/sections.yaml of your folder.");
    }

    /// <summary>Reads <see cref="Law"/> and <see cref="Sections"/>, and says what is wrong.</summary>
    public void Read(YamlNode root, List<NamedLaw> named)
    {
        if (MappingReader.Of(file.Path, root, issues, "A law") is not { } reader) return;
        var (id, name, abbreviation, jurisdiction) = (reader.Text("id", true), reader.Text("name", true), reader.Text("short", true), reader.Text("jurisdiction", true));
        var (kind, status, confidence) = (reader.Choice<FrameworkKind>("kind", true), reader.Choice<FrameworkStatus>("status", true), reader.Choice<Confidence>("confidence", true));
        var (from, to, last) = (reader.Date("valid_from"), reader.Date("valid_to"), reader.Date("last_checked"));
        if (!reader.Has("last_checked")) reader.Problem(reader.Node, "The key `last_checked` is missing: say when somebody last compared the file with the law.");
        if (to < from) reader.Problem(reader.KeyOf("valid_to"), "`valid_to` lies before `valid_from`.");
        if (id is not null && !LastingId().IsMatch(id)) reader.Problem(reader.KeyOf("id"), "An id is made of small letters, digits and hyphens.");
        if (id is not null && Path.GetFileNameWithoutExtension(file.Path) != id) reader.Problem(reader.KeyOf("id"), $"The file of `{id}` is called {id}.yaml.");
        var (note, confidenceNote, sanctions) = (reader.Text("status_note") ?? "", reader.Text("confidence_note") ?? "", reader.Text("sanctions") ?? "");
        var covered = reader.Mapping("covered", required: true) is { } c ? CoverageReader.Read(c, confidence ?? Confidence.Recalled) : null;
        var approval = reader.Mapping("approval", required: true) is { } a ? ReadApproval(a) : null;
        var deadline = reader.Mapping("deadline", required: true) is { } d ? ReadDeadline(d) : null;
        var publication = reader.Mapping("publish", required: true) is { } p ? ReadPublication(p, confidence ?? Confidence.Recalled) : null;
        Sections = SectionReader.ReadSections(reader, named);
        var items = reader.Mappings("items", required: true).Select(i => ReadItem(i, confidence ?? Confidence.Recalled)).OfType<FrameworkItem>().ToList();
        reader.RefuseOthers();
        if (items.Count == 0 && reader.Has("items")) reader.Problem(reader.KeyOf("items"), "A law without an item asks for nothing.");
        if (id is null || name is null || abbreviation is null || jurisdiction is null || kind is null || status is null || confidence is null || last is null
            || covered is null || approval is null || deadline is null || publication is null) return;
        Law = new Framework(id, name, abbreviation, jurisdiction, kind.Value, status.Value, note, from, to, last.Value, confidence.Value, confidenceNote, covered, approval, deadline, publication, sanctions, items, file.Path, hash);
    }

    private static Approval? ReadApproval(MappingReader reader)
    {
        var (body, signatory, text) = (reader.Text("body") ?? "", reader.Text("signatory") ?? "", reader.Text("text", required: true));
        reader.RefuseOthers();
        return text is null ? null : new Approval(body, signatory, text);
    }

    private static Deadline? ReadDeadline(MappingReader reader)
    {
        var (text, months, day) = (reader.Text("text", required: true), reader.Whole("months_after_period", 1, 36), reader.Text("day"));
        if (day is not null && !DateOnly.TryParseExact($"2001-{day}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _))
            reader.Problem(reader.KeyOf("day"), "`day` must be a day of the year like 05-31.");
        if (day is not null && months is not null) reader.Problem(reader.KeyOf("day"), "A deadline is either a number of months after the period or a day of the year.");
        reader.RefuseOthers();
        return text is null ? null : new Deadline(text, months, day);
    }

    private static Publication? ReadPublication(MappingReader reader, Confidence usual)
    {
        var (text, register, address) = (reader.Text("text", required: true), reader.Text("register") ?? "", reader.Text("register_address") ?? "");
        var fields = new List<RegisterField>();
        foreach (var field in reader.Mappings("fields"))
        {
            var (id, label, from, confidence) = (field.Text("id", required: true), field.Text("label", required: true), field.Text("from"), field.Choice<Confidence>("confidence"));
            if (from is not null && !RegisterValues.All.Contains(from)) field.Problem(field.KeyOf("from"), $"`{from}` is no value of a statement; known are {string.Join(", ", RegisterValues.All)}.", Nearest.To(from, RegisterValues.All));
            field.RefuseOthers();
            if (id is not null && label is not null) fields.Add(new RegisterField(id, label, from, confidence ?? usual));
        }

        reader.RefuseOthers();
        return text is null ? null : new Publication(text, register, address, fields);
    }

    private FrameworkItem? ReadItem(MappingReader reader, Confidence usual)
    {
        var (id, level, text, source) = (reader.Text("id", true), reader.Choice<ItemLevel>("level", true), reader.Text("text", true), reader.Text("source", true));
        var (confidence, sections, by, suspended) = (reader.Choice<Confidence>("confidence"), reader.Texts("answered_in"), reader.Choice<MetBy>("met_by"), reader.Flag("suspended"));
        var guidance = new List<GuidanceLevel>();
        foreach (var one in reader.Mappings("guidance"))
        {
            var (number, said, sure) = (one.Whole("level", 1, 2, required: true), one.Text("text", required: true), one.Choice<Confidence>("confidence"));
            one.RefuseOthers();
            if (number is { } n && said is not null) guidance.Add(new GuidanceLevel(n, said, sure ?? confidence ?? usual));
        }

        var signs = reader.Texts("signs");
        if (signs.FirstOrDefault(s => s.Length > 200) is { } longSign) reader.Problem(reader.KeyOf("signs"), $"A sign is a short phrase, not {longSign.Length} characters.");
        foreach (var (message, suggestion) in signs.Select(words.Problem).OfType<(string, string?)>()) reader.Problem(reader.KeyOf("signs"), message, suggestion);
        if (sections.Count > 0 && by is not (null or MetBy.Text or MetBy.Conduct)) reader.Problem(reader.KeyOf("answered_in"), $"What is met by {Words.Snake(by.Value)} is answered in no section.");
        if (sections.Count == 0 && by is MetBy.Text) reader.Problem(reader.KeyOf("met_by"), "What is met by text needs `answered_in`, the sections that answer it.");
        _answers.AddRange(sections.Select(s => (s, reader.KeyOf("answered_in"))));
        reader.RefuseOthers();
        if (id is null || level is null || text is null || source is null) return null;
        if (!LastingId().IsMatch(id)) reader.Problem(reader.KeyOf("id"), "An id is made of small letters, digits and hyphens.");
        _places.TryAdd(id, reader.Node.Start);
        return new FrameworkItem(id, level.Value, text, source, confidence ?? usual, sections, by ?? (sections.Count == 0 ? MetBy.Conduct : MetBy.Text), suspended ?? false, guidance, signs);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LastingId();
}
