using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Disclosure.Packs;

/// <summary>An invented shipment of shirts whose chain has nothing wrong with it, to be spoilt by one thing a test.</summary>
internal static class CottonShipment
{
    public const string Suppliers = """
        Supplier ID,Supplier name,Country,City,Products
        F-1,Blue Heron Farms,US,Lubbock,seed cotton
        G-1,Copper Kettle Gin,US,Lubbock,cotton lint
        S-1,Paper Lantern Spinning,VN,Hanoi,cotton yarn
        K-1,Stone Bridge Knitting,VN,Hanoi,fabric
        D-1,Silver Pond Dyeing,VN,Hanoi,dyed fabric
        T-1,Tin Whistle Shirts,VN,Da Nang,shirts
        """;

    public const string List = "id,name,aliases,country\nL-1,Wooden Clog Trading,,CN\nL-2,Velvet Anchor Textiles,,CN\n";

    public const string Header = "step,name,party,native_name,address,country,contact,identifiers,place,in_goods,in_quantity,in_unit,out_goods,out_quantity,out_unit,kg_each,from,to,documents";

    public static readonly string[] Rows =
    [
        "1,growing,Blue Heron Farms,,12 Fictional Road,US,farm@example.com,,Lubbock,,,,seed cotton,10000,kg,,2026-03-01,2026-03-31,",
        "2,ginning,Copper Kettle Gin,,14 Fictional Road,US,gin@example.com,,Lubbock,seed cotton,10000,kg,cotton lint,3800,kg,,2026-04-01,2026-04-10,",
        "3,spinning,Paper Lantern Spinning,,3 Fictional Street,VN,spin@example.com,,Hanoi,cotton lint,3800,kg,cotton yarn,3200,kg,,2026-05-01,2026-05-20,",
        "4,knitting or weaving,Stone Bridge Knitting,,4 Fictional Street,VN,knit@example.com,,Hanoi,cotton yarn,3200,kg,greige fabric,3100,kg,,2026-06-01,2026-06-15,",
        "5,dyeing and finishing,Silver Pond Dyeing,,5 Fictional Street,VN,dye@example.com,,Hanoi,greige fabric,3100,kg,dyed fabric,2900,kg,,2026-06-20,2026-06-30,",
        "6,cutting and sewing,Tin Whistle Shirts,,6 Fictional Street,VN,sew@example.com,,Da Nang,dyed fabric,2900,kg,garments,12000,pcs,0.19,2026-07-01,2026-07-31,",
    ];

    public static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ShipmentDetails Details => new("123-4567890-1", new DateOnly(2026, 10, 20), "Cotton shirts", "6109.10", ["PO-77", "PO-78"], 11_500, "pieces", new DateOnly(2026, 8, 15), "cotton", UflpaRoute.NoXinjiangInput);

    public static FileDetails File(int step, TradeDocumentKind kind = TradeDocumentKind.Invoice) => new(kind, $"N-{step}", new DateOnly(2026, 7, 1), [step], null, "en", 1, 0, null, false);

    public static string Table(params string[] rows) => Header + "\n" + string.Join('\n', rows);

    /// <summary>Opened, with chain, a document at each step, and searched.</summary>
    /// <param name="spoil">What to do to the rows of the chain.</param>
    public static async Task<Guid> ReadyAsync(TestInstallation it, Func<string[], string[]>? spoil = null, Func<ShipmentDetails, ShipmentDetails>? details = null)
    {
        await it.ImportAsync(Suppliers);
        await it.ListAsync(List, new DateOnly(2026, 9, 1));
        return await AnotherAsync(it, spoil, details);
    }

    public static async Task<Guid> AnotherAsync(TestInstallation it, Func<string[], string[]>? spoil = null, Func<ShipmentDetails, ShipmentDetails>? details = null)
    {
        var opened = await it.Get<KeepShipment>().OpenAsync(Analyst, await it.SupplierIdAsync("T-1"), details?.Invoke(Details) ?? Details, Ct);
        opened.Done.ShouldBeTrue(string.Join(" ", opened.Refusals.Select(r => r.Message)));
        var id = opened.Value!.Id; // done
        await ImportAsync(it, id, Table(spoil?.Invoke([.. Rows]) ?? Rows));
        for (var step = 1; step <= 6; step++) await AddAsync(it, id, $"invoice-{step}.txt", $"Commercial invoice number {step} of an invented company for the goods of this step.", File(step));
        await SearchAsync(it, id);
        return id;
    }

    public static async Task ImportAsync(TestInstallation it, Guid id, string table)
    {
        var done = await it.Get<ImportChain>().HandleAsync(Analyst, id, it.Write($"chain-{Guid.CreateVersion7():N}.csv", table), "chain.csv", ChainSource.Table, null, Ct);
        done.Done.ShouldBeTrue(string.Join(" ", done.Refusals.Select(r => r.Message)));
    }

    public static async Task<ShipmentFile> AddAsync(TestInstallation it, Guid id, string name, string text, FileDetails details)
    {
        var added = await it.Get<KeepFiles>().AddAsync(Analyst, id, it.Write($"{Guid.CreateVersion7():N}-{name}", text), name, details, Ct);
        added.Done.ShouldBeTrue(string.Join(" ", added.Refusals.Select(r => r.Message)));
        return added.Value!; // done
    }

    public static async Task SearchAsync(TestInstallation it, Guid id) =>
        (await it.Get<SearchParties>().HandleAsync(Analyst, id, null, Ct)).Done.ShouldBeTrue();

    public static async Task<ShipmentWhole> WholeAsync(TestInstallation it, Guid id) =>
        await it.Get<FindShipments>().OneAsync(Analyst, id, Ct) ?? throw new InvalidOperationException("It is there.");
}
