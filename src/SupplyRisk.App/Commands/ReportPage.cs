using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary>The report as one self-contained HTML file.</summary>
internal static class ReportPage
{
    public static Task WriteAsync(IServiceProvider services, IAsyncEnumerable<ReportRow> rows, TextWriter output, CancellationToken ct) =>
        throw new NotSupportedException();
}
