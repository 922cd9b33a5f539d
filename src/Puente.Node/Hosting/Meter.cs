using System.Collections.Concurrent;

namespace Puente.Node.Hosting;

/// <summary>What requests came to, by route template and status: counts and times, never what was asked or by whom. Thread-safe.</summary>
internal sealed class Meter(TimeProvider clock)
{
    /// <summary>Faults that are remembered.</summary>
    public const int Faults = 50;

    private readonly ConcurrentDictionary<(string Method, string Route, int Status), Tally> _tallies = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, string Kind, string Where)> _faults = new();

    /// <summary>When the node started.</summary>
    public DateTimeOffset Started { get; } = clock.GetUtcNow();

    /// <summary>Every tally so far.</summary>
    public IReadOnlyList<(string Method, string Route, int Status, long Count, TimeSpan Total, TimeSpan Longest)> Tallies =>
        [.. _tallies.OrderBy(t => t.Key.Route, StringComparer.Ordinal).ThenBy(t => t.Key.Method, StringComparer.Ordinal).ThenBy(t => t.Key.Status)
            .Select(t => { lock (t.Value) return (t.Key.Method, t.Key.Route, t.Key.Status, t.Value.Count, t.Value.Total, t.Value.Longest); })];

    /// <summary>The last faults: when, the type of the error, the route.</summary>
    public IReadOnlyList<(DateTimeOffset At, string Kind, string Where)> LastFaults => [.. _faults];

    /// <summary>Counts a request that was answered. Methods are those of HTTP; anything else a client makes up is one.</summary>
    public void Count(string method, string route, int status, TimeSpan took)
    {
        var tally = _tallies.GetOrAdd((method is "GET" or "POST" or "PUT" or "DELETE" or "HEAD" ? method : "OTHER", route, status), static _ => new Tally());
        lock (tally)
        {
            tally.Count++;
            tally.Total += took;
            if (took > tally.Longest) tally.Longest = took;
        }
    }

    /// <summary>Remembers a fault of the product.</summary>
    public void Fault(Exception error, string route)
    {
        _faults.Enqueue((clock.GetUtcNow(), error.GetType().FullName ?? "", route));
        while (_faults.Count > Faults) _faults.TryDequeue(out _);
    }

    private sealed class Tally
    {
        public long Count { get; set; }

        public TimeSpan Total { get; set; }

        public TimeSpan Longest { get; set; }
    }
}
