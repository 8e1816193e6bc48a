using System.Globalization;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.App.Commands;

/// <summary>What commands tell people on stderr.</summary>
internal static class Messages
{
    public const string NoListLoaded =
        "No enforcement list is loaded, so no name was compared with one. Load one with `supplyrisk watchlists import NAME FILE`, or give --watchlists DIR.";

    public static string Of(ImportReport report)
    {
        var i = report.Import;
        return string.Create(CultureInfo.InvariantCulture,
            $"{i.FileName}: {i.RowsTaken:N0} of {i.RowsRead:N0} rows taken as {report.Source} ({i.New:N0} new, {i.Changed:N0} changed, {i.Unchanged:N0} unchanged, {i.NoLongerListed:N0} no longer listed; {i.RowsRejected:N0} rejected, {i.Warnings:N0} warnings)");
    }

    public static async Task WriteAsync(DocumentsReport report)
    {
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report.Added:N0} documents read, {report.AlreadyKnown:N0} known already, {report.Unreadable.Count:N0} unreadable, {report.Unlinked.Count:N0} linked to no supplier, {report.Proposed:N0} links to confirm"));
        foreach (var (path, reason) in report.Unreadable)
            await Console.Error.WriteLineAsync($"  unreadable: {Words.Visible(path)}: {reason}");
        foreach (var (path, reason) in report.Ignored)
            await Console.Error.WriteLineAsync($"  left out: {Words.Visible(path)}: {reason}");
        foreach (var path in report.Unlinked)
            await Console.Error.WriteLineAsync($"  no supplier found for: {Words.Visible(path)}");
    }
}
