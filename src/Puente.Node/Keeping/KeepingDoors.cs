using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Node.Hosting;

namespace Puente.Node.Keeping;

/// <summary>What a running node does to keep itself: copies, the clock, figures for whoever watches machines.</summary>
internal static class KeepingDoors
{
    public static IServiceCollection AddKeeping(this IServiceCollection services, EvidenceStore store, NodeOptions options) => services
        .AddSingleton(store)
        .AddSingleton(new ClockWatch(store.Archive, options.Clock == TimeProvider.System))
        .AddSingleton<Meter>().AddSingleton<Health>().AddSingleton<Metrics>()
        .AddHostedService<ClockGate>()
        .AddHostedService<BackupSchedule>();
}
