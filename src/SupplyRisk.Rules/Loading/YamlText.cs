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

        var reached = Mark.Empty;
        try
        {
            return IsWithinBounds(file, issues, ref reached) ? Load(file, issues) : null;
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
            issues.Add(file.Path, Math.Max(1, (int)reached.Line), Math.Max(1, (int)reached.Column), "This is not valid YAML; the mistake stands here or soon after.");
            return null;
        }
    }

    // The representation model recurses, so depth is counted on the flat event stream before it is built.
    private static bool IsWithinBounds(RulesetFile file, IssueList issues, ref Mark reached)
    {
        var parser = new Parser(new StringReader(file.Text));
        var depth = 0;
        for (var events = 0; parser.MoveNext(); events++)
        {
            var at = reached = parser.Current!.Start; // MoveNext returned true, so there is a current event
            var problem = parser.Current switch
            {
                AnchorAlias => "Aliases (`*name`) are not allowed; use a named list under `lists:`.",
                NodeEvent { Tag.IsEmpty: false } => "Tags (`!name`) are not allowed.",
                MappingStart or SequenceStart when ++depth > MaxDepth => $"Nested deeper than {MaxDepth} levels.",
                _ when events > MaxEvents => "Too many values in one file; split it.",
                _ => null,
            };
            if (parser.Current is MappingEnd or SequenceEnd) depth--;
            if (problem is null) continue;
            issues.Add(file.Path, (int)at.Line, (int)at.Column, problem);
            return false;
        }

        return true;
    }

    private static YamlNode? Load(RulesetFile file, IssueList issues)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(file.Text));
        if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
        issues.Add(file.Path, 1, 1, stream.Documents.Count == 0 ? "The file is empty." : "The file holds more than one YAML document.");
        return null;
    }
}
