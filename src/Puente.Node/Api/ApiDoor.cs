using System.Text.Json;
using System.Text.Json.Serialization;

namespace Puente.Node.Api;

/// <summary>The door of programs: everything under <c>/api/v1</c>, with an officer's token, through the same reading as the pages.</summary>
public static class ApiDoor
{
    /// <summary>How bodies are written: camel case, words for choices, nothing for null.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services.AddSingleton<Departures>().ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        json.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    });

    /// <summary>Maps every endpoint. Each needs a viewer unless it says otherwise.</summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var api = app.MapGroup("/api/v1");
        api.MapEntities();
        api.MapStatements();
        api.MapNode();
        api.MapImports();
        api.MapSearch();
        api.MapExport();
        api.MapDatasets();
        return app;
    }
}
