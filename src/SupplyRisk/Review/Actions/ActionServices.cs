using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Review.Exchange;

namespace SupplyRisk.Review.Actions;

/// <summary>Registers corrective actions and the exchange with suppliers.</summary>
public static class ActionServices
{
    public static IServiceCollection AddCorrectiveActions(this IServiceCollection services) => services
        .AddSingleton<PlanAction>()
        .AddSingleton<ChangeAction>()
        .AddSingleton<MoveAction>()
        .AddSingleton<FindActions>()
        .AddSingleton<PageLinks>()
        .AddSingleton<AskSupplier>()
        .AddSingleton<FindSupplierPage>()
        .AddSingleton<AnswerAsSupplier>()
        .AddSingleton<DecideAnswer>()
        .AddSingleton<FindExchange>();
}
