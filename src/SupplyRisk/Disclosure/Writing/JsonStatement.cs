using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Screening.Receipts;

namespace SupplyRisk.Disclosure.Writing;

/// <summary>A statement for machines: its text, every figure with query and receipt, and the frozen records to count them from again.</summary>
internal static class JsonStatement
{
    private const long MaxBytes = 256L << 20;

    /// <param name="Paragraphs">Runs of text; those with a figure name it.</param>
    private sealed record JsonSection(string Id, string Title, IReadOnlyList<IReadOnlyList<DocumentRun>> Paragraphs);

    private sealed record JsonLaw(string Id, string Name, string Hash, IReadOnlyList<AnsweredItem> Items);

    private sealed record JsonRegister(string Law, string Register, IReadOnlyList<RegisterLine> Fields);

    private sealed record JsonWhole(
        string Format, int Version, string Title, string Entity, DateOnly PeriodFrom, DateOnly PeriodTo, StatementState State, int Edition, IReadOnlyDictionary<string, string> Approval, IReadOnlyList<JsonLaw> Laws,
        IReadOnlyList<JsonSection> Sections, IReadOnlyList<FigureReceipt> Figures, IReadOnlyList<JsonRegister> Registers, string RecordsDigest, FrozenRecords Records);

    public const string FormatName = "supplyrisk-statement";

    public static string Write(StatementFile file, StatementDocument d)
    {
        var s = file.Statement;
        return CanonicalJson.Write(CanonicalJson.Tree(new JsonWhole(
            FormatName, 1, d.Title, d.Entity, s.PeriodFrom, s.PeriodTo, s.State, s.Edition, d.Approval.ToDictionary(a => a.Label, a => a.Value, StringComparer.Ordinal),
            [.. file.Laws.Select(l => new JsonLaw(l.Id, l.Name, l.Hash, [.. d.Items.Where(i => i.Law == l.Short)]))],
            [.. d.Sections.Select(x => new JsonSection(x.Id, x.Title, x.Paragraphs))],
            d.Figures, [.. RegisterFields.Of(file).Select(r => new JsonRegister(r.Law.Id, r.Law.Publication.Register, r.Lines))], d.RecordsDigest, file.Records)));
    }

    /// <summary>Counts every figure of a written statement again. Empty if all come to the same; else what differs, in sentences.</summary>
    /// <exception cref="InvalidDataException">It is no statement of ours; the message says why.</exception>
    public static (int Figures, IReadOnlyList<string> Differences) Verify(Stream json)
    {
        if (json.CanSeek && json.Length > MaxBytes) throw new InvalidDataException($"Over {MaxBytes >> 20} MB; no statement is that large.");
        try
        {
            using var text = new StreamReader(json, new UTF8Encoding(false, throwOnInvalidBytes: true));
            if (CanonicalJson.Parse(text) is not JObject tree || (string?)(tree["format"] as JValue) != FormatName) throw new InvalidDataException($"`format` must be `{FormatName}`; is it a statement as `--format json` writes it?");
            var whole = CanonicalJson.Read<JsonWhole>(tree);
            var digest = whole.Records.Digest();
            var differences = new List<string>();
            if (digest != whole.RecordsDigest) differences.Add($"The records were changed after they were frozen: they have the digest {digest}, the statement says {whole.RecordsDigest}.");
            differences.AddRange(whole.Figures.Select(f => f.DiffersFrom(whole.Records, digest)).OfType<string>());
            differences.AddRange(from run in whole.Sections.SelectMany(s => s.Paragraphs).SelectMany(p => p)
                                 where run.Figure is not null
                                 let receipt = whole.Figures.FirstOrDefault(f => f.Figure == run.Figure)
                                 where receipt is null || StatementWords.Said(receipt) != run.Text
                                 select $"The text says “{run.Text}” for {run.Figure}, {(receipt is null ? "which has no receipt" : $"its receipt “{StatementWords.Said(receipt)}”")}.");
            return (whole.Figures.Count, differences);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
