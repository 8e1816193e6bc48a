using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>Facts of a supplier that it may ask to have corrected. What it supplies and to whom stays the list's to say.</summary>
public enum CorrectableFact
{
    Name,
    NativeName,
    Address,
    City,
    Region,
    PostalCode,
    Country,
    Phone,
    Workers,
}

/// <summary>
/// Records one corrected fact as an import of a single row into the supplier's list source: dated, undone like any other, seen by the next run.
/// It holds while the list goes on saying what was corrected (<see cref="HeldCorrections"/>).
/// </summary>
public static class CorrectSupplier
{
    public const int MaxLength = 300;

    /// <summary><see cref="Import.Format"/> of a correction.</summary>
    internal const string Format = "correction";

    /// <summary>What is known of a fact; null if nothing.</summary>
    public static string? Known(SupplierVersion version, CorrectableFact fact) => Known(Record(version, "", null), fact);

    /// <summary>What a list says of a fact; null if nothing.</summary>
    internal static string? Known(SupplierRecord record, CorrectableFact fact) => fact switch
    {
        CorrectableFact.Name => record.Name,
        CorrectableFact.NativeName => record.NativeName,
        CorrectableFact.Address => record.Address,
        CorrectableFact.City => record.City,
        CorrectableFact.Region => record.Region,
        CorrectableFact.PostalCode => record.PostalCode,
        CorrectableFact.Country => record.Country,
        CorrectableFact.Phone => record.Phone,
        CorrectableFact.Workers => record.Workers?.ToString(CultureInfo.InvariantCulture),
    };

    /// <returns>The value as it would be kept, or null if it cannot be.</returns>
    public static string? Readable(CorrectableFact fact, string? value)
    {
        var text = Words.WithoutHidden(Spelling.WellFormed(value ?? "")).Trim();
        if (text.Length is 0 or > MaxLength) return null;
        return fact switch
        {
            CorrectableFact.Country => CountryNames.English(text.ToUpperInvariant()) is null ? null : text.ToUpperInvariant(),
            CorrectableFact.Workers => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 10_000_000 ? n.ToString(CultureInfo.InvariantCulture) : null,
            _ => text,
        };
    }

    /// <summary>Call within the transaction of the decision.</summary>
    /// <param name="value">As <see cref="Readable"/> gave it.</param>
    /// <returns>False if the supplier is not known any more, or says so already.</returns>
    public static async Task<bool> ApplyAsync(SupplyRiskDb db, TimeProvider time, Actor actor, Guid supplierId, CorrectableFact fact, string value, CancellationToken ct)
    {
        await db.TakeTurnAsync(Turn.Imports, ct);
        var supplier = await db.Suppliers.AsNoTracking().FirstOrDefaultAsync(s => s.Id == supplierId, ct);
        var version = await db.SupplierVersions.StillKnownNow().Where(v => v.SupplierId == supplierId && v.ValidTo == TwoTimes.OpenEnd).AsNoTracking().FirstOrDefaultAsync(ct);
        if (supplier is null || version is null || Known(version, fact) == value) return false;
        var buyer = version.BuyingEntityId is { } id ? await db.BuyingEntities.Where(b => b.Id == id).Select(b => b.Name).FirstOrDefaultAsync(ct) : null;
        var record = With(Record(version, supplier.OwnId, buyer), fact, value);
        var now = time.Instant();
        var import = new Import
        {
            Id = time.NewId(),
            ListSourceId = supplier.ListSourceId,
            FileName = $"Correction sent by the supplier ({Words.Snake(fact).Replace('_', ' ')})",
            FileSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{supplierId}\n{fact}\n{value}"))),
            Format = Format,
            ColumnsJson = "[]",
            State = ImportState.Applied,
            ActorId = actor.Id,
            CreatedAt = now,
            AppliedAt = now,
            RowsRead = 1,
            RowsTaken = 1,
            Changed = 1,
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync(ct);
        var writer = new SupplierWriter(db, time, import, now, time.Today());
        // A supplier that its list no longer names stays so: a correction is not a listing.
        await writer.ChangeAsync(new PortfolioDifference.Known(supplierId, version.FactsHash, null), record, PortfolioDifference.FactsHash(record), ct);
        await writer.FlushAsync(ct);
        await new SupplyChainLinks(db, time).ResolveAsync(import, now, ct);
        return true;
    }

    private static SupplierRecord Record(SupplierVersion v, string ownId, string? buyer) => new()
    {
        OwnId = ownId,
        Name = v.Name,
        NativeName = v.NativeName,
        Address = v.Address,
        City = v.City,
        Region = v.Region,
        Country = v.Country,
        PostalCode = v.PostalCode,
        Sector = v.Sector,
        Goods = v.Goods,
        HsCodes = v.HsCodes.Split('|', StringSplitOptions.RemoveEmptyEntries),
        Identifiers = [.. v.Identifiers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(ExternalIdentifier.Parse).OfType<ExternalIdentifier>()],
        ParentCompany = v.ParentCompany,
        Phone = v.Phone,
        Tier = v.Tier,
        Supplies = v.Supplies.Split('|', StringSplitOptions.RemoveEmptyEntries),
        BuyingEntity = buyer,
        Workers = v.Workers,
        Spend = v.Spend,
        SpendCurrency = v.SpendCurrency,
    };

    /// <param name="value">As <see cref="Readable"/> gave it.</param>
    internal static SupplierRecord With(SupplierRecord record, CorrectableFact fact, string value) => fact switch
    {
        CorrectableFact.Name => record with { Name = value },
        CorrectableFact.NativeName => record with { NativeName = value },
        CorrectableFact.Address => record with { Address = value },
        CorrectableFact.City => record with { City = value },
        CorrectableFact.Region => record with { Region = value },
        CorrectableFact.PostalCode => record with { PostalCode = value },
        CorrectableFact.Country => record with { Country = value },
        CorrectableFact.Phone => record with { Phone = value },
        CorrectableFact.Workers => record with { Workers = int.Parse(value, CultureInfo.InvariantCulture) },
    };
}
