using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Disclosure.Writing;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure;

/// <summary>Registers laws and statements.</summary>
public static class DisclosureServices
{
    public static IServiceCollection AddStatements(this IServiceCollection services) => services
        .AddSingleton(s => new FrameworkFiles(s.GetRequiredService<ActiveRulesets>().Folders))
        .AddSingleton<FreezeRecords>()
        .AddSingleton<KeepEntity>()
        .AddSingleton<RecordFact>()
        .AddSingleton<DraftStatement>()
        .AddSingleton<WriteStatement>()
        .AddSingleton<MoveStatement>()
        .AddSingleton<FindStatements>()
        .AddSingleton<PdfPrinter>()
        .AddSingleton<ExportStatement>();
}
