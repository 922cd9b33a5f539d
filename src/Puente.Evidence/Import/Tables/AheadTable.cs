using System.Threading.Channels;

namespace Puente.Evidence.Import.Tables;

/// <summary>Reads a table a few batches ahead on another thread, so that what is done with a batch and what reads the next go on together. What it says of itself is as of the batch given last.</summary>
internal sealed class AheadTable : ITable
{
    private const int Batches = 8;
    private readonly ITable _inner;
    private readonly Channel<(IReadOnlyList<TableRow> Rows, double Done)> _ahead = Channel.CreateBounded<(IReadOnlyList<TableRow>, double)>(new BoundedChannelOptions(Batches) { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _end = new();
    private Task? _reading;
    private bool _ended;

    /// <summary>Reads ahead once the first batch is asked for.</summary>
    public AheadTable(ITable inner) => _inner = inner;

    /// <inheritdoc/>
    public TableHead Head => _inner.Head;

    /// <inheritdoc/>
    public Problem? Fault => _ended ? _inner.Fault : null;

    /// <inheritdoc/>
    public double Done { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        _reading ??= Task.Run(ReadAsync, CancellationToken.None);
        while (await _ahead.Reader.WaitToReadAsync(stop))
        {
            if (!_ahead.Reader.TryRead(out var batch)) continue;
            Done = batch.Done;
            return batch.Rows;
        }

        await _reading;
        (_ended, Done) = (true, _inner.Done);
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_reading is not null) await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _inner.DisposeAsync();
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        Exception? fault = null;
        try
        {
            while (await _inner.NextAsync(_end.Token) is { } rows) await _ahead.Writer.WriteAsync((rows, _inner.Done), _end.Token);
        }
        catch (Exception e)
        {
            fault = e;
            throw;
        }
        finally
        {
            _ahead.Writer.Complete(fault);
        }
    }
}
