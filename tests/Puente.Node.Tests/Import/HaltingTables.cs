using Puente.Evidence;
using Puente.Evidence.Import.Tables;

namespace Puente.Node.Tests.Import;

/// <summary>Tables that stand still after some batches until the import is stopped.</summary>
internal sealed class HaltingTables(ITables inner, int batches) : ITables
{
    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a table stands still.</summary>
    public Task Halted => _halted.Task;

    public async Task<Opened> OpenAsync(string path, TableOptions options, CancellationToken stop)
    {
        var opened = await inner.OpenAsync(path, options, stop);
        return opened.Table is { } table ? new Opened(new Halting(table, batches, _halted), null) : opened;
    }

    private sealed class Halting(ITable table, int left, TaskCompletionSource halted) : ITable
    {
        private int _left = left;

        public TableHead Head => table.Head;

        public Problem? Fault => table.Fault;

        public double Done => table.Done;

        public async ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
        {
            if (_left-- > 0)
                return await table.NextAsync(stop);
            halted.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return null;
        }

        public ValueTask DisposeAsync() => table.DisposeAsync();
    }
}
