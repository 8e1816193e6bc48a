using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Search;

/// <summary>Reads suppliers and documents as they are now, as the index keeps them. The outbox only says that something changed.</summary>
internal sealed class SearchRecords(SupplyRiskDb db)
{
    /// <summary>Records of the suppliers given; one that is no longer known comes as gone.</summary>
    /// <param name="ids">Supplier and the version to write it as.</param>
    public async Task<List<SearchRecord>> SuppliersAsync(IReadOnlyDictionary<Guid, long> ids, CancellationToken ct)
    {
        var wanted = ids.Keys.ToList();
        var redirects = await Redirects.NowAsync(db, ct);
        var rows = await (
            from s in db.Suppliers.Where(s => wanted.Contains(s.Id))
            join l in db.ListSources on s.ListSourceId equals l.Id
            join v in db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd) on s.Id equals v.SupplierId
            join r in db.Screenings on s.Id equals r.SupplierId into screenings
            from r in screenings.DefaultIfEmpty()
            select new
            {
                s.Id,
                s.OwnId,
                Source = l.Name,
                Version = new { v.Name, v.NativeName, v.ParentCompany, v.Identifiers, v.Address, v.City, v.Region, v.PostalCode, v.Goods, v.Country, v.Sector, v.Tier },
                Band = (Band?)r.Band,
                Score = (int?)r.RiskScore,
                r.Flags,
            }).ToListAsync(ct);
        rows.RemoveAll(r => redirects.IsMerged(r.Id)); // found by its survivor
        var merged = await MergedAsync(rows.ConvertAll(r => r.Id), redirects, ct);
        var records = rows.Select(SearchRecord (r) => new SupplierSearchRecord
        {
            Id = r.Id,
            Version = ids[r.Id],
            Name = r.Version.Name,
            NativeName = r.Version.NativeName,
            ParentCompany = r.Version.ParentCompany,
            OwnId = r.OwnId,
            Aliases = [.. merged[r.Id].SelectMany(m => m.Names)],
            Identifiers = [.. Packed.Split(r.Version.Identifiers), .. merged[r.Id].SelectMany(m => m.Numbers)],
            ListSource = r.Source,
            Address = string.Join(", ", new[] { r.Version.Address, r.Version.City, r.Version.Region, r.Version.PostalCode }.Where(p => !string.IsNullOrEmpty(p))),
            Goods = r.Version.Goods,
            Country = r.Version.Country,
            Region = r.Version.Region,
            Sector = r.Version.Sector,
            Tier = r.Version.Tier,
            Band = r.Band,
            RiskScore = r.Score,
            Flags = [.. Packed.Split(r.Flags ?? "").Select(f => Enum.Parse<FlagKind>(f))],
        }).ToList();
        var found = rows.Select(r => r.Id).ToHashSet();
        records.AddRange(wanted.Where(id => !found.Contains(id)).Select(id => new DeletedSearchRecord(SearchKind.Supplier) { Id = id, Version = ids[id] }));
        return records;
    }

    /// <summary>What merged suppliers are called and numbered, by whom they count for.</summary>
    private async Task<ILookup<Guid, (string[] Names, string[] Numbers)>> MergedAsync(List<Guid> survivors, Redirects redirects, CancellationToken ct)
    {
        var merged = redirects.IsEmpty ? [] : redirects.GroupsOf(survivors).Where(redirects.IsMerged).ToList();
        if (merged.Count == 0) return Array.Empty<(string[], string[])>().ToLookup(_ => Guid.Empty);
        var rows = await (
            from v in db.SupplierVersions.StillKnownNow().Where(v => merged.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd)
            join s in db.Suppliers on v.SupplierId equals s.Id
            orderby s.Id
            select new { s.Id, s.OwnId, v.Name, v.NativeName, v.Identifiers }).ToListAsync(ct);
        return rows.ToLookup(r => redirects.SurvivorOf(r.Id), r => (new[] { r.Name, r.NativeName }.OfType<string>().ToArray(), (string[])[r.OwnId, .. Packed.Split(r.Identifiers)]));
    }

    /// <summary>Records of the documents given; one that is no longer kept comes as gone.</summary>
    public async Task<List<SearchRecord>> DocumentsAsync(IReadOnlyDictionary<Guid, long> ids, CancellationToken ct)
    {
        var wanted = ids.Keys.ToList();
        var documents = await (
            from d in db.Documents.Where(d => wanted.Contains(d.Id))
            join c in db.DocumentContents on d.Id equals c.DocumentId
            select new { Document = new { d.Id, d.Path, d.Title, d.Kind, d.Language, Date = d.AuditDate ?? d.ReportDate, d.Restricted }, c.Text }).ToListAsync(ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var links = (await db.DocumentLinks
            .Where(l => wanted.Contains(l.DocumentId) && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed))
            .Select(l => new { l.DocumentId, l.SupplierId }).ToListAsync(ct)).ToLookup(l => l.DocumentId, l => redirects.SurvivorOf(l.SupplierId));
        var countries = await CountriesAsync([.. links.SelectMany(l => l).Distinct()], ct);
        var records = documents.Select(SearchRecord (d) => new DocumentSearchRecord
        {
            Id = d.Document.Id,
            Version = ids[d.Document.Id],
            Path = d.Document.Path,
            OwnTitle = d.Document.Title,
            Text = d.Text,
            DocumentKind = d.Document.Kind,
            Language = d.Document.Language,
            Date = d.Document.Date,
            Suppliers = [.. links[d.Document.Id].Where(countries.ContainsKey).Distinct().Order()],
            Countries = [.. links[d.Document.Id].Select(l => countries.GetValueOrDefault(l)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            Restricted = d.Document.Restricted,
        }).ToList();
        var found = documents.Select(d => d.Document.Id).ToHashSet();
        records.AddRange(wanted.Where(id => !found.Contains(id)).Select(id => new DeletedSearchRecord(SearchKind.Document) { Id = id, Version = ids[id] }));
        return records;
    }

    /// <summary>The countries of suppliers as now known; one that is no longer known is absent.</summary>
    // A question of its own: joined to the links, SQLite reads every version there is for each batch of documents.
    private async Task<Dictionary<Guid, string?>> CountriesAsync(List<Guid> suppliers, CancellationToken ct) =>
        await db.SupplierVersions.StillKnownNow().Where(v => suppliers.Contains(v.SupplierId) && v.ValidTo == TwoTimes.OpenEnd)
            .Select(v => new { v.SupplierId, v.Country }).ToDictionaryAsync(v => v.SupplierId, v => v.Country, ct);
}
