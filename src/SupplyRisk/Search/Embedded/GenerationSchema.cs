using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SupplyRisk.Search.Embedded;

/// <summary>How a generation's file is laid out.</summary>
/// <remarks>
/// A kind has two tables. The record table holds what filters, counts and orders need, which is read into memory (<see cref="RecordCache"/>), and last
/// in the row the texts for titles and snippets, read for the hits of a page only. The full-text table holds no text of its own (<c>content=''</c>)
/// and splits at spaces only (<c>ascii</c>), because analysis is ours (<see cref="SearchAnalysis"/>).
/// </remarks>
internal static class GenerationSchema
{
    /// <summary>Raised whenever the tables change. A file of another format is not read but filled anew.</summary>
    private const int Layout = 1;

    private const int Format = Layout * 1000 + SearchAnalysis.Version;

    private static string? s_sql; // after what it is made of

    private const int ApplicationId = 0x53524958; // "SRIX"

    public static string Sql => s_sql ??= Write();

    public static string Records(SearchKind kind) => kind switch { SearchKind.Supplier => "supplier", SearchKind.Document => "document" };

    public static string Fts(SearchKind kind) => Records(kind) + "_fts";

    /// <summary>False for anything but a file of this very format.</summary>
    public static bool IsKnown(SqliteConnection connection) =>
        connection.Number("PRAGMA application_id") == ApplicationId && connection.Number("PRAGMA user_version") == Format;

    private static string Write()
    {
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"""
            PRAGMA application_id={ApplicationId};
            PRAGMA user_version={Format};
            CREATE TABLE state(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO state VALUES('change', 0);
            CREATE TABLE field_value(code INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE(field, value));
            """);
        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            var parts = string.Join(", ", SearchFields.PartsOf(kind).Select(p => $"p{(int)p.Part}"));
            sql.Append(CultureInfo.InvariantCulture, $"""

                CREATE TABLE {Records(kind)}(rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, deleted INTEGER NOT NULL,
                  change INTEGER NOT NULL, restricted INTEGER NOT NULL, order_value INTEGER, codes BLOB NOT NULL, suppliers BLOB NOT NULL, texts BLOB NOT NULL);
                CREATE INDEX {Records(kind)}_change ON {Records(kind)}(change);
                CREATE VIRTUAL TABLE {Fts(kind)} USING fts5({parts}, content='', contentless_delete=1, tokenize='ascii');
                """);

        }
        sql.Append(Piecemeal);
        return sql.ToString();
    }

    /// <summary>For a table filled little by little. The default hash of 1 MB makes a document batch flush hundreds of small segments, to be merged again.</summary>
    public static string Piecemeal { get; } = Settings(hashMegabytes: 16, mergeAt: 4);

    /// <summary>For a table filled at once and merged at the end: merging on the way would be done twice.</summary>
    public static string AtOnce { get; } = Settings(hashMegabytes: 48, mergeAt: 0);

    private static string Settings(int hashMegabytes, int mergeAt) => string.Concat(Enum.GetValues<SearchKind>().Select(kind => string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO {Fts(kind)}({Fts(kind)}, rank) VALUES('hashsize', {hashMegabytes << 20}), ('automerge', {mergeAt});")));
}
