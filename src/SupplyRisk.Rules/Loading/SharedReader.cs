using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>A named condition. It is read anew at each place that uses it, with the lists of the file it stands in.</summary>
internal sealed record Macro(string File, YamlNode When, IReadOnlyDictionary<string, IReadOnlyList<string>> Lists);

/// <summary>Named lists and macros: of one rule file, or of <c>lists.yaml</c> for all of them.</summary>
internal sealed record Named(IReadOnlyDictionary<string, IReadOnlyList<string>> Lists, IReadOnlyDictionary<string, Macro> Macros)
{
    public static Named None { get; } = new(new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, Macro>());

    /// <summary>Reads the keys <c>lists</c> and <c>macros</c>; what has the name of something in <paramref name="beyond"/> comes before it.</summary>
    public static Named Read(MappingReader reader, Named beyond)
    {
        var lists = new Dictionary<string, IReadOnlyList<string>>(beyond.Lists, StringComparer.Ordinal);
        if (reader.Mapping("lists") is { } given)
        {
            foreach (var name in given.Keys.ToList()) lists[name] = given.Texts(name, required: true);
        }

        var macros = new Dictionary<string, Macro>(beyond.Macros, StringComparer.Ordinal);
        if (reader.Mapping("macros") is { } conditions)
        {
            foreach (var name in conditions.Keys.ToList()) macros[name] = new Macro(reader.File, conditions.Value(name)!, lists); // its own key
        }

        return new Named(lists, macros);
    }
}
