using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Packs;

namespace SupplyRisk.App.Setup;

/// <summary>A detained shipment of the fictional portfolio, with what is usual: half of the documents there, two parties that nobody has screened.</summary>
internal static class DemoShipment
{
    private static readonly (string File, TradeDocumentKind Kind, int[] Steps, string Number)[] Documents =
    [
        ("gin-record.txt", TradeDocumentKind.ProductionRecord, [2], "2026/031"),
        ("invoice-yarn.txt", TradeDocumentKind.Invoice, [3], "AI-2026-118"),
        ("production-record.txt", TradeDocumentKind.ProductionRecord, [4, 5, 6], "PM-77"),
    ];

    public static async Task LoadAsync(IServiceProvider services, string folder, CancellationToken ct)
    {
        var actor = Actor.LocalAdministrator;
        await using var db = await services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var today = services.GetRequiredService<TimeProvider>().Today();
        if (await db.Suppliers.Where(s => s.OwnId == "MT-1002").Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct) is not { } supplier) return;
        var details = new ShipmentDetails("FIC-0000417-3", today.AddDays(-18), "Knitted cotton T-shirts", "6109.10", ["PO-2026-771"], 35_000, "pieces", today.AddDays(-50), "cotton", UflpaRoute.NoXinjiangInput);
        var opened = await services.GetRequiredService<KeepShipment>().OpenAsync(actor, supplier, details, ct);
        if (!opened.Done) throw new UnusableInputException([.. opened.Refusals.Select(r => r.Message)]);
        var id = opened.Value.Id;
        var chain = await services.GetRequiredService<ImportChain>().HandleAsync(actor, id, Path.Combine(folder, "chain.csv"), "chain.csv", ChainSource.Table, null, ct);
        if (!chain.Done) throw new UnusableInputException([.. chain.Refusals.Select(r => r.Message)]);
        foreach (var (file, kind, steps, number) in Documents)
        {
            var added = await services.GetRequiredService<KeepFiles>().AddAsync(actor, id, Path.Combine(folder, file), file, new FileDetails(kind, number, null, steps, null, null, null, 0, null, false), ct);
            if (!added.Done) throw new UnusableInputException([.. added.Refusals.Select(r => r.Message)]);
        }
        await services.GetRequiredService<SearchParties>().HandleAsync(actor, id, null, ct);
    }
}
