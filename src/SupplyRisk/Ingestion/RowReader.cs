using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>Makes a supplier record of a row: reads each mapped cell in the way of its field and collects what is wrong.</summary>
internal sealed class RowReader
{
    private const int LongestName = 500;
    private const int RememberedCountries = 2000;

    private static readonly (SupplierField Field, IdentifierScheme Scheme)[] Schemes =
    [
        (SupplierField.Lei, IdentifierScheme.Lei), (SupplierField.Duns, IdentifierScheme.Duns), (SupplierField.Uscc, IdentifierScheme.Uscc),
        (SupplierField.Gln, IdentifierScheme.Gln), (SupplierField.OsId, IdentifierScheme.OsId), (SupplierField.Vat, IdentifierScheme.Vat),
    ];

    private readonly IReadOnlyList<MappedColumn> _columns;
    private readonly Dictionary<SupplierField, MappedColumn[]> _byField;
    private readonly DecimalSign _decimals;
    private readonly Dictionary<string, string?> _countries = [];
    private readonly bool _countriesAreCodes;
    private readonly string? _currencyOfHeader;
    private readonly decimal _multiple;

    /// <param name="columns">The mapping.</param>
    /// <param name="sample">The first rows, to decide what one value cannot: the decimal sign, and whether NA is Namibia.</param>
    public RowReader(IReadOnlyList<MappedColumn> columns, List<SourceRow> sample)
    {
        _columns = columns;
        _byField = columns.Where(c => c.Field is not null).GroupBy(c => c.Field!.Value).ToDictionary(g => g.Key, g => g.ToArray());
        if (Single(SupplierField.Spend) is { } spend)
        {
            _decimals = NumberText.Decide(sample.Where(r => spend.Index < r.Cells.Length && r.Cells[spend.Index].Number is null).Select(r => CellText.Value(r.Text(spend.Index))).OfType<string>());
            _currencyOfHeader = Currencies.MentionedIn(spend.Header);
            _multiple = Currencies.MultipleOf(spend.Header);
        }
        if (Single(SupplierField.Country) is { } country)
        {
            var values = sample.Select(r => CellText.Value(r.Text(country.Index))).OfType<string>().ToList();
            _countriesAreCodes = values.Count(v => v.Length == 2) > values.Count / 2;
        }
    }

    public (SupplierRecord? Record, List<RowIssue> Issues) Read(SourceRow row)
    {
        var issues = new List<RowIssue>();
        var nativeName = Text(row, SupplierField.NativeName);
        var name = Text(row, SupplierField.Name) ?? nativeName;
        if (name is null)
            issues.Add(Issue(row, Single(SupplierField.Name), IssueSeverity.Error, "the row has no supplier name", "fill in the name, or delete the row if it is no supplier"));
        else if (name.Length > LongestName)
            issues.Add(Issue(row, Single(SupplierField.Name), IssueSeverity.Error, $"the name has {name.Length} characters, more than {LongestName}", "shorten it; text like this is often a footnote or a cell with a quote that is not closed"));
        var country = Country(row, issues);
        var record = new SupplierRecord
        {
            OwnId = OwnId(row, issues),
            Name = name ?? "",
            NativeName = nativeName,
            Address = Joined(row, SupplierField.Address, ", "),
            City = Text(row, SupplierField.City),
            Region = Text(row, SupplierField.Region),
            Country = country,
            PostalCode = Text(row, SupplierField.PostalCode),
            Sector = Text(row, SupplierField.Sector),
            Goods = Joined(row, SupplierField.Goods, "; "),
            HsCodes = HsCodes(row, issues),
            Identifiers = Identifiers(row, country, issues),
            ParentCompany = Text(row, SupplierField.ParentCompany),
            Phone = Text(row, SupplierField.Phone),
            Tier = Tier(row, issues),
            Supplies = Supplies(row),
            BuyingEntity = Text(row, SupplierField.BuyingEntity),
            Workers = Workers(row, issues),
        };
        record = Spend(row, record, issues);
        issues.Sort((a, b) => Position(a.Column).CompareTo(Position(b.Column)));
        return (issues.Exists(i => i.Severity is IssueSeverity.Error) ? null : record, issues);
    }

    internal static RowIssue Issue(SourceRow row, MappedColumn? column, IssueSeverity severity, string message, string advice) =>
        new(row.Number, column?.Header ?? "", column is null ? null : row.Text(column.Index), severity, message, advice);

    private static RowIssue Warning(SourceRow row, MappedColumn column, string message, string advice) => Issue(row, column, IssueSeverity.Warning, message, advice);

    private int Position(string header) => _columns.FirstOrDefault(c => c.Header == header)?.Index ?? -1;

    private MappedColumn[] Columns(SupplierField field) => _byField.GetValueOrDefault(field) ?? [];

    private MappedColumn? Single(SupplierField field) => _byField.TryGetValue(field, out var columns) ? columns[0] : null;

    private string? Text(SourceRow row, SupplierField field) => Single(field) is { } column ? CellText.Value(row.Text(column.Index)) : null;

    private string? Joined(SourceRow row, SupplierField field, string between)
    {
        var columns = Columns(field);
        if (columns.Length == 1)
            return CellText.Value(row.Text(columns[0].Index))?.TrimEnd(';', ',', ' ') is { Length: > 0 } one ? one : null;
        var parts = columns.Select(c => CellText.Value(row.Text(c.Index))?.TrimEnd(';', ',', ' ')).Where(p => !string.IsNullOrEmpty(p)).Distinct().ToList();
        return parts.Count == 0 ? null : string.Join(between, parts);
    }

