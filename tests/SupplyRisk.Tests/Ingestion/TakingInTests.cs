using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Ingestion;

/// <summary>What holds for any lists: an undo brings back what was known, a snapshot is the difference of two lists, a file of problems reads as it was written.</summary>
public sealed class TakingInTests
{
    private const int Cases = 12;

    private static readonly string[] Countries = ["CN", "VN", "PT", "MX"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Names by id: some of twelve suppliers, each with one of three names and one of four countries.</summary>
    private static Gen<SortedDictionary<int, (int Name, int Country)>> Lists =>
        from ids in Gen.Choose(1, 12).NonEmptyListOf()
        from names in Gen.Choose(0, 2).ArrayOf(13)
        from countries in Gen.Choose(0, 3).ArrayOf(13)
        select new SortedDictionary<int, (int, int)>(ids.Distinct().ToDictionary(id => id, id => (names[id], countries[id])));

    [Fact]
    public Task An_undo_brings_back_what_was_known_whatever_the_two_lists_were() => EachAsync(Lists.Two(), async lists =>
    {
        await using var it = await TestInstallation.StartAsync(Store.Sqlite);
        await it.ImportAsync(List(lists.Item1));
        var before = await KnownAsync(it);
        it.Clock.NextDay();
        var second = await it.ImportAsync(List(lists.Item2));
        it.Clock.NextDay();
        (await it.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, second.Import.Id, Ct)).Done.ShouldBeTrue();
        (await KnownAsync(it)).ShouldBe(before);
    });

    [Fact]
    public Task A_snapshot_is_the_difference_of_two_lists() => EachAsync(Lists.Two(), async lists =>
    {
        var (first, second) = lists;
        await using var it = await TestInstallation.StartAsync(Store.Sqlite);
        await it.ListAsync(Watchlist(first));
        it.Clock.NextDay();
        var shrank = second.Count * 5 < first.Count * 4;
        var (snapshot, isNew) = shrank ? (await it.ShrunkListAsync(Watchlist(second)), true) : await TakenAsync(it, Watchlist(second));
        var same = first.Keys.Intersect(second.Keys).ToList();
        isNew.ShouldBe(!first.SequenceEqual(second));
        if (!isNew) return;
        (snapshot.Added, snapshot.Changed, snapshot.Removed).ShouldBe(
            (second.Keys.Except(first.Keys).Count(), same.Count(id => first[id] != second[id]), first.Keys.Except(second.Keys).Count()));
        var now = await it.ReadAsync(db => db.ListEntryVersions.At(it.Clock.Today(), it.Clock.Instant()).OrderBy(e => e.EntryId).Select(e => e.EntryId + " " + e.Name).ToListAsync(Ct));
        now.ShouldBe(second.Select(e => $"e-{e.Key:00} Glass Whale {e.Value.Name}"));
    });

    private static async Task<(Snapshot Snapshot, bool IsNew)> TakenAsync(TestInstallation it, string csv)
    {
        var report = await it.ListAsync(csv);
        return (report.Snapshot, report.IsNew);
    }

    [Fact]
    public void A_file_of_problems_holds_the_cells_as_they_were()
    {
        // What a person may have typed, quotes, delimiters, line ends and formulas among it; blanks at the ends are nobody's.
        var cells = Gen.Elements("Kettle", "\"", "\"\"", ",", ";", "\n", "\r\n", "=1", "+", "-", "@", "'", "纸壶", " ", "a").NonEmptyListOf().Select(p => string.Concat(p).Trim());
        Prop.ForAll(cells.ListOf(3).ToArbitrary(), drawn =>
        {
            using var stream = new MemoryStream();
            var columns = drawn.Select((_, i) => new MappedColumn { Index = i, Header = $"column {i}", Confidence = 1, Why = "", Samples = [] }).ToList();
            RejectedRowsFile.Write(stream, columns, [new ListRow { Row = 2, Issues = [new RowIssue(2, "column 0", null, IssueSeverity.Error, "wrong", "mend")], Raw = [.. drawn] }]);
            using var csv = new CsvHelper.CsvParser(new StringReader(Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\ufeff')), System.Globalization.CultureInfo.InvariantCulture);
            csv.Read().ShouldBeTrue();
            csv.Read().ShouldBeTrue();
            csv.Record.ShouldNotBeNull().Take(3).Select(c => c.Length > 1 && c[0] == '\'' && c[1] is '=' or '+' or '-' or '@' ? c[1..] : c)
                .ShouldBe(drawn.Select(c => c.Length > 1 && c[0] == '\'' && c[1] is '=' or '+' or '-' or '@' ? c[1..] : c));
            csv.Record.Take(3).ShouldAllBe(c => c.Length == 0 || !"=+-@".Contains(c[0], StringComparison.Ordinal));
            csv.Read().ShouldBeFalse();
        }).QuickCheckThrowOnFailure();
    }

    // Each case is an installation of its own, so there are few of them; their seed is fixed, so they are the same ones everywhere.
    private static async Task EachAsync<T>(Gen<T> cases, Func<T, Task> holds)
    {
        foreach (var one in cases.Sample(Cases, new Rnd(20261122), 30)) await holds(one);
    }

    private static string List(SortedDictionary<int, (int Name, int Country)> list) =>
        "Supplier ID,Supplier name,Country\n" + string.Concat(list.Select(s => $"S-{s.Key:00},Paper Kettle {s.Value.Name},{Countries[s.Value.Country]}\n"));

    private static string Watchlist(SortedDictionary<int, (int Name, int Country)> list) =>
        "id,name,country\n" + string.Concat(list.Select(s => $"e-{s.Key:00},Glass Whale {s.Value.Name},{Countries[s.Value.Country]}\n"));

    /// <summary>What is known now of every supplier that is listed.</summary>
    private static Task<List<string>> KnownAsync(TestInstallation it) => it.ReadAsync(db => (
        from s in db.Suppliers
        join v in db.SupplierVersions.At(it.Clock.Today(), it.Clock.Instant()) on s.Id equals v.SupplierId
        orderby s.OwnId
        select s.OwnId + " " + v.Name + " " + v.Country + " " + (s.NotListedSince == null)).ToListAsync(Ct));
}
