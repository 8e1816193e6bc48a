using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Benchmarks.Search;

/// <summary>Suppliers, screenings and documents written straight into the database, with the outbox rows that an import, a first run and documents leave.</summary>
/// <remarks>Words come as in real text: the n-th commonest about 1/n as often as the first. The same seed, the same rows.</remarks>
internal sealed class GeneratedStore
{
    private const int Vocabulary = 30_000, Chunk = 5_000, DocumentChunk = 200, DocumentLength = 20_000;

    private static readonly string[] Common =
        ["the", "of", "and", "to", "in", "workers", "were", "that", "their", "passport", "wages", "overtime", "recruitment", "fee", "cotton", "dormitory", "management", "interview", "hours", "records"];
    private static readonly string[] Syllables = ["ba", "ro", "mi", "tel", "ka", "shu", "vor", "lin", "dza", "que", "pol", "ner", "ix", "om", "fa", "gri", "wu", "yan", "zo", "het", "sil", "tra", "und", "ola"];
    private static readonly string[] Trades = ["Textile", "Garments", "Electronics", "Foods", "Packaging", "Trading", "Metal", "Plastics", "Furniture", "Chemical", "Logistics", "Footwear", "Toys", "Printing"];
    private static readonly string[] Forms = ["Co., Ltd.", "GmbH", "Pvt Ltd", "Ltd.", "Sdn Bhd", "S.r.l.", "Inc."];
    private static readonly string[] Countries = ["CN", "VN", "IN", "BD", "TR", "DE", "MY", "MX", "IT", "US", "PK", "TH"];
    private static readonly string[] Goods = ["cotton yarn", "men's shirts", "circuit boards", "corrugated boxes", "frozen shrimp", "wooden chairs", "polysilicon", "toys"];
    private static readonly DateTime Now = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);

    private readonly Random random = new(20261122);
    private readonly string[] words;
    private readonly Guid[] ids;
    private long made;

    public GeneratedStore(int suppliers)
    {
        words = [.. Common, .. Enumerable.Range(0, Vocabulary).Select(_ => Word())];
        ids = [.. Enumerable.Range(0, suppliers).Select(_ => NextId())];
    }

    public int Suppliers => ids.Length;

    public int Documents => ids.Length / 10;

    public async Task WriteAsync(SupplyRiskDb db)
    {
        var source = NextId();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.BulkInsertAsync([new ListSource { Id = source, Name = "generated", CreatedAt = Now }], default);
        foreach (var some in ids.Index().Chunk(Chunk))
        {
            await db.BulkInsertAsync(some.Select(s => new Supplier { Id = s.Item, ListSourceId = source, OwnId = $"S-{s.Index:000000}", LegalEntityId = s.Item, FirstListedAt = Now }), default);
            await db.BulkInsertAsync(some.Select(s => Version(s.Item)), default);
            await db.BulkInsertAsync(some.Select(s => Screening(s.Item)), default);
            await ChangedAsync(db, OutboxEntity.Supplier, some.Select(s => s.Item));
        }
        var documents = Enumerable.Range(0, Documents).Select(n => (Number: n, Id: NextId())).ToList();
        foreach (var some in documents.Chunk(DocumentChunk))
        {
            await db.BulkInsertAsync(some.Select(d => Document(d.Id, d.Number)), default);
            await db.BulkInsertAsync(some.Select(d => new DocumentContent { DocumentId = d.Id, Text = Text(), BlocksJson = "[]" }), default);
            await db.BulkInsertAsync(some.Select(d => new DocumentLink { Id = NextId(), DocumentId = d.Id, SupplierId = ids[d.Number * 10], Basis = "folder_name", Why = "folder", State = ProposalState.Sure, KnownFrom = Now }), default);
            await ChangedAsync(db, OutboxEntity.Document, some.Select(d => d.Id));
        }
        await ChangedAsync(db, OutboxEntity.Supplier, ids); // the first run
        await transaction.CommitAsync();
    }

    /// <summary>Outbox rows as a run leaves them that changed the first <paramref name="count"/> suppliers.</summary>
    public async Task RunAsync(SupplyRiskDb db, int count)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await ChangedAsync(db, OutboxEntity.Supplier, ids.Take(count));
        await transaction.CommitAsync();
    }

    private static Task<int> ChangedAsync(SupplyRiskDb db, string entity, IEnumerable<Guid> changed) =>
        db.BulkInsertAsync(changed.Select(id => new OutboxRow { Entity = entity, EntityId = id }), default);

    private SupplierVersion Version(Guid supplier)
    {
        var name = Word();
        return new SupplierVersion
        {
            Id = NextId(),
            SupplierId = supplier,
            ValidFrom = TwoTimes.OpenStart,
            ValidTo = TwoTimes.OpenEnd,
            KnownFrom = Now,
            KnownTo = TwoTimes.StillKnown,
            ImportId = Guid.Empty,
            FactsHash = "",
            Name = $"{char.ToUpperInvariant(name[0])}{name[1..]} {Of(Trades)} {Of(Forms)}",
            Address = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 400)} {Word()} Road"),
            City = Word(),
            Country = Of(Countries),
            Sector = Of(Trades),
            Goods = Of(Goods),
            HsCodes = "",
            Identifiers = "",
            Tier = 1 + random.Next(3),
            Supplies = "",
        };
    }

    private SupplierScreening Screening(Guid supplier) => new()
    {
        SupplierId = supplier,
        RunId = Guid.Empty,
        SupplierVersionId = Guid.Empty,
        ScreenedAt = Now,
        AsOf = new DateOnly(2026, 11, 2),
        InputHash = "",
        RiskScore = random.Next(101),
        Band = (Band)random.Next(5),
        Coverage = 0,
        Inherent = 0,
        Evidence = 0,
        Controls = 0,
        Residual = 0,
        Flags = random.Next(20) == 0 ? nameof(FlagKind.Risk) : "",
        ResultJson = new string('x', 1_500), // about what a real account takes on its page
        UpstreamSignal = "",
        ToldSignal = "",
        ChangedRunId = Guid.Empty,
    };

    private Document Document(Guid id, int number) => new()
    {
        Id = id,
        Sha256 = id.ToString("N"),
        Path = $"audits/S-{number:000000} audit.txt",
        Format = "text",
        Bytes = DocumentLength,
        Title = $"Social audit {Word()} {number}",
        Kind = number % 3 == 0 ? "smeta" : "audit",
        AuditDate = new DateOnly(2023, 1, 1).AddDays(random.Next(1_300)),
        ReceivedAt = Now,
        Language = "en",
        State = DocumentState.Read,
        UnreadableJson = "[]",
    };

    private string Text()
    {
        var text = new StringBuilder(DocumentLength + 20);
        while (text.Length < DocumentLength)
            text.Append(words[(int)Math.Pow(words.Length, random.NextDouble()) - 1]).Append(random.Next(14) == 0 ? ". " : " ");
        return text.ToString();
    }

    private string Word() => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Of(Syllables)));

    private string Of(string[] values) => values[random.Next(values.Length)];

    // As the product's: in the order in which they were made.
    private Guid NextId() => Guid.CreateVersion7(new DateTimeOffset(Now).AddMilliseconds(made++ / 50));
}
