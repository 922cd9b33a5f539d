using Microsoft.Extensions.DependencyInjection.Extensions;
using Puente.Evidence.Agencies;
using Puente.Node.Pages.Charts;
using Puente.Node.Pages.Datasets;
using Puente.Node.Pages.Documents;
using Puente.Node.Pages.Duty;
using Puente.Node.Pages.Entities;
using Puente.Node.Pages.Identity;
using Puente.Node.Pages.Import;
using Puente.Node.Pages.Record;
using Puente.Node.Pages.Search;
using Puente.Node.SignIn;
using Puente.Ui.Layout;

namespace Puente.Node.Pages;

/// <summary>What the pages for officers need besides the look.</summary>
public static class OfficerPages
{
    /// <summary>Words, addresses and what the pages do.</summary>
    public static IServiceCollection AddOfficerPages(this IServiceCollection services)
    {
        services.TryAddSingleton<ViewerOf>(_ => static context => context.TryViewer());
        services.AddScoped<Words>();
        services.AddSingleton<FormPresets>();
        services.AddScoped<ProvenanceForm>();
        services.AddSingleton<Duplicates>();
        services.AddSingleton<Finder>();
        services.AddSingleton<Addresses>();
        services.AddSingleton<Sightings>();
        services.AddSingleton<Judgement>();
        services.AddSingleton<ChartDesk>();
        services.AddScoped<ChartWords>();
        services.AddScoped<PlaceWords>();
        services.AddNavigation(
            new NavItem(NavGroup.Work, "nav.home", "/", "home", 10),
            new NavItem(NavGroup.Work, "nav.search", "/search", "search", 20),
            new NavItem(NavGroup.Work, "nav.watches", "/watches", "clock", 25),
            new NavItem(NavGroup.Work, "nav.duty", "/duty", "people", 27),
            new NavItem(NavGroup.Work, "nav.matching", "/matching", "people", 35),
            new NavItem(NavGroup.Work, "nav.record", "/record", "record", 30, nameof(Role.Recorder)),
            new NavItem(NavGroup.Records, "nav.import", "/import", "import", 10, nameof(Role.Importer)),
            new NavItem(NavGroup.Records, "nav.sources", "/sources", "document", 20),
            new NavItem(NavGroup.Records, "nav.datasets", "/datasets", "list", 30),
            new NavItem(NavGroup.Records, "nav.places", "/places", "place", 40),
            new NavItem(NavGroup.Records, "nav.retention", "/retention", "clock", 50));
        return services;
    }

    /// <summary>Maps what the pages fetch and post to besides themselves.</summary>
    public static IEndpointRouteBuilder MapOfficerPages(this IEndpointRouteBuilder app)
    {
        app.MapLinks();
        app.MapChart();
        app.MapSearches();
        app.MapFoundFiles();
        app.MapImports();
        app.MapDatasets();
        app.MapDocuments();
        app.MapScreenings();
        app.MapDutyDoors();
        return app;
    }
}
