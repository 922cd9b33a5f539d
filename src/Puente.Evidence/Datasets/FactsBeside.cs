using Microsoft.Extensions.Logging;

namespace Puente.Evidence.Datasets;

/// <summary>
/// Writes the facts of a dataset beside its rows. They are derived: where the disk does not take them, this gives up, says so in the log, and whoever asks goes on without; the
/// next reading tries again. Dispose it in any case.
/// </summary>
internal sealed class FactsBeside : IAsyncDisposable
{
    private readonly string _path;
    private readonly ILogger? _log;
    private string? _part;
    private Stream? _to;
    private SealedBlockWriter? _writer;

    private FactsBeside(string path, ILogger? log) => (_path, _log) = (path, log);

    /// <summary>Begins a file; one on which nothing more is written when it cannot be made.</summary>
    public static FactsBeside Begin(DatasetFiles files, long dataset, byte[] key, ILogger? log)
    {
        var beside = new FactsBeside(files.PathOf(dataset, BlockContent.Facts), log);
        try
        {
            beside._part = files.Temporary();
            beside._to = files.Create(beside._part);
            beside._writer = new SealedBlockWriter(beside._to, key, BlockContent.Facts);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            beside.GiveUp(fault);
        }

        return beside;
    }

    /// <summary>Adds a block.</summary>
    public Task AddAsync(byte[] block, CancellationToken stop) => TryAsync(writer => writer.AddAsync(block, stop));

    /// <summary>Ends the file and puts it in its place.</summary>
    public Task FinishAsync(CancellationToken stop) => TryAsync(async writer =>
    {
        await writer.FinishAsync(stop);
        await _to!.DisposeAsync();
        File.Move(_part!, _path, overwrite: true);
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        try
        {
            try
            {
                if (_to is not null) await _to.DisposeAsync();
            }
            finally
            {
                // A stream that could not write cannot flush either; what it wrote goes all the same.
                if (_part is not null) File.Delete(_part);
            }
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            GiveUp(fault);
        }
    }

    private async Task TryAsync(Func<SealedBlockWriter, Task> write)
    {
        if (_writer is null) return;
        try
        {
            await write(_writer);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            GiveUp(fault);
        }
    }

    private void GiveUp(Exception fault)
    {
        if (_writer is not null || _to is null) _log?.LogWarning("What a dataset says could not be kept beside its rows ({Fault}); it is read from the rows", fault.GetType().Name);
        _writer?.Dispose();
        _writer = null;
    }

    private static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException;
}
