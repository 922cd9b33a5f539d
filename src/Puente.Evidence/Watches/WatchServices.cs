using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Puente.Evidence.Watches;

/// <summary>The door through which a host takes watches in.</summary>
public static class WatchServices
{
    /// <summary>Keeps watches up to date while the node runs.</summary>
    public static IServiceCollection AddWatches(this IServiceCollection services) => services.AddHostedService<Keeper>();

    /// <summary>Looks for the watches when something was committed, and every few seconds for days that begin and rights that change.</summary>
    private sealed class Keeper(WatchFollower follower, WatchDesk desk, ILoggerFactory logs) : BackgroundService
    {
        private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);
        private readonly ILogger _log = logs.CreateLogger("Puente.Watches");
        private readonly SemaphoreSlim _moved = new(1);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            follower.Moved += OnMoved;
            desk.Begun += OnMoved;
            try
            {
                while (true)
                {
                    await _moved.WaitAsync(Turn, stoppingToken);
                    try
                    {
                        await follower.CatchUpAsync(stoppingToken);
                    }
                    catch (Exception error) when (error is not OperationCanceledException)
                    {
                        _log.LogError(error, "Watches could not follow the record");
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The node stops; after the next start every watch looks at the whole record.
            }
            finally
            {
                follower.Moved -= OnMoved;
                desk.Begun -= OnMoved;
            }
        }

        public override void Dispose()
        {
            base.Dispose();
            _moved.Dispose();
        }

        private void OnMoved()
        {
            if (_moved.CurrentCount == 0) _moved.Release();
        }
    }
}
