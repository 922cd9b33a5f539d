using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Puente.Evidence.Import.Jobs;

namespace Puente.Evidence.Walks;

/// <summary>Reads the graph of facts when the node has started, and again when a table was taken in, so that no question waits for it.</summary>
/// <param name="graph">The graph.</param>
/// <param name="imports">Tells when a table was taken in.</param>
/// <param name="failed">Told of a fault; the next question meets it again and tells it to whoever asks.</param>
internal sealed class Warming(FactGraph graph, ImportQueue imports, Action<Exception> failed) : BackgroundService
{
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        imports.DatasetEnded += OnDatasetEnded;
        try
        {
            OnDatasetEnded();
            await foreach (var _ in _due.Reader.ReadAllAsync(stoppingToken)) await WarmAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
        finally
        {
            imports.DatasetEnded -= OnDatasetEnded;
        }
    }

    private async Task WarmAsync(CancellationToken stop)
    {
        try
        {
            await Task.Run(() => graph.WarmAsync(stop), stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            failed(fault);
        }
    }

    private void OnDatasetEnded() => _due.Writer.TryWrite(true);
}
