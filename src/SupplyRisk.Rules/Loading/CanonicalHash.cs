using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Hashes content and not layout: keys are sorted, every value carries its length, comments and quotes do not count.</summary>
internal sealed class CanonicalHash
{
    private readonly StringBuilder _text = new();

    public CanonicalHash Add(string value)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{value.Length}:").Append(value);
        return this;
    }

    public CanonicalHash Add(YamlNode? node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                _text.Append('{');
                foreach (var (key, value) in mapping.Children.OrderBy(c => (c.Key as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal)) Add(key).Add(value);
                _text.Append('}');
                break;
            case YamlSequenceNode list:
                _text.Append('[');
                foreach (var child in list.Children) Add(child);
                _text.Append(']');
                break;
            case YamlScalarNode scalar:
                Add((scalar.Value ?? "").ReplaceLineEndings("\n"));
                break;
        }

        return this;
    }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public string ToHex() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text.ToString())));
}
