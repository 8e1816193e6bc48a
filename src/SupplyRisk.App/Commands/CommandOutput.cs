using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace SupplyRisk.App.Commands;

/// <summary>Where and how a command writes its data.</summary>
internal static class CommandOutput
{
    /// <summary>snake_case names, invariant culture, nulls kept: a missing country is said, not left out.</summary>
    public static readonly JsonSerializerSettings Json = new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new SnakeCaseNamingStrategy() },
        Converters = { new StringEnumConverter(new SnakeCaseNamingStrategy()) },
        Culture = System.Globalization.CultureInfo.InvariantCulture,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
    };

    /// <summary>UTF-8 without a byte order mark and <c>\n</c> line ends, to the file or stdout.</summary>
    public static TextWriter Open(string? file) =>
        new StreamWriter(file is null ? Console.OpenStandardOutput() : File.Create(file), new UTF8Encoding(false)) { NewLine = "\n" };
}
