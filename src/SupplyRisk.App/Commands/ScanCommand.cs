using System.CommandLine;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupplyRisk.App.Setup;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk scan</c>: text evidence only, line by line.</summary>
internal static class ScanCommand
{
    private const int MaxLine = 64 << 20;

    private sealed record Passage(string Id, string Text, string? Lang);

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "JSON lines {\"id\",\"text\",\"lang\"?}; - is stdin.", DefaultValueFactory = _ => "-" };
        var (rulesets, output) = (Options.Rulesets(), Options.Output());
        var format = Options.Format("jsonl", "jsonl");
        var command = new Command("scan", "Find signs of forced labour in texts, with what each passage says of them.") { file, rulesets, format, output };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(rulesets), parsed.GetValue(output), ct));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? rulesets, string? output, CancellationToken ct)
    {
        if (file != "-" && !File.Exists(file)) throw new UnusableInputException($"There is no file {file}.");
        var bundle = Installation.LoadRulesets(Options.RulesetFolders(rulesets)).Current;
        using var input = file == "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(file);
        await using var lines = CommandOutput.Open(output);
        var number = 0;
        while (await input.ReadLineAsync(ct) is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            if (line.Length > MaxLine) throw new UnusableInputException($"Line {number} is over {MaxLine >> 20} MB.");
            await lines.WriteLineAsync(JsonConvert.SerializeObject(Scan(bundle, Read(line, number)), CommandOutput.Json));
        }
        return 0;
    }

    private static Passage Read(string line, int number)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(line)) { MaxDepth = 8, DateParseHandling = DateParseHandling.None };
            var json = JObject.Load(reader);
            var unknown = json.Properties().Select(p => p.Name).Except(["id", "text", "lang"]).ToList();
            if (unknown.Count > 0) throw new UnusableInputException($"Line {number}: unknown field {string.Join(", ", unknown)}; a line has id, text and, if known, lang.");
            if (json["text"]?.Type != JTokenType.String) throw new UnusableInputException($"Line {number}: there is no text; a line has id, text and, if known, lang.");
            return new Passage(Convert.ToString(((JValue?)json["id"])?.Value, CultureInfo.InvariantCulture) ?? "", (string)json["text"]!, (string?)json["lang"]);
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"Line {number} is not JSON: {e.Message}");
        }
    }

    private static object Scan(RulesetBundle bundle, Passage passage) => new
    {
        passage.Id,
        Findings = bundle.Scanner.Scan(passage.Text, passage.Lang)
            .Select(f => new ScannedFinding(f.Rule, Words.Snake(f.Indicator), Words.Snake(f.Status), f.Start, f.End, f.Quote, f.Quantities.Count == 0 ? null : [.. f.Quantities.Select(CountedItem.From)])),
    };

    private sealed record ScannedFinding(
        string Rule, string Indicator, string Status, int Start, int End, string Quote,
        [property: JsonProperty(NullValueHandling = NullValueHandling.Ignore)] IReadOnlyList<CountedItem>? Quantities);
}
