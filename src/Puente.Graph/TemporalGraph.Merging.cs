using Puente.Graph.Memory;

namespace Puente.Graph;

/// <content>Packing anew what came later.</content>
public sealed partial class TemporalGraph
{
    private readonly Lock _merging = new();
    private List<(int Edge, ushort Mark)>? _remarks;
    private Task? _background;

    /// <summary>Packs every segment that has later edges, one after the other, while readers read and writers write.</summary>
    /// <param name="stop">Ends it between two segments.</param>
    public void Merge(CancellationToken stop = default)
    {
        for (var place = 0; place < Volatile.Read(ref _table).Segments.Length && !stop.IsCancellationRequested; place++)
            if (Volatile.Read(ref _table).Segments[place].Later > 0) Merge(place);
    }

    /// <summary>The merging that runs in the background, completed when none does.</summary>
    public Task MergingAsync()
    {
        lock (_writing) return _background ?? Task.CompletedTask;
    }

    private void Merge(int place)
    {
        lock (_merging)
        {
            Segment old;
            int limit;
            lock (_writing)
            {
                if (_disposed || !_table.TryHold()) return;
                (old, limit, _remarks) = (_table.Segments[place], _edges, []);
                old.Hold();
                _table.Release();
            }

            try
            {
                var next = Merging.Merge(old, limit);
                lock (_writing)
                {
                    if (!_disposed)
                    {
                        Merging.HandOver(old, next, limit);
                        Show(_table.With(place, next));
                        // Written again in order, removals too: the copy may have been made before them.
                        foreach (var (edge, mark) in _remarks) Write(edge, mark, removedToo: true);
                    }
                    else
                    {
                        next.Hold();
                        next.Release();
                    }
                }
            }
            finally
            {
                lock (_writing) _remarks = null;
                old.Release();
            }
        }
    }

    private void MergeWhereDue()
    {
        if (_options.MergeAt <= 0 || _background is { IsCompleted: false } || !_table.Segments.Any(IsDue)) return;
        _background = Task.Run(() =>
        {
            for (var place = 0; place < Volatile.Read(ref _table).Segments.Length; place++)
                if (IsDue(Volatile.Read(ref _table).Segments[place])) Merge(place);
        });
    }

    private bool IsDue(Segment segment) => segment.Later >= _options.MergeAtLeast && segment.Later >= _options.MergeAt * segment.Packed;
}
