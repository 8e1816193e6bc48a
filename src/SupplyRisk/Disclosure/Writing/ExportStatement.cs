using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Statements;

namespace SupplyRisk.Disclosure.Writing;

public enum StatementFormat
{
    Html,
    Docx,
    Pdf,
    Json,

    /// <summary>What the public registers ask for, as CSV.</summary>
    Fields,
}

public sealed record StatementExport(byte[] Content, string ContentType, string FileName);

/// <summary>Hands a statement out. Every format passes the redaction policy of statements.</summary>
public sealed class ExportStatement(IDbContextFactory<SupplyRiskDb> databases, FindStatements find, AuditTrail audit, PdfPrinter printer)
{
    public async Task<Result<StatementExport>> ExportAsync(Actor actor, Guid id, StatementFormat format, CancellationToken ct)
    {
        if (actor.Lacks(Right.Export) is { } no) return no;
        if (await find.OneAsync(actor, id, ct) is not { } file) return StatementErrors.NoSuchStatement();
        var written = await WriteAsync(file, format, ct);
        if (!written.Done) return written;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await audit.AppendAsync(db, actor, "statement.exported", $"statement:{id}", new { format, Bytes = written.Value.Content.Length }, ct);
        await transaction.CommitAsync(ct);
        return written;
    }

    /// <summary>The same of a statement that is kept nowhere.</summary>
    public async Task<Result<StatementExport>> WriteAsync(StatementFile file, StatementFormat format, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var document = StatementDocument.Of(file, await StatementRedaction.ForAsync(db, [.. file.Sections.Select(s => s.Text)], ct));
        var name = Name(file);
        switch (format)
        {
            case StatementFormat.Html:
                return new StatementExport(Encoding.UTF8.GetBytes(HtmlStatement.Write(document)), "text/html; charset=utf-8", $"{name}.html");
            case StatementFormat.Docx:
                return new StatementExport(DocxStatement.Write(document), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", $"{name}.docx");
            case StatementFormat.Json:
                return new StatementExport(Encoding.UTF8.GetBytes(JsonStatement.Write(file, document)), "application/json", $"{name}.json");
            case StatementFormat.Fields:
                return new StatementExport(await FieldsAsync(file, ct), TableFile.ContentType(TableFormat.Csv), $"{name}-register.csv");
            case StatementFormat.Pdf:
                if (!printer.IsThere) return new Refusal(RefusalKind.Conflict, "no_browser", "A PDF is printed by Chromium, and none was found on this machine. Install chromium, or name it in SUPPLYRISK_CHROMIUM; HTML and DOCX need nothing.");
                return await printer.PrintAsync(HtmlStatement.Write(document), ct) is { } pdf ? new StatementExport(pdf, "application/pdf", $"{name}.pdf")
                    : new Refusal(RefusalKind.Conflict, "not_printed", "Chromium did not print it within a minute. Take the HTML and print that.");
            default:
                throw new InvalidOperationException($"A format of another kind: {format}.");
        }
    }

    /// <summary>Counts every figure of a statement written as JSON again, without a database.</summary>
    /// <exception cref="InvalidDataException">It is no statement of ours; the message says why.</exception>
    public static (int Figures, IReadOnlyList<string> Differences) Verify(Stream json) => JsonStatement.Verify(json);

    private static async Task<byte[]> FieldsAsync(StatementFile file, CancellationToken ct)
    {
        using var table = new MemoryStream();
        var rows = RegisterFields.Of(file).SelectMany(r => r.Lines.Select(l => (IReadOnlyList<object?>)[r.Law.Short, r.Law.Publication.Register, l.Label, l.Value]));
        await TableFile.WriteAsync(table, TableFormat.Csv, "Register", ["law", "register", "field", "value"], rows.ToAsyncEnumerable(), ct);
        return table.ToArray();
    }

    private static string Name(StatementFile file)
    {
        var plain = string.Concat(file.Entity.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return string.Create(CultureInfo.InvariantCulture, $"statement-{(plain.Length == 0 ? "entity" : plain[..Math.Min(40, plain.Length)])}-{file.Statement.PeriodTo:yyyy-MM-dd}");
    }
}
