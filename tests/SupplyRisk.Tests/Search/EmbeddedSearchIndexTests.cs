using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Search;
using SupplyRisk.Search.Embedded;

namespace SupplyRisk.Tests.Search;

/// <summary>The contract on SQLite FTS5.</summary>
public sealed class EmbeddedSearchIndexContractTests : SearchIndexContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<EmbeddedSearchIndex> _opened = [];

    protected override Task<ISearchIndex> CreateAsync() => OpenAnotherAsync();

    protected override Task<ISearchIndex> OpenAnotherAsync()
    {
        var index = new EmbeddedSearchIndex(_folder.Path, NullLogger<EmbeddedSearchIndex>.Instance);
        _opened.Add(index);
        return Task.FromResult<ISearchIndex>(index);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var index in _opened)
            index.Dispose();
        _folder.Dispose();
        await base.DisposeAsync();
    }
}

/// <summary>What becomes of the files.</summary>
public sealed class EmbeddedSearchIndexFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_what_was_written_for_the_next_start()
    {
        using (var index = Open())
            await Write(index, "Cotton");
        using var again = Open();
        (await Count(again)).ShouldBe(1);
    }

    [Fact]
    public async Task Makes_a_folder_that_is_not_there()
    {
        using var index = new EmbeddedSearchIndex(Path.Combine(_folder.Path, "new", "data"), NullLogger<EmbeddedSearchIndex>.Instance);
        (await Count(index)).ShouldBe(0);
    }

    [Theory]
    [InlineData("not a database at all, but long enough to be taken for the head of one")]
    [InlineData("")]
    public async Task A_damaged_file_gives_way_to_an_empty_index_that_says_it_was_never_filled(string content)
    {
        using (var index = Open())
        {
            await index.WriteAsync(new SearchBatch([Supplier(1, "Cotton")], new OutboxSpan(default, new OutboxPosition(0, 1))), Ct);
            await index.MaintainAsync(Ct);
        }
        await File.WriteAllTextAsync(Databases().Single(), content, Ct);
        foreach (var beside in Directory.GetFiles(_folder.Path, "*.db-*"))
            File.Delete(beside);

        using var again = Open();
        (await Count(again)).ShouldBe(0);
        (await again.CursorAsync(Ct)).ShouldBeNull();
        await Write(again, "Cotton");
        (await Count(again)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_another_format_is_not_read()
    {
        using (var index = Open())
            await Write(index, "Cotton");
        using (var connection = new SqliteConnection($"Data Source={Databases().Single()};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=999999";
            command.ExecuteNonQuery();
        }
        using var again = Open();
        (await Count(again)).ShouldBe(0);
        (await again.CursorAsync(Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_was_deleted_under_a_running_index_is_replaced_by_an_empty_one()
    {
        using var index = Open();
        await Write(index, "Cotton");
        foreach (var file in Directory.GetFiles(_folder.Path, "*.db*"))
            File.Delete(file);
        (await Count(index)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_killed_rebuild_left_is_never_read_and_cleared_away()
    {
        using var index = Open();
        await Write(index, "Cotton");

        // As a kill leaves it: a half-written generation, its journal, a pointer not yet moved. The lock is gone with the process.
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "search-000007.db"), "half", Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "search-000007.db-journal"), "half", Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "search.live.next"), "7", Ct);

        using var again = Open();
        (await Count(again)).ShouldBe(1);
        await again.MaintainAsync(Ct);
        Databases().Length.ShouldBe(1);
        (await Count(again)).ShouldBe(1);
    }

    [Fact]
    public async Task A_rebuild_leaves_one_database()
    {
        using var index = Open();
        await Write(index, "Cotton");
        await using (var rebuild = await index.BeginRebuildAsync(default, Ct))
        {
            Databases().Length.ShouldBe(2);
            await rebuild.ShouldNotBeNull().CompleteAsync(Ct);
        }
        Databases().Length.ShouldBe(1);
        (await Count(index)).ShouldBe(0);
    }

    [Fact]
    public async Task Leaves_other_files_of_the_data_folder_alone()
    {
        var foreign = Path.Combine(_folder.Path, "search-of-last-year.db");
        await File.WriteAllTextAsync(foreign, "not ours", Ct);
        using var index = Open();
        await using (var rebuild = await index.BeginRebuildAsync(default, Ct))
            await rebuild.ShouldNotBeNull().CompleteAsync(Ct);
        await index.MaintainAsync(Ct);
        File.Exists(foreign).ShouldBeTrue();
    }

    [Fact]
    public async Task Several_readers_and_a_writer_never_see_half_a_batch()
    {
        using var index = Open();
        await index.CursorAsync(Ct);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var page = await index.SearchAsync(new SearchQuery { Kind = SearchKind.Supplier, Terms = [new(TermKind.Word, "cotton")], Facets = [SearchField.ListSource] }, SearchScope.All, Ct);
                (page.Total % 10).ShouldBe(0);
                page.Facets.Single().Counts.Sum(c => c.Count).ShouldBe(page.Total);
            }
        }, Ct)).ToList();
        for (var batch = 0; batch < 40; batch++)
            await index.WriteAsync(new SearchBatch([.. Enumerable.Range(batch * 10, 10).Select(n => Supplier(n, "Cotton"))]), Ct);
        await done.CancelAsync();
        await Task.WhenAll(readers);
        (await Count(index)).ShouldBe(400);
    }

    private EmbeddedSearchIndex Open() => new(_folder.Path, NullLogger<EmbeddedSearchIndex>.Instance);

    private string[] Databases() => Directory.GetFiles(_folder.Path, "search-*.db");

    private static Task<WriteOutcome> Write(EmbeddedSearchIndex index, string name) => index.WriteAsync(new SearchBatch([Supplier(1, name)]), Ct);

    private static Task<long> Count(EmbeddedSearchIndex index) => index.CountAsync(SearchKind.Supplier, SearchScope.All, Ct);

    private static SupplierSearchRecord Supplier(int number, string name) => new() { Id = new Guid(number, 0, 0, new byte[8]), Version = 1, Name = name, ListSource = "erp" };
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("supplyrisk-search-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
