using SupplyRisk.EndToEnd.Faults;

namespace SupplyRisk.EndToEnd.Matching;

/// <summary><c>supplyrisk match</c>: columns, order and options as scripts rely on them.</summary>
public sealed class MatchCommandTests
{
    private const string List =
        "id,name,aliases,country\n"
        + "e1,\"Aksu Brenik Color Spinning Co., Ltd.\",Akesu Brenik Melange Yarn Co. Ltd.,CN\n"
        + "e2,Brenik Real Estate and Insurance Holding,,CN\n"
        + "e3,\"Hetian Qorvane Hair Accessories Co. Ltd.\",,CN\n";

    [Fact]
    public async Task Queries_are_answered_in_their_order_best_first()
    {
        using var it = new DataFolder();
        var list = it.Write("list.csv", List);
        var queries = it.Write("queries.csv", "query_id,query,country\nz,Hotan Qorvane Hair Accessories,CN\na,Akesu Brenik Spinning,\nn,N/A,CN\n");
        var ended = await BuiltProgram.RunAsync("match", "--watchlist", list, "--queries", queries, "--format", "csv");
        ended.Code.ShouldBe(0, ended.Said);
        var lines = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("query_id,rank,entry_id,match_score,matched_alias,outcome");
        lines.Skip(1).Select(l => string.Join(',', l.Split(',').Take(3))).ShouldBe(["z,1,e3", "a,1,e1"]);
        lines.Skip(1).ShouldAllBe(l => l.EndsWith(",candidate", StringComparison.Ordinal));

        var low = await BuiltProgram.RunAsync("match", "--watchlist", list, "--queries", queries, "--threshold", "0.2", "--limit", "2", "--format", "jsonl");
        low.Code.ShouldBe(0, low.Said);
        var rows = low.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.ShouldContain(r => r.Contains("\"entry_id\":\"e2\"", StringComparison.Ordinal) && r.Contains("\"outcome\":\"related\"", StringComparison.Ordinal));
        rows.Count(r => r.Contains("\"query_id\":\"a\"", StringComparison.Ordinal)).ShouldBe(2);
        rows.ShouldNotContain(r => r.Contains("\"query_id\":\"n\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pairs_are_scored_row_by_row()
    {
        using var it = new DataFolder();
        var pairs = it.Write("pairs.csv", "left_name,left_country,right_name,right_country\nUrumqi Brenik Textile,CN,Wulumuqi Brenik Textile Co Ltd,CN\nBrenik Corp,,Qorvane Corp,\n-,,-,\n");
        var ended = await BuiltProgram.RunAsync("match", "--pairs", pairs, "--format", "csv");
        ended.Code.ShouldBe(0, ended.Said);
        var lines = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("row,match_score,outcome");
        lines[1].ShouldMatch("^0,0\\.9[0-9]{3},candidate$");
        lines[2..].ShouldBe(["1,0.0000,below", "2,0.0000,below"]);
    }

    [Fact]
    public async Task What_cannot_be_used_is_told_at_once()
    {
        using var it = new DataFolder();
        var ended = await BuiltProgram.RunAsync("match", "--watchlist", it.Below("none.csv"), "--limit", "0", "--format", "csv");
        ended.Code.ShouldBe(2);
        ended.Said.ShouldContain("--queries");
        ended.Said.ShouldContain("--limit");
        ended.Said.ShouldContain("none.csv");
    }
}
