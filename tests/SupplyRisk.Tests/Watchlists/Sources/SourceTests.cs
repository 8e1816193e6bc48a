using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Watchlists.Sources;

/// <summary>What every source has in common.</summary>
public sealed class SourceTests
{
    public static TheoryData<string, string, string[]> Fixtures => new(Lists.Fixtures.Select(f => (f.Source, f.Folder, f.Files)));

    [Fact]
    public void Every_source_has_the_same_files_and_a_fixture()
    {
        foreach (var source in WatchlistSources.All)
        {
            var (folder, own) = (Lists.Fixtures.First(f => f.Source == source.Id).Folder, source.GetType().Name[..^"Source".Length]);
            var files = Directory.GetFiles(Lists.PathOf(folder, "")).Select(f => Path.GetFileName(f)).ToList();
            files.ShouldContain($"{own}Source.cs");
            files.ShouldContain(f => f.EndsWith("Reader.cs", StringComparison.Ordinal));
            files.ShouldContain(f => f.EndsWith("Mapper.cs", StringComparison.Ordinal) || f.EndsWith("Row.cs", StringComparison.Ordinal));
            files.ShouldContain(f => f.StartsWith("fixture", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Reads_its_fixture_without_a_problem(string source, string folder, string[] files)
    {
        var (entries, notes) = Lists.Read(source, Lists.Fixture(folder, files));
        notes.Issues.ShouldBeEmpty(string.Join(" ", notes.Issues));
        notes.Remarks.ShouldBeEmpty(string.Join(" ", notes.Remarks.Keys));
        entries.ShouldNotBeEmpty();
        entries.Select(e => e.Id).ShouldBeUnique();
        entries.ShouldAllBe(e => e.Name.Length > 0 && !e.Aliases.Contains(e.Name));
        Lists.Read(source, Lists.Fixture(folder, files)).Entries.Select(e => e.Id).ShouldBe(entries.Select(e => e.Id), "the next edition has the same ids");
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_file_cut_off_in_the_middle_is_told(string source, string folder, string[] files)
    {
        if (files[0] == "fixture.csv" && source == "custom") return; // rows of one's own may leave out their last fields: only that it shrank is seen
        var whole = File.ReadAllBytes(Lists.PathOf(folder, files[0]));
        // Within the last entry: what stands before may read well.
        Lists.With(whole[..(whole.Length * 4 / 5)], files[0], cut => Cut(source, cut, folder, files)).Count.ShouldBeGreaterThan(0, $"{source} {files[0]}");
    }

    // A list of rows without an end can only be seen to be cut where a row is.
    private static IReadOnlyList<ListIssue> Cut(string source, ListFiles cut, string folder, string[] files)
    {
        var all = new ListFiles([cut.First, .. Lists.Fixture(folder, files).All.Skip(1)]);
        var (entries, notes) = Lists.Read(source, all);
        if (notes.Issues.Count > 0) return notes.Issues;
        var before = Lists.Read(source, Lists.Fixture(folder, files)).Entries.Count;
        return entries.Count < before * 0.8 ? [new ListIssue(0, null, null, "It shrank, which holds it.", "")] : [];
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Another_lists_file_is_not_taken_for_its_own(string source, string folder, string[] files)
    {
        _ = folder;
        foreach (var other in Lists.Fixtures.Where(f => f.Source != source && Path.GetExtension(f.Files[0]) == Path.GetExtension(files[0])))
        {
            var (entries, notes) = Lists.Read(source, Lists.Fixture(other.Folder, other.Files));
            (entries.Count == 0 || notes.Issues.Count > 0).ShouldBeTrue($"{source} took {other.Folder} without a word");
        }
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("<", "half a tag")]
    [InlineData("<html><body><table><tr><td>x</td></tr></table></body></html>", "a page of something else")]
    [InlineData("{\"results\": [", "half of an array")]
    [InlineData("[1, 2, \"x\"]", "an array of something else")]
    [InlineData("PK\u0003\u0004broken", "half of a workbook")]
    [InlineData("a;b;c\n1;2;3\n", "another table")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><export>&e;</export>", "an entity from outside")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><sdnList><sdnEntry>&b;</sdnEntry></sdnList>", "an entity that grows")]
    public void No_source_takes_what_is_no_list(string content, string what)
    {
        foreach (var source in WatchlistSources.All)
        {
            var survey = Lists.With(System.Text.Encoding.UTF8.GetBytes(content), "list.bin", files => ReadList.Survey(source, files, new ReadingOptions()));
            survey.Notes.Issues.ShouldNotBeEmpty($"{source.Id} took {what}");
            survey.Notes.Issues.ShouldAllBe(i => i.Message.Length > 0 && !i.Message.Contains("root:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_element_that_never_ends_is_not_kept_in_memory()
    {
        var endless = "<export generationDate=\"2026-11-18\">" + "<sanctionEntity>" + string.Concat(Enumerable.Repeat("<remark>x</remark>", 60_000));
        Lists.With(System.Text.Encoding.UTF8.GetBytes(endless), "eu.xml", f => Lists.Read("eu", f)).Notes.Issues.ShouldHaveSingleItem().Message.ShouldContain("larger or deeper");
        var deep = "<CONSOLIDATED_LIST><ENTITIES><ENTITY>" + string.Concat(Enumerable.Repeat("<a>", 10_000));
        Lists.With(System.Text.Encoding.UTF8.GetBytes(deep), "un.xml", f => Lists.Read("un", f)).Notes.Issues.ShouldHaveSingleItem().Message.ShouldContain("larger or deeper");
        var page = "<html>" + string.Concat(Enumerable.Repeat("<div>", 100_000)) + "</html>";
        Lists.With(System.Text.Encoding.UTF8.GetBytes(page), "uflpa.html", f => Lists.Read("uflpa", f)).Notes.Issues.ShouldHaveSingleItem();
        var nested = "{\"results\":[" + string.Concat(Enumerable.Repeat("{\"a\":", 10_000));
        Lists.With(System.Text.Encoding.UTF8.GetBytes(nested), "csl.json", f => Lists.Read("csl", f)).Notes.Issues.ShouldHaveSingleItem();
        var line = "{\"id\":\"x\",\"schema\":\"Company\",\"properties\":{\"name\":[\"" + new string('x', 9_000_000) + "\"]}}";
        Lists.With(System.Text.Encoding.UTF8.GetBytes(line), "ftm.json", f => Lists.Read("opensanctions", f)).Notes.Issues.ShouldHaveSingleItem().Message.ShouldContain("longer than");
    }
}
