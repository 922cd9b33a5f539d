using Puente.Evidence.Storage;
using Puente.Money.Following;
using Puente.Money.Returns;
using Puente.Money.Returns.Api;
using Puente.Money.Returns.Pages;
using Puente.Money.Searches;
using Puente.Money.Searches.Api;
using Puente.Money.Tracing.Node;
using Puente.Ui.Layout;

namespace Puente.Money;

/// <summary>The doors of this room: what a host adds to have it.</summary>
public static class MoneyRoom
{
    /// <summary>The tables that the room keeps.</summary>
    public static MigrationSet Migrations { get; } = new("money", typeof(MoneyRoom).Assembly);

    /// <summary>Adds what the room does and its pages.</summary>
    public static IServiceCollection AddMoney(this IServiceCollection services)
    {
        services.AddSingleton(new PageAssembly(typeof(MoneyRoom).Assembly));
        services.AddReturns();
        services.AddSingleton<FollowDesk>().AddSingleton<TraceDesk>().AddSingleton<NodeExhibit>();
        services.AddNavigation(new NavItem(NavGroup.Work, "nav.money.follow", "/money/follow", "links", 40));
        services.AddSearches();
        services.AddNavigation(new NavItem(NavGroup.Work, "nav.money.trace", "/money/trace", "list", 41));
        return services;
    }

    /// <summary>Maps what programs ask, under the group that checks every call.</summary>
    public static RouteGroupBuilder MapMoney(this RouteGroupBuilder api)
    {
        api.MapOrders();
        api.MapFollowing();
        api.MapSearches();
        api.MapTracing();
        return api;
    }

    /// <summary>Maps what the pages send besides themselves.</summary>
    public static IEndpointRouteBuilder MapMoneyDoors(this IEndpointRouteBuilder app)
    {
        app.MapReturnDoors();
        app.MapFollowFiles();
        app.MapTraceDoors();
        return app;
    }
}
