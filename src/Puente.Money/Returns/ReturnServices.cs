using Puente.Evidence.Datasets;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Documents;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Ui.Layout;

namespace Puente.Money.Returns;

/// <summary>What the room has for orders and returns.</summary>
internal static class ReturnServices
{
    /// <summary>Adds desks, the gate of returns, what their rows say to the graph, and the pages.</summary>
    public static IServiceCollection AddReturns(this IServiceCollection services)
    {
        services.AddSingleton<OrderDesk>().AddSingleton<ReturnDesk>().AddSingleton<ReturnLines>().AddSingleton<ReturnTrials>().AddSingleton<PairDesk>().AddSingleton<RateDesk>().AddSingleton<ReturnTransfers>();
        services.AddSingleton(_ => new DocumentTables(ChildTables.OfThisProgram(DocumentChild.Command)));
        services.AddSingleton<IDatasetGate, ReturnGate>();
        services.AddSingleton<IRowFacts, ReturnRows>();
        services.AddNavigation(new NavItem(NavGroup.Records, "nav.money.orders", "/money/orders", "document", 40));
        return services;
    }
}
