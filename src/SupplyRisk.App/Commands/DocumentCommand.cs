using System.CommandLine;
using System.Text;
using SupplyRisk.App.Setup;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk document text FILE</c>: the text that offsets refer to.</summary>
internal static class DocumentCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A document: PDF, DOCX, HTML, TXT, Markdown." };
        var text = new Command("text", "Write the normalised text that start and end refer to (UTF-16 offsets), in UTF-8 with nothing added.") { file };
        text.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(file), ct));
        return new Command("document", "Look at a document as the product reads it.") { text };
    }

    private static async Task<int> RunAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file)) throw new UnusableInputException($"There is no file {file}.");
        var document = await DocumentReader.ReadAsync(file, ReaderLimits.Default, ct);
        foreach (var part in document.Unreadable)
            await Console.Error.WriteLineAsync(part.Page is { } page ? $"{file}, page {page}: {part.Reason}" : $"{file}: {part.Reason}");
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.UTF8.GetBytes(document.Text), ct);
        return document.Text.Length == 0 && document.Unreadable.Count > 0 ? CommandLine.Unusable : 0;
    }
}
