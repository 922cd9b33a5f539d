using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Puente.Node.Hosting;

namespace Puente.Node.Api;

/// <summary>The door of programs: everything under <c>/api/v1</c>, with an officer's token, through the same reading as the pages.</summary>
public static class ApiDoor
{
    /// <summary>How bodies are written: camel case, words for choices, nothing for null. A body that cannot be read is refused with its place.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services.AddSingleton<Departures>().AddDescription().ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.RespectNullableAnnotations = true;
        json.SerializerOptions.TypeInfoResolver = (json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Require);
        json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.SerializerOptions.Converters.Add(new WhenWriter());
        json.SerializerOptions.Converters.Add(new ProblemWriter());
        json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        json.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }).Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true);

    /// <summary>A member that may not be null may not be left out either.</summary>
    private static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
            if (member is { AssociatedParameter: { IsNullable: false, HasDefaultValue: false }, PropertyType.IsValueType: false }) member.IsRequired = true;
    }

    /// <summary>Maps every endpoint. Each needs a viewer unless it says otherwise.</summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var api = app.MapGroup("/api/v1").AddEndpointFilter(AskedTimes.CheckAsync).AddEndpointFilter(StatementApi.ReasonGivenAsync);
        api.MapEntities();
        api.MapStatements();
        api.MapRules();
        api.MapNode();
        api.MapRoster();
        api.MapImports();
        api.MapSearch();
        api.MapWatches();
        api.MapDuty();
        api.MapRetention();
        api.MapAlerts();
        api.MapExport();
        api.MapDatasets();
        api.MapDocuments();
        api.MapIdentity();
        api.MapChart();
        api.MapPlaces();
        api.MapRooms();
        app.MapDescription();
        return app;
    }
}
