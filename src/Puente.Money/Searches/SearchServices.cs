using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Ui.Layout;

namespace Puente.Money.Searches;

/// <summary>What the room has for searches and findings.</summary>
internal static class SearchServices
{
    /// <summary>Adds desks, the queue, and the pages.</summary>
    public static IServiceCollection AddSearches(this IServiceCollection services)
    {
        services.AddSingleton<OfficeTransferReader>().AddSingleton<PatternSearchQueue>().AddSingleton<PatternSearchDesk>().AddSingleton<FindingDesk>();
        services.AddHostedService(at => at.GetRequiredService<PatternSearchQueue>());
        services.AddNavigation(new NavItem(NavGroup.Work, "nav.money.findings", "/money/findings", "search", 41));
        return services;
    }
}

/// <summary>Public ids of searches and findings.</summary>
internal static class SearchPaths
{
    public static string Text(this Archive archive, PatternSearchId id) => archive.Ids.Text(IdKind.PatternSearch, id.Key);

    public static string Text(this Archive archive, FindingId id) => archive.Ids.Text(IdKind.Finding, id.Key);

    public static string Path(this Archive archive, FindingId id) => "/money/findings/" + archive.Text(id);

    public static PatternSearchId? PatternSearch(this Archive archive, string? text) => archive.Ids.TryRead(IdKind.PatternSearch, text, out var key) ? new PatternSearchId(key) : null;

    public static FindingId? Finding(this Archive archive, string? text) => archive.Ids.TryRead(IdKind.Finding, text, out var key) ? new FindingId(key) : null;
}
