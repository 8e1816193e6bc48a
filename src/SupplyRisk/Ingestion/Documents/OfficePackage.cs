using System.IO.Compression;
using System.Xml;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>
/// The parts of a DOCX or XLSX, opened only after its unpacked size is known to be sane. The Open XML SDK is left out of reading on purpose:
/// it refuses a whole document for one malformed hyperlink, and its tree is built by recursion, so hostile nesting ends the process.
/// </summary>
internal sealed class OfficePackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly ReaderLimits _limits;
    private readonly string _kind;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="kind">What messages call the file, e.g. <c>DOCX</c>.</param>
    public OfficePackage(Stream file, ReaderLimits limits, string kind)
    {
        (_limits, _kind) = (limits, kind);
        _zip = new ZipArchive(file, ZipArchiveMode.Read);
        long unpacked = 0;
        foreach (var entry in _zip.Entries)
        {
            unpacked += entry.Length;
            if (unpacked > limits.MaxUnzippedBytes || _parts.Count > limits.MaxZipEntries)
                throw OverLimit(limits.MaxUnzippedBytes);
            if (!_parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
                throw new UnreadableException(UnreadableCause.Malformed, $"The {kind} holds two parts named '{entry.FullName}'. Open it, save it again and add that.");
        }
    }

    /// <summary>The part a relationship points at, as a path in the package, or null.</summary>
    /// <param name="from">The part whose relationship it is; empty for the package.</param>
    /// <param name="kind">The last word of the relationship's type.</param>
    public string? Related(string from, string kind) => Relations(from).FirstOrDefault(r => r.Kind == kind).Part;

    /// <summary>The relationships of a part to others in the package, in the order of the file.</summary>
    public IEnumerable<(string Id, string Kind, string Part)> Relations(string from)
    {
        var folder = from[..(from.LastIndexOf('/') + 1)];
        using var reader = Open($"{folder}_rels/{from[folder.Length..]}.rels");
        while (reader?.Read() == true)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" } || reader.GetAttribute("TargetMode") == "External")
                continue;
            if (reader.GetAttribute("Type") is { } type && reader.GetAttribute("Target") is { } target)
                yield return (reader.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], target.StartsWith('/') ? target[1..] : folder + target);
        }
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

    private UnreadableException OverLimit(long limit) => new(
        UnreadableCause.OverLimit, FormattableString.Invariant($"The {_kind} unpacks to more than {limit:N0} bytes or too many parts. Save it again without embedded files, or as PDF."));
}