    private string? OwnId(SourceRow row, List<RowIssue> issues)
    {
        if (Single(SupplierField.OwnId) is not { } column || CellText.Value(row.Text(column.Index)) is not { } id)
            return null;
        if (row.Cells[column.Index].LostDigits)
            issues.Add(Warning(row, column, "the id was stored as a number of more than 15 digits: the spreadsheet has cut its last digits", "format the column as text and enter the ids again"));
        return id;
    }

    private string? Country(SourceRow row, List<RowIssue> issues)
    {
        if (Single(SupplierField.Country) is not { } column || CellText.Value(row.Text(column.Index)) is not { } text)
            return null;
        if (text.Equals("NA", StringComparison.OrdinalIgnoreCase) && !_countriesAreCodes)
            return null;
        if (Found(text) is { } country)
            return country;
        var meant = CountryNames.Nearest(text) is { } near ? $"did you mean {CountryNames.English(near)} ({near})? " : "";
        issues.Add(Warning(row, column, $"'{Short(text)}' is no country known here", $"{meant}write the country's name or its two-letter ISO code".TrimStart()));
        return null;
    }

    private string? Found(string text)
    {
        if (_countries.TryGetValue(text, out var known))
            return known;
        var found = CountryNames.Find(text);
        if (_countries.Count < RememberedCountries)
            _countries[text] = found;
        return found;
    }

    private List<string> HsCodes(SourceRow row, List<RowIssue> issues)
    {
        var all = new List<string>();
        foreach (var column in Columns(SupplierField.HsCodes))
        {
            if (CellText.Value(row.Text(column.Index)) is not { } text)
                continue;
            var (codes, unreadable) = HsCodeText.Parse(text);
            all.AddRange(codes);
            if (unreadable.Count > 0)
                issues.Add(Warning(row, column, $"no HS code: {string.Join(", ", unreadable.Take(3).Select(u => $"'{Short(u)}'"))}", "write 2 to 12 digits, dots allowed, several codes apart by commas"));
        }
        return [.. all.Distinct().Order(StringComparer.Ordinal)];
    }

    private List<ExternalIdentifier> Identifiers(SourceRow row, string? country, List<RowIssue> issues)
    {
        var all = new List<ExternalIdentifier>();
        foreach (var (field, scheme) in Schemes)
        {
            foreach (var column in Columns(field))
            {
                if (CellText.Value(row.Text(column.Index)) is not { } text)
                    continue;
                var check = row.Cells[column.Index].LostDigits
                    ? new(null, "it was stored as a number of more than 15 digits: the spreadsheet has cut its last digits")
                    : IdentifierCheck.Of(scheme, text, country);
                if (check.Identifier is { } identifier)
                    all.Add(identifier);
                else
                    issues.Add(Warning(row, column, $"'{Short(text)}' is not taken as {field.Key()}: {check.Problem}", "correct it, or leave the cell empty"));
            }
        }
        return [.. all.Distinct().OrderBy(i => i.Scheme).ThenBy(i => i.Value, StringComparer.Ordinal)];
    }

    private int? Tier(SourceRow row, List<RowIssue> issues)
    {
        if (Single(SupplierField.Tier) is not { } column || CellText.Value(row.Text(column.Index)) is not { } text)
            return null;
        if (TierText.Parse(text) is { } tier)
            return tier;
        issues.Add(Warning(row, column, $"'{Short(text)}' is no tier", "write a number from 1 (sells to us) upwards, or \"Tier 2\""));
        return null;
    }

    private List<string> Supplies(SourceRow row) =>
    [
        .. Columns(SupplierField.Supplies).Select(c => CellText.Value(row.Text(c.Index)?.Replace('\n', '|'))).OfType<string>()
            .SelectMany(t => t.Split(['|', ';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(),
    ];

    private int? Workers(SourceRow row, List<RowIssue> issues)
    {
        if (Single(SupplierField.Workers) is not { } column || CellText.Value(row.Text(column.Index)) is not { } text)
            return null;
        var count = row.Cells[column.Index].Number is >= 0 and <= 9_999_999 and var number ? new WorkerCount((int)number, IsBand: false) : WorkerCount.Parse(text);
        if (count is null)
            issues.Add(Warning(row, column, $"'{Short(text)}' is no number of workers", "write a number like 250 or a band like 201-500"));
        else if (count.IsBand)
            issues.Add(Issue(row, column, IssueSeverity.Note, count.Value is { } bound ? $"a band; its lower bound {bound} is taken" : "an upper bound alone; no number is taken", ""));
        return count?.Value;
    }

    private SupplierRecord Spend(SourceRow row, SupplierRecord record, List<RowIssue> issues)
    {
        var given = Text(row, SupplierField.Currency);
        var currency = given is null ? null : Currencies.Find(given);
        if (given is not null && currency is null && Single(SupplierField.Currency) is { } currencyColumn)
            issues.Add(Warning(row, currencyColumn, $"'{Short(given)}' is no currency known here", "write the three-letter ISO 4217 code, for instance EUR"));
        if (Single(SupplierField.Spend) is not { } column || CellText.Value(row.Text(column.Index)) is not { } text)
            return record with { SpendCurrency = currency };
        var amount = row.Cells[column.Index].Number ?? NumberText.Parse(text, _decimals);
        if (amount is null)
            issues.Add(Warning(row, column, $"'{Short(text)}' is no amount", "write digits with one decimal sign, for instance 12500.50"));
        return record with { Spend = amount * _multiple, SpendCurrency = currency ?? (given is null ? Currencies.MentionedIn(text) ?? _currencyOfHeader : null) };
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
