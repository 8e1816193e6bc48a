using System.Globalization;
using System.Text;

namespace SupplyRisk.Benchmarks.MainJob;

/// <summary>A made-up portfolio of any size: the same seed, the same files. Names are put together from syllables, so none is a company's.</summary>
internal sealed class GeneratedPortfolio
{
    private static readonly string[] Syllables = ["ba", "ro", "mi", "tel", "ka", "shu", "vor", "lin", "dza", "que", "pol", "ner", "ix", "om", "fa", "gri", "wu", "yan", "zo", "het", "sil", "tra", "und", "ola"];
    private static readonly string[] Trades = ["Textile", "Garments", "Electronics", "Foods", "Packaging", "Trading", "Metal", "Plastics", "Furniture", "Chemical", "Logistics", "Cotton Spinning", "Footwear", "Toys", "Printing"];
    private static readonly (string Country, string Form, string City)[] Places =
    [
        ("CN", "Co., Ltd.", "Suzhou"), ("VN", "Company Limited", "Hai Phong"), ("IN", "Pvt Ltd", "Coimbatore"), ("BD", "Ltd.", "Gazipur"), ("TR", "A.Ş.", "Bursa"), ("DE", "GmbH", "Kassel"),
        ("MY", "Sdn Bhd", "Klang"), ("MX", "S.A. de C.V.", "Puebla"), ("IT", "S.r.l.", "Prato"), ("US", "Inc.", "Dayton"), ("PK", "(Pvt) Ltd", "Faisalabad"), ("TH", "Co., Ltd.", "Chonburi"),
    ];
    private static readonly (string Goods, string Hs)[] Goods =
        [("cotton yarn", "520512"), ("men's shirts", "620520"), ("circuit boards", "853400"), ("corrugated boxes", "481910"), ("frozen shrimp", "030617"), ("wooden chairs", "940161"), ("polysilicon", "280461"), ("toys", "950300"), ("", "")];
    private static readonly string[] Sentences =
    [
        "Workers are free to leave the premises at the end of their shift and keep their own passports.",
        "The code states that there is no forced, bonded or involuntary prison labour and that workers shall not be required to lodge deposits or identity papers.",
        "No evidence of withholding of wages was identified in the sample of payroll records.",
        "Management interview covered recruitment, working hours, remuneration and disciplinary practices.",
        "Time records for the peak months were compared with production records and gate logs.",
        "The dormitory was visited together with two worker representatives; exits were unlocked.",
        "Fire drills are held twice a year and the records were available for review.",
        "Training on debt bondage and excessive overtime is part of the induction programme.",
        "The average overtime in the sample was within the legal limit in all months reviewed.",
        "Emergency exits in the packing area were clear and marked in the language of the workers.",
        "Payslips are issued monthly and show the deductions required by law.",
        "The grievance box is emptied by the committee every second week.",
    ];
    private static readonly string[] Findings =
    [
        "Eleven of fifteen migrant workers interviewed reported that their passports were kept by the HR manager.",
        "Workers said they had paid recruitment fees of 90,000 taka to an agent and took loans to pay them.",
        "Overtime reached 132 hours in March; workers worked seven days a week for six weeks.",
        "Wages for May and June had not been paid at the time of the audit.",
    ];

    private readonly Random random = new(20261122);
    private readonly string[] names;

    public GeneratedPortfolio(int suppliers)
    {
        Suppliers = suppliers;
        names = [.. Enumerable.Range(0, suppliers).Select(_ => Name())];
    }

    public int Suppliers { get; }

    public int Documents => Suppliers / 10;

    public const int ListEntries = 6_000;

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "audits"));
        Directory.CreateDirectory(Path.Combine(folder, "lists"));
        WriteSuppliers(Path.Combine(folder, "suppliers.csv"));
        WriteList(Path.Combine(folder, "lists", "generated.csv"));
        for (var i = 0; i < Documents; i++)
            File.WriteAllText(Path.Combine(folder, "audits", $"S-{i * 10:000000} audit.txt"), Audit(i));
    }

    private void WriteSuppliers(string path)
    {
        using var csv = new StreamWriter(path, false, new UTF8Encoding(false));
        csv.WriteLine("Supplier ID,Name,Address,City,Country,Sector,Products,HS code,Tier,Supplies,Workers");
        for (var i = 0; i < Suppliers; i++)
        {
            var place = Places[i % Places.Length];
            var goods = Goods[random.Next(Goods.Length)];
            // One in five supplies another one, so that chains of several tiers come about.
            var supplies = i > 10 && random.Next(5) == 0 ? $"S-{random.Next(i):000000}" : "";
            csv.WriteLine(string.Create(CultureInfo.InvariantCulture, $"S-{i:000000},\"{names[i]}\",\"{random.Next(1, 400)} Industrial Road\",{place.City},{place.Country},manufacturing,{goods.Goods},{goods.Hs},{(supplies.Length > 0 ? 2 : 1)},{supplies},{random.Next(20, 5000)}"));
        }
    }

    /// <summary>Publishes one more entry: the name of a supplier in the middle, in another spelling.</summary>
    public async Task AddListEntryAsync(string path) =>
        await File.AppendAllTextAsync(path, $"G-new,\"{names[Suppliers / 2].Replace("Co., Ltd.", "Company Limited", StringComparison.Ordinal).ToUpperInvariant()}\",,\n");

    /// <summary>Gives suppliers all over the list another address.</summary>
    public async Task ChangeSuppliersAsync(string path, int count)
    {
        var lines = await File.ReadAllLinesAsync(path);
        var step = Math.Max(1, Suppliers / count);
        for (var i = 1; i < lines.Length; i += step)
            lines[i] = lines[i].Replace(" Industrial Road", " New Industrial Road", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(path, lines);
    }

    // One entry in twenty is a supplier's name in another spelling; the others are like no supplier but by chance.
    private void WriteList(string path)
    {
        using var csv = new StreamWriter(path, false, new UTF8Encoding(false));
        csv.WriteLine("id,name,aliases,country");
        for (var i = 0; i < ListEntries; i++)
        {
            var listed = i % 20 == 0 ? names[i % Suppliers].Replace("Co., Ltd.", "Company Limited", StringComparison.Ordinal).ToUpperInvariant() : Name();
            csv.WriteLine($"G-{i},\"{listed}\",\"{Name()}|{Name()}\",{Places[random.Next(Places.Length)].Country}");
        }
    }

    private string Name()
    {
        var place = Places[random.Next(Places.Length)];
        var core = string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]));
        return $"{char.ToUpperInvariant(core[0])}{core[1..]} {Trades[random.Next(Trades.Length)]} {place.Form}";
    }

    private string Audit(int number)
    {
        var text = new StringBuilder(21_000);
        text.AppendLine(CultureInfo.InvariantCulture, $"Social audit report\n\nSupplier: {names[number * 10]}\nAudit date: {1 + (number % 28)} March 2026\nAudit type: semi-announced\n");
        var paragraph = 0;
        while (text.Length < 20_000)
        {
            if (paragraph % 12 == 0) text.AppendLine(CultureInfo.InvariantCulture, $"\n{1 + (paragraph / 12)}. Section\n");
            for (var i = 0; i < 5; i++)
                text.Append(Sentences[random.Next(Sentences.Length)]).Append(' ');
            if (random.Next(200) == 0) text.Append(Findings[random.Next(Findings.Length)]);
            text.AppendLine().AppendLine();
            paragraph++;
        }
        return text.ToString();
    }
}
