using SupplyRisk.Rules.Model;
using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search;

/// <summary>What every search index must do. Each adapter derives and says how to make one; nothing here knows which it is.</summary>
public abstract partial class SearchIndexContract : IAsyncLifetime
{
    private ISearchIndex? _index;

    protected ISearchIndex Index => _index ?? throw new InvalidOperationException("Not initialised.");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A new, empty index.</summary>
    protected abstract Task<ISearchIndex> CreateAsync();

    /// <summary>Another handle on the same index, as another process would have.</summary>
    protected abstract Task<ISearchIndex> OpenAnotherAsync();

    public async ValueTask InitializeAsync() => _index = await CreateAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    protected static SupplierSearchRecord Supplier(int number, string name, long version = 1) =>
        new() { Id = Id(number), Version = version, Name = name, ListSource = "erp" };

    protected static DocumentSearchRecord Document(int number, string text, long version = 1) =>
        new() { Id = Id(number), Version = version, Path = $"audits/{number}.txt", Text = text };

    protected Task<WriteOutcome> Write(params SearchRecord[] records) => Index.WriteAsync(new SearchBatch(records), Ct);

    protected Task<SearchPage> Ask(SearchQuery query, SearchScope? scope = null) => Index.SearchAsync(query, scope ?? SearchScope.All, Ct);

    /// <summary>The query for what a person types.</summary>
    protected static SearchQuery Typed(string text, SearchKind kind = SearchKind.Supplier)
    {
        var parsed = SearchText.Parse(text, kind);
        parsed.Problems.ShouldBeEmpty();
        return parsed.ToQuery(kind);
    }

    /// <summary>The numbers of what a typed search finds, ascending.</summary>
    protected async Task<int[]> Found(string text, SearchKind kind = SearchKind.Supplier, SearchScope? scope = null) =>
        Numbers(await Ask(Typed(text, kind) with { PageSize = SearchQuery.MaxPageSize }, scope)).Order().ToArray();

    protected static int[] Numbers(SearchPage page) => page.Hits.Select(h => BitConverter.ToInt32(h.Id.ToByteArray())).ToArray();

    protected static SupplierSearchRecord[] Portfolio() =>
    [
        Supplier(1, "Example Cotton Mills Ltd") with { Country = "CN", Region = "Jiangsu", Band = Band.High, RiskScore = 71, Sector = "Textiles", Tier = 2, Flags = [FlagKind.Risk], OwnId = "S-0012", Goods = "cotton yarn", Address = "1 Invented Road, Nantong" },
        Supplier(2, "Beispiel Weberei GmbH") with { Country = "DE", Band = Band.Low, RiskScore = 8, Sector = "Textiles", Tier = 1, OwnId = "S-0013", Goods = "cotton fabric" },
        Supplier(3, "虚构棉纺有限公司") with { Country = "CN", Region = "Xinjiang", Band = Band.Critical, RiskScore = 95, Sector = "Textiles", Tier = 3, Flags = [FlagKind.HardTrigger, FlagKind.Risk], OwnId = "S-0014" },
        Supplier(4, "Sociedad Ficticia de Pesca S.A.") with { Country = "PE", Band = Band.Medium, RiskScore = 40, Sector = "Fishing", Tier = 1, OwnId = "S-0015", ListSource = "plant-2" },
        Supplier(5, "Nowhere Trading") with { OwnId = "X-1" },
    ];
}
