using Microsoft.Extensions.Hosting;

namespace Puente.Evidence.Walks;

/// <summary>Reads the graph of facts when the node has started, so that the first question does not wait for it.</summary>
/// <param name="graph">The graph.</param>
/// <param name="failed">Told of a fault; the first question meets it again and tells it to whoever asks.</param>
internal sealed class Warming(FactGraph graph, Action<Exception> failed) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Run(() => graph.WarmAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The node stops before the graph was read.
        }
        catch (Exception fault)
        {
            failed(fault);
        }
    }
}
