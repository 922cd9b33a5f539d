using Puente.Evidence.Storage;
using Puente.Money;

namespace Puente.Node.Hosting;

/// <summary>The rooms of capabilities that this node has.</summary>
internal static class Rooms
{
    /// <summary>Tables that rooms keep besides the record.</summary>
    public static IReadOnlyList<MigrationSet> Migrations { get; } = [MoneyRoom.Migrations];

    /// <summary>What rooms do.</summary>
    public static IServiceCollection AddRooms(this IServiceCollection services) => services.AddMoney();

    /// <summary>What programs ask of rooms.</summary>
    public static void MapRooms(this RouteGroupBuilder api) => api.MapMoney();

    /// <summary>What pages of rooms send besides themselves.</summary>
    public static void MapRoomDoors(this IEndpointRouteBuilder app) => app.MapMoneyDoors();
}
