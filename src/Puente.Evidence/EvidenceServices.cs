using Microsoft.Extensions.DependencyInjection;

namespace Puente.Evidence;

/// <summary>The door through which a host takes this project in.</summary>
public static class EvidenceServices
{
    /// <summary>Registers an opened store and each of its parts. The caller disposes the store after the host.</summary>
    public static IServiceCollection AddEvidence(this IServiceCollection services, EvidenceStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        services.AddSingleton(_ => store.Clock);
        services.AddSingleton(_ => store.Database);
        services.AddSingleton(_ => store.Vocabulary);
        services.AddSingleton(_ => store.Rules.Regimes);
        services.AddSingleton(_ => store.Rules.Presets);
        services.AddSingleton(_ => store.Archive);
        services.AddSingleton(_ => store.Acts);
        services.AddSingleton(_ => store.Recorder);
        services.AddSingleton(_ => store.Roster);
        services.AddSingleton(_ => store.Viewers);
        services.AddSingleton(_ => store.Backup);
        services.AddSingleton(_ => store.Backups);
        services.AddSingleton(_ => store.Doctor);
        services.AddSingleton(_ => store.Search);
        services.AddSingleton(_ => store.Searches);
        services.AddSingleton(_ => store.DeskNotices);
        services.AddSingleton(_ => store.Documents);
        services.AddSingleton(_ => store.DocumentFiles);
        services.AddSingleton(_ => store.Pages);
        services.AddSingleton(_ => store.Identities);
        services.AddSingleton(_ => store.Matches);
        services.AddSingleton(_ => store.Duty);
        services.AddSingleton(_ => store.Retention);
        services.AddSingleton(_ => store.Watches);
        services.AddSingleton(_ => store.Alerts);
        services.AddSingleton(_ => store.WatchFollower);
        return services;
    }
}
