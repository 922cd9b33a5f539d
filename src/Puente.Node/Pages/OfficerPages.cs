using Puente.Node.Pages.Entities;

namespace Puente.Node.Pages;

/// <summary>What the pages for officers need besides the look.</summary>
public static class OfficerPages
{
    /// <summary>Words, addresses and what the pages do.</summary>
    public static IServiceCollection AddOfficerPages(this IServiceCollection services)
    {
        services.AddScoped<Words>();
        services.AddSingleton<Addresses>();
        services.AddSingleton<Sightings>();
        services.AddSingleton<Judgement>();
        return services;
    }

    /// <summary>Maps what the pages fetch and post to besides themselves.</summary>
    public static IEndpointRouteBuilder MapOfficerPages(this IEndpointRouteBuilder app)
    {
        app.MapLinks();
        return app;
    }
}
