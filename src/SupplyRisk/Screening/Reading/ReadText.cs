using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening.Reading.AuditTables;

namespace SupplyRisk.Screening.Reading;

/// <summary>What rules find in a document's text, and the tables of findings in it.</summary>
/// <param name="Findings">In the order of the text; may be empty.</param>
/// <param name="Rows">Rows of tables of findings, in the order of the text; may be empty.</param>
/// <param name="Blocks">In the order of the text; empty if nothing was found and there is no table.</param>
internal sealed record ReadText(IReadOnlyList<TextFinding> Findings, IReadOnlyList<AuditTableRow> Rows, IReadOnlyList<TextBlock> Blocks)
{
    public static ReadText Of(DocumentContent content, RulesetBundle rulesets)
    {
        var found = rulesets.Scanner.Scan(content.Text);
        if (found.Count == 0 && !content.Text.Contains('\t', StringComparison.Ordinal)) return new ReadText([], [], []);
        var blocks = StoredJson.Read<List<TextBlock>>(content.BlocksJson);
        var words = AuditVocabulary.Of(rulesets);
        var rows = AuditTableReader.Read(content.Text, blocks, words);
        return new ReadText(RowFindings.Of(content.Text, found, rows, words), rows, blocks);
    }
}
