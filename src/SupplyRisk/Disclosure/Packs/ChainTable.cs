using System.Globalization;
using SupplyRisk.Ingestion;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>The chain as a table, one row a step and party, CSV or XLSX: read and written with the same columns. All problems are told with their row.</summary>
internal static class ChainTable
{
    public static readonly IReadOnlyList<string> Columns =
        ["step", "name", "party", "native_name", "address", "country", "contact", "identifiers", "place", "in_goods", "in_quantity", "in_unit", "out_goods", "out_quantity", "out_unit", "kg_each", "from", "to", "documents"];

    private static readonly string[] Required = ["step", "name", "party"];

    private const int MostProblems = 100;

    public static (Chain Chain, List<Refusal> Problems) Read(IReadOnlyList<IRowSource> sheets, PackRules rules, CancellationToken ct)
    {
        var problems = new List<Refusal>();
        foreach (var sheet in sheets)
        {
            var rows = sheet.Rows(ct).GetEnumerator();
            using var _ = rows;
            while (rows.MoveNext())
            {
                if (Header(rows.Current) is not { } header) continue;
                problems.AddRange(Unknown(rows.Current, header));
                return (new Rows(header, rules, problems).Read(Rest(rows)), problems);
            }
        }
        problems.Add(PackErrors.Unusable($"There is no header with {string.Join(", ", Required)}. The columns are {string.Join(", ", Columns)}."));
        return (Chain.Empty, problems);
    }

    public static IReadOnlyList<object?> Row(ChainStep s, ChainParty? p) =>
        [s.Number, s.Name, s.Party, p?.NativeName, p?.Address, p?.Country, p?.Contact, p is null ? null : string.Join('|', p.Identifiers), s.Place, s.In?.Goods, s.In?.Quantity, s.In?.Unit, s.Out?.Goods, s.Out?.Quantity, s.Out?.Unit, s.KgEach, s.From, s.To, string.Join('|', s.Documents)];

    private static Dictionary<string, int>? Header(SourceRow row)
    {
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < row.Cells.Length; i++)
            if (CellText.Value(row.Text(i)) is { } text) named.TryAdd(text.Trim().ToLowerInvariant().Replace(' ', '_'), i);
        return Required.All(named.ContainsKey) ? named : null;
    }

    private static IEnumerable<Refusal> Unknown(SourceRow row, Dictionary<string, int> header) =>
        header.Keys.Except(Columns).Select(c => PackErrors.Row(row.Number, c, $"there is no such column; the columns are {string.Join(", ", Columns)}."));

    private static IEnumerable<SourceRow> Rest(IEnumerator<SourceRow> rows)
    {
        while (rows.MoveNext()) yield return rows.Current;
    }

    private sealed class Rows(Dictionary<string, int> header, PackRules rules, List<Refusal> problems)
    {
        private readonly Dictionary<string, ChainParty> parties = new(StringComparer.Ordinal);
        private readonly List<ChainStep> steps = [];

        public Chain Read(IEnumerable<SourceRow> rows)
        {
            foreach (var row in rows)
            {
                if (problems.Count >= MostProblems || steps.Count > ChainCheck.MostSteps) break;
                Step(row);
            }
            return new Chain([.. parties.Values], steps);
        }

        private void Step(SourceRow row)
        {
            var (number, name, party) = (Whole(row, "step"), Text(row, "name"), Text(row, "party"));
            if (name is null) Problem(row, "name", "say what was done.");
            if (party is null) Problem(row, "party", "say who did it.");
            var country = Text(row, "country");
            var code = country is null ? null : CountryNames.Find(country);
            if (country is not null && code is null) Problem(row, "country", $"'{Words.Visible(country)}' is no country.");
            if (party is not null && !parties.ContainsKey(party))
                parties[party] = new ChainParty(party, Text(row, "native_name"), Text(row, "address"), code) { Contact = Text(row, "contact"), Identifiers = Identifiers(row) };
            else if (party is not null && code is not null && parties[party].Country is { } before && before != code)
                Problem(row, "country", $"{party} stood in {before} before.");
            var step = new ChainStep(number ?? 0, name ?? "", party ?? "", Text(row, "place") ?? Text(row, "address") ?? "", Goods(row, "in"), Goods(row, "out"), Day(row, "from"), Day(row, "to"), Number(row, "kg_each"))
            {
                Documents = [.. (Text(row, "documents") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            };
            steps.Add(step);
        }

        private List<string> Identifiers(SourceRow row)
        {
            var all = new List<string>();
            foreach (var text in (Text(row, "identifiers") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (ExternalIdentifier.Parse(text) is { } identifier) all.Add(identifier.ToString());
                else Problem(row, "identifiers", $"'{Words.Visible(text)}' is none; write lei:…, uscc:…, os_id:…, with | between.");
            }
            return all;
        }

        private GoodsQuantity? Goods(SourceRow row, string side)
        {
            var (goods, quantity, unit) = (Text(row, $"{side}_goods"), Number(row, $"{side}_quantity"), Text(row, $"{side}_unit"));
            if (goods is null && quantity is null) return null;
            if (goods is null) Problem(row, $"{side}_goods", "say which goods.");
            if (quantity is null && Text(row, $"{side}_quantity") is null) Problem(row, $"{side}_quantity", "say how much.");
            if (rules.Unit(unit) is null) Problem(row, $"{side}_unit", unit is null ? "say the unit." : $"'{Words.Visible(unit)}' is none of {string.Join(", ", rules.Units.Select(u => u.Unit))}.");
            return new GoodsQuantity(goods ?? "", quantity ?? 0, rules.Unit(unit)?.Unit ?? unit ?? "");
        }

        private decimal? Number(SourceRow row, string column)
        {
            if (Text(row, column) is not { } text) return null;
            var cell = row.Cells[header[column]];
            // A lone group of three behind one sign is a thousand to some and a thousandth to others: it is asked, not guessed.
            var number = cell.Number ?? (text.Count(c => c is '.' or ',') == 1 && text.Length > 4 && text[^4] is '.' or ',' ? null : NumberText.Parse(text, DecimalSign.Unknown));
            if (number is not (> 0 and <= 1_000_000_000_000m)) Problem(row, column, $"'{Words.Visible(text)}' cannot be read as a number above zero; write 1500 or 1500.50, with nothing between thousands.");
            return number is { } n ? decimal.Round(Math.Clamp(n, -1e12m, 1e12m), 4) : null;
        }

        private int? Whole(SourceRow row, string column)
        {
            var text = Text(row, column);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= ChainCheck.HighestNumber) return number;
            Problem(row, column, $"number the steps from 1 to {ChainCheck.HighestNumber}.");
            return null;
        }

        private DateOnly? Day(SourceRow row, string column)
        {
            if (Text(row, column) is not { } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            Problem(row, column, $"'{Words.Visible(text)}' is no day; write it as 2026-03-31.");
            return null;
        }

        private string? Text(SourceRow row, string column) => header.TryGetValue(column, out var at) ? CellText.Value(row.Text(at)) : null;

        private void Problem(SourceRow row, string column, string message)
        {
            if (problems.Count < MostProblems) problems.Add(PackErrors.Row(row.Number, column, message));
        }
    }
}
