using System.IO.Compression;
using System.Xml;

namespace SupplyRisk.Ingestion.Documents.Docx;

/// <summary>
/// The parts of a DOCX, opened only after its unpacked size is known to be sane. The Open XML SDK is left out of reading on purpose:
/// it refuses a whole document for one malformed hyperlink, and its tree is built by recursion, so hostile nesting ends the process.
/// </summary>
internal sealed class DocxPackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly ReaderLimits _limits;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    public DocxPackage(Stream file, ReaderLimits limits)
    {
        _limits = limits;
        _zip = new ZipArchive(file, ZipArchiveMode.Read);
        long unpacked = 0;
        foreach (var entry in _zip.Entries)
        {
            unpacked += entry.Length;
            if (unpacked > limits.MaxUnzippedBytes || _parts.Count > limits.MaxZipEntries)
                throw OverLimit(limits.MaxUnzippedBytes);
            if (!_parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
                throw new UnreadableException(UnreadableCause.Malformed, $"The DOCX holds two parts named '{entry.FullName}'. Save it again in a word processor.");
        }
    }

    /// <summary>The part a relationship points at, as a path in the package, or null.</summary>
    /// <param name="from">The part whose relationship it is; empty for the package.</param>
    /// <param name="kind">The last word of the relationship's type.</param>
    public string? Related(string from, string kind)
    {
        var folder = from[..(from.LastIndexOf('/') + 1)];
        using var reader = Open($"{folder}_rels/{from[folder.Length..]}.rels");
        while (reader?.Read() == true)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" } || reader.GetAttribute("TargetMode") == "External")
                continue;
            if (reader.GetAttribute("Type")?.EndsWith("/" + kind, StringComparison.Ordinal) == true && reader.GetAttribute("Target") is { } target)
                return target.StartsWith('/') ? target[1..] : folder + target;
        }

        return null;
    }

    /// <summary>A reader over the part that neither resolves nor expands anything and stops at the limit, or null if there is no such part.</summary>
    public XmlReader? Open(string? part)
    {
        if (part is null || !_parts.TryGetValue(part, out var entry))
            return null;
        if (entry.Length > _limits.MaxXmlBytes)
            throw OverLimit(_limits.MaxXmlBytes);
        if (entry.IsEncrypted)
            throw new UnreadableException(UnreadableCause.Password, "The document is locked with a password. Ask for a copy without one.");
        return XmlReader.Create(entry.Open(), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CloseInput = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = _limits.MaxXmlBytes,
        });
    }

    public void Dispose() => _zip.Dispose();

    private static UnreadableException OverLimit(long limit) => new(
        UnreadableCause.OverLimit, FormattableString.Invariant($"The DOCX unpacks to more than {limit:N0} bytes or too many parts. Save it again without embedded files, or as PDF."));
}
