using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Puente.Evidence.Import.Tables;

/// <summary>A table whose rows arrive in frames from the reading process.</summary>
internal sealed class ChildTable : ITable
{
    private readonly Process _process;
    private readonly TableLimits _limits;
    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);
    private readonly TextPool _pool = new();
    private readonly Timer _watch;
    private TableHead? _head;
    private bool _ended;
    private volatile bool _tooBig;

    /// <summary>Watches over a started process.</summary>
    public ChildTable(Process process, TableLimits limits)
    {
        (_process, _limits) = (process, limits);
        _watch = new Timer(_ => Watch(), null, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));
    }

    /// <inheritdoc/>
    public TableHead Head => _head ?? throw new InvalidOperationException("The table is not open.");

    /// <inheritdoc/>
    public double Done { get; private set; }

    /// <inheritdoc/>
    public Problem? Fault { get; private set; }

    /// <summary>Waits for the head; false when there is a <see cref="Fault"/> instead.</summary>
    public async Task<bool> OpenAsync(CancellationToken stop)
    {
        if (await FrameAsync(stop) == FrameKind.Head)
            _head = JsonSerializer.Deserialize<TableHead>(_buffer.WrittenSpan, TableChild.Json);
        return _head is not null;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        if (_ended || await FrameAsync(stop) != FrameKind.Rows)
            return null;
        (var rows, Done) = RowFrames.Read(_buffer.WrittenSpan, _pool);
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        Kill();
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        finally
        {
            _process.Dispose();
        }
    }

    private async Task<FrameKind?> FrameAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(_limits.Seconds));
        try
        {
            var frame = await Frames.ReadAsync(_process.StandardOutput.BaseStream, _buffer, patience.Token);
            if (frame is null)
                return Lost(_tooBig ? "table.too-much-memory" : "table.reader-died");
            if (frame.Value.Kind != FrameKind.End)
                return frame.Value.Kind;
            _ended = true;
            Fault = JsonSerializer.Deserialize<Problem?>(_buffer.WrittenSpan, TableChild.Json);
            return FrameKind.End;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Kill();
            return Lost("table.reader-stuck");
        }
    }

    private FrameKind? Lost(string code)
    {
        _ended = true;
        Fault = new Problem(0, "", code, ("seconds", _limits.Seconds.ToString(CultureInfo.InvariantCulture)),
            ("megabytes", (_limits.MemoryBytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    /// <summary>The heap limit does not bind native memory; this does.</summary>
    private void Watch()
    {
        try
        {
            _process.Refresh();
            if (_process.HasExited || _process.WorkingSet64 <= (_limits.MemoryBytes * 3 / 2) + (128L << 20))
                return;
            _tooBig = true;
            Kill();
        }
        catch (InvalidOperationException)
        {
            // The process ended between two looks.
        }
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }
}
