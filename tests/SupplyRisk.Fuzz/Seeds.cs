using System.Text;

namespace SupplyRisk.Fuzz;

/// <summary>What mutations start from: the samples, and a few texts that use everything a language has.</summary>
internal sealed class Seeds
{
    private const int Largest = 120_000;

    private readonly Dictionary<string, List<byte[]>> _files = new(StringComparer.Ordinal);
    private readonly List<byte[]> _all;

    public Seeds()
    {
        var samples = Path.Combine(WorkFolder.Repository, "samples");
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var kind = file.Contains("watchlists", StringComparison.Ordinal) ? ".watchlist" : Path.GetExtension(file);
            var bytes = File.ReadAllBytes(file);
            if (kind is ".csv" or ".watchlist" && bytes.Length > 6000) bytes = bytes[..6000]; // a reader does nothing else with row 100
            if (bytes.Length <= Largest) Add(kind, bytes);
        }
        // Old workbooks cannot be written here; where real ones lie beside the repository they are read too.
        var real = Path.Combine(WorkFolder.Repository, "..", "shared", "real", "supplier-lists");
        if (Directory.Exists(real))
            foreach (var file in Directory.EnumerateFiles(real, "*.xls").Order(StringComparer.Ordinal)) Add(".xls", File.ReadAllBytes(file));
        Add(".csv", Encoding.UTF8.GetBytes("id;name;country;lei;spend;workers;tier;hs code;vat;address\nS1;\"Fictional; \"\"Weaving\"\"\";China;FICT00MT001132DEMO03;1.234,50 €;250;2;5205.11;DE123456789;\"1 Invented Road\nXinjiang\"\n"));
        Add(".csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("供应商\t国家\n纸壶纺织厂\t中国\n")]);
        Add(".md", Encoding.UTF8.GetBytes("# Audit\n\n> > quoted **bold** `code` &amp; [link](x)\n\n- a\n  1. b\n     - c\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n+---+---+\n| x | y |\n+---+---+\n\n<div>left out</div>\n\n    code\n\n[ref]: http://x\n"));
        _all = [.. _files.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value)];
    }

    public const string ListName = "Glass Whale Silicon Co., Ltd. (also known as Glass Whale; formerly known as Old Kettle; and its subsidiaries) 玻璃鲸硅业有限公司";

    public const string Mapping = "\"Liefer;ant\"=name;Land=country\n# a remark\n7=goods;X=-;1=own_id";

    public const string Search = "cotton \"forced labour\" begin* -without country:CN -band:low date:2025..2026-03 after:2024-01-01 \"纸壶 纺织\"* risk:80..";

    public const string Rules = """
        lists: {roads: [road, 路]}
        rules:
          - id: tiny.rule
            title: Tiny
            part: inherent
            severity: weak
            status: stable
            sources: [own]
            false_positives: [none]
            settled_by: [own]
            when:
              country: {in: [CN, TM]}
              address: {words: cotton, not_followed_by: $roads}
              documents: {any: {age_months: {at_most: 12}}}
            because: "{country} {document.kind}"
            cases:
              - {facts: {as_of: 2025-01-01, documents: [{age_months: 5}]}, expect: fires}
              - {facts: {}, expect: silent}
              - {facts: {}, expect: silent, usual_false_positive: true}
        """;

    public string Score { get; } = File.ReadAllText(Path.Combine(WorkFolder.Repository, "rulesets", "score.yaml"));

    public bool Has(string kind) => _files.ContainsKey(kind);

    public byte[] Of(Random random, string kind) => _files[kind][random.Next(_files[kind].Count)];

    public byte[] Any(Random random) => _all[random.Next(_all.Count)];

    /// <summary>What <c>pdftotext -bbox-layout</c> writes.</summary>
    public byte[] Boxes()
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html><head><title>Audit</title></head>\n<body>\n<doc>\n");
        for (var p = 0; p < 2; p++)
        {
            page.Append("  <page width=\"595.0\" height=\"842.0\">\n    <flow>\n      <block xMin=\"56\" yMin=\"56\" xMax=\"500\" yMax=\"90\">\n");
            for (var line = 0; line < 12; line++)
            {
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"        <line xMin=\"56\" yMin=\"{56 + (line * 14)}\" xMax=\"300\" yMax=\"{66 + (line * 14)}\">\n");
                for (var word = 0; word < 5; word++)
                    page.Append(System.Globalization.CultureInfo.InvariantCulture, $"          <word xMin=\"{56 + (word * 40)}\" yMin=\"{56 + (line * 14)}\" xMax=\"{90 + (word * 40)}\" yMax=\"{66 + (line * 14)}\">w{line}&amp;{word}</word>\n");
                page.Append("        </line>\n");
            }
            page.Append("      </block>\n    </flow>\n  </page>\n");
        }
        return Encoding.UTF8.GetBytes(page.Append("</doc>\n</body>\n</html>\n").ToString());
    }

    private void Add(string kind, byte[] bytes)
    {
        if (!_files.TryGetValue(kind, out var files)) _files[kind] = files = [];
        files.Add(bytes);
    }
}
