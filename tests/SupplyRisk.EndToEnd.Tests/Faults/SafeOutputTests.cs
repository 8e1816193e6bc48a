namespace SupplyRisk.EndToEnd.Faults;

/// <summary>What a list holds must not act where it is read again: in a spreadsheet, in a terminal, in a browser.</summary>
public sealed class SafeOutputTests
{
    [Fact]
    public async Task Formulas_in_names_do_not_run_in_the_csv_that_comes_out()
    {
        using var it = new DataFolder();
        var list = it.Write("list.csv", "Supplier ID,Supplier name,Country\n=1+1,\"=HYPERLINK(\"\"http://x\"\")\",CN\n@SUM,+cmd|calc,VN\n-2,-3+4,PT\n");
        var ended = await BuiltProgram.RunAsync("screen", list, "--format", "csv");
        ended.Code.ShouldBe(0, ended.Said);
        var cells = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).SelectMany(l => l.Split(',').Take(2)).ToList();
        cells.Count.ShouldBe(6);
        cells.ShouldAllBe(c => c.TrimStart('"')[0] == '\'');
    }

    [Fact]
    public async Task Names_from_files_do_not_steer_the_terminal()
    {
        using var it = new DataFolder();
        Directory.CreateDirectory(it.Below("audits"));
        var name = it.Below(Path.Combine("audits", "a\u001b[2J\u202efdp.pdf"));
        await File.WriteAllTextAsync(name, "\u0001\u0002\u0003", TestContext.Current.CancellationToken);
        var list = it.Write("list.csv", "Supplier ID,Supplier name,Country\nS-1,Paper Kettle,CN\n");
        var ended = await BuiltProgram.RunAsync("screen", list, "--documents", it.Below("audits"), "--format", "table");
        ended.Code.ShouldBe(0, ended.Said);
        ended.Said.ShouldContain("a\\u001B[2J\\u202Efdp.pdf");
        (ended.Said + ended.Output).ShouldNotContain('\u001b');
        var wrong = await BuiltProgram.RunAsync("import", it.Write("wrong.csv", "a\u001b[31mb,c\n1,2\n"), "--source", "erp", "--data", it.Path);
        wrong.Code.ShouldBe(2, wrong.Said);
        wrong.Said.ShouldNotContain('\u001b');
    }
}
