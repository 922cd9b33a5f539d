using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Puente.Evidence.Acts;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Identity;

/// <summary>The door through which a host takes matching in.</summary>
public static class IdentityServices
{
    /// <summary>Registers screenings, and keeps the index of persons and organisations up to date while nobody asks.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton(at => new ScreeningQueue(
            at.GetRequiredService<Archive>(), at.GetRequiredService<IdentityIndex>(), at.GetRequiredService<Uploads>(), at.GetRequiredService<Viewers>(), Failed(at, "A screening failed")));
        services.AddSingleton(at => new ScreeningDesk(
            at.GetRequiredService<Archive>(), at.GetRequiredService<ActLog>(), at.GetRequiredService<IdentityIndex>(), at.GetRequiredService<Uploads>(), at.GetRequiredService<ScreeningQueue>()));
        services.AddHostedService(at => new Keeper(at.GetRequiredService<IdentityIndex>(), at.GetRequiredService<ScreeningQueue>(), Failed(at, "Matching could not follow the record")));
        return services;
    }

    private static Action<Exception> Failed(IServiceProvider at, string what)
    {
        var log = at.GetRequiredService<ILoggerFactory>().CreateLogger("Puente.Identity");
        return error => log.LogError(error, "{What}", what);
    }

    /// <summary>Matches what was recorded, after it was recorded and before somebody asks.</summary>
    private sealed class Keeper(IdentityIndex index, ScreeningQueue screenings, Action<Exception> failed) : BackgroundService
    {
        private readonly SemaphoreSlim _moved = new(1);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await screenings.ResumeAsync(stoppingToken);
            index.Moved += OnMoved;
            try
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await _moved.WaitAsync(stoppingToken);
                    try
                    {
                        await index.WarmAsync(stoppingToken);
                    }
                    catch (Exception error) when (error is not OperationCanceledException)
                    {
                        failed(error);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The node stops.
            }
            finally
            {
                index.Moved -= OnMoved;
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
