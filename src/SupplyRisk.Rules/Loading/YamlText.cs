using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Parses one YAML file within bounds. Aliases are refused: they could blow a small file up without end.</summary>
internal static class YamlText
{
    public const int MaxLength = 4_000_000;
    private const int MaxDepth = 40;
    private const int MaxEvents = 500_000;

    /// <summary>The root of the only document, or null after saying what is wrong.</summary>
    public static YamlNode? Parse(RulesetFile file, IssueList issues)
    {
        if (file.Text.Length > MaxLength)
        {
            issues.Add(file.Path, 1, 1, $"The file has {file.Text.Length} characters; at most {MaxLength} are read. Split it.");
            return null;
        }

        var events = new BoundedEvents(file.Text);
        try
        {
            return Load(file, events, issues);
        }
        catch (OutOfBoundsException e)
        {
            issues.Add(file.Path, (int)events.Reached.Line, (int)events.Reached.Column, e.Message);
            return null;
        }
        catch (YamlException e)
        {
            var inner = e.InnerException is YamlException cause ? cause : e;
            issues.Add(file.Path, Math.Max(1, (int)inner.Start.Line), Math.Max(1, (int)inner.Start.Column), $"This is not valid YAML: {inner.Message}");
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // YamlDotNet lets these through on some broken files instead of its own exception.
            issues.Add(file.Path, Math.Max(1, (int)events.Reached.Line), Math.Max(1, (int)events.Reached.Column), "This is not valid YAML; the mistake stands here or soon after.");
            return null;
        }
    }

    private static YamlNode? Load(RulesetFile file, BoundedEvents events, IssueList issues)
    {
        var stream = new YamlStream();
        stream.Load(events);
        if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
        issues.Add(file.Path, 1, 1, stream.Documents.Count == 0 ? "The file is empty." : "The file holds more than one YAML document.");
        return null;
    }

    private sealed class OutOfBoundsException(string message) : Exception(message);

    // The representation model recurses over these events, so their depth is counted before it sees them.
    private sealed class BoundedEvents(string text) : IParser
    {
        private readonly Parser _inner = new(new StringReader(text));
        private int _depth;
        private int _events;

        public ParsingEvent? Current => _inner.Current;

        /// <summary>Where the last event begins.</summary>
        public Mark Reached { get; private set; } = Mark.Empty;

        public bool MoveNext()
        {
            if (!_inner.MoveNext()) return false;
            var current = _inner.Current!; // MoveNext returned true, so there is a current event
            Reached = current.Start;
            var problem = current switch
            {
                AnchorAlias => "Aliases (`*name`) are not allowed; use a named list under `lists:`.",
                NodeEvent { Tag.IsEmpty: false } => "Tags (`!name`) are not allowed.",
                MappingStart or SequenceStart when ++_depth > MaxDepth => $"Nested deeper than {MaxDepth} levels.",
                _ when ++_events > MaxEvents => "Too many values in one file; split it.",
                _ => null,
            };
            if (current is MappingEnd or SequenceEnd) _depth--;
            return problem is null ? true : throw new OutOfBoundsException(problem);
        }
    }
}
