namespace Puente.Money.Patterns;

/// <summary>What a search may still spend, shared by its threads. What runs out is told with the answer.</summary>
internal sealed class Effort(TimeSpan? most, TimeProvider clock, CancellationToken stop)
{
    private readonly long _started = clock.GetTimestamp();
    private volatile bool _over;
    private int _shortened;

    /// <summary>True once time is up or the asker has gone; asked once for every account.</summary>
    public bool IsOver
    {
        get
        {
            if (_over) return true;
            if (stop.IsCancellationRequested) Cancelled = _over = true;
            else if (most is { } time && clock.GetElapsedTime(_started) > time) OutOfTime = _over = true;
            return _over;
        }
    }

    /// <summary>True when the asker cancelled.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>True when the time was used up.</summary>
    public bool OutOfTime { get; private set; }

    /// <summary>How many accounts were left before all their ways were tried.</summary>
    public int Shortened => _shortened;

    /// <summary>Notes that an account had more ways than are followed from one.</summary>
    public void Shorten() => Interlocked.Increment(ref _shortened);
}
