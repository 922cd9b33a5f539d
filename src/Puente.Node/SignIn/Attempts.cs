using System.Collections.Concurrent;

namespace Puente.Node.SignIn;

/// <summary>
/// Counts attempts at signing in, by address and by officer, in memory. Failures by officer lock only the codes a person types,
/// never a passkey, so that nobody can lock a colleague out of the ordinary way in. What succeeds counts for nothing, so that an office
/// behind one address can come to work at the same hour. Thread-safe.
/// </summary>
internal sealed class Attempts(TimeProvider clock)
{
    /// <summary>Failed attempts from one address within <see cref="Window"/>.</summary>
    public const int ByAddress = 30;

    /// <summary>Passkey ceremonies begun from one address within <see cref="Window"/>.</summary>
    public const int StartsByAddress = 600;

    /// <summary>Wrong codes for one officer within <see cref="Window"/>.</summary>
    public const int ByOfficer = 5;

    /// <summary>How long an attempt counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int MostKeys = 20_000;
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _times = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt from the address of a request; the wait until another is let through, or null when this one is.</summary>
    public TimeSpan? Count(HttpContext context) => Count("address " + context.Connection.RemoteIpAddress, ByAddress);

    /// <summary>Counts the beginning of a passkey ceremony, which tries nothing yet; the wait until another may begin, or null.</summary>
    public TimeSpan? CountStart(HttpContext context) => Count("start " + context.Connection.RemoteIpAddress, StartsByAddress);

    /// <summary>Takes back what <see cref="Count(HttpContext)"/> counted: the attempt was right.</summary>
    public void Succeeded(HttpContext context)
    {
        if (!_times.TryGetValue("address " + context.Connection.RemoteIpAddress, out var times)) return;
        lock (times) times.TryDequeue(out _);
    }

    /// <summary>The wait until a code may be tried for this name, or null.</summary>
    public TimeSpan? WaitFor(string login) => Wait("officer " + login.ToLowerInvariant(), ByOfficer);

    /// <summary>Counts a wrong code for a name, known or not.</summary>
    public void Failed(string login) => Count("officer " + login.ToLowerInvariant(), ByOfficer);

    private TimeSpan? Count(string key, int most)
    {
        if (_times.Count > MostKeys) Sweep();
        var times = _times.GetOrAdd(key, static _ => new Queue<DateTimeOffset>());
        lock (times)
        {
            if (Rest(times, most) is { } wait) return wait;
            times.Enqueue(clock.GetUtcNow());
            return null;
        }
    }

    private TimeSpan? Wait(string key, int most)
    {
        if (!_times.TryGetValue(key, out var times)) return null;
        lock (times) return Rest(times, most);
    }

    private TimeSpan? Rest(Queue<DateTimeOffset> times, int most)
    {
        var now = clock.GetUtcNow();
        while (times.TryPeek(out var first) && now - first >= Window) times.Dequeue();
        return times.Count >= most ? times.Peek() + Window - now : null;
    }

    private void Sweep()
    {
        foreach (var (key, times) in _times)
            lock (times)
                if (Rest(times, int.MaxValue) is null && times.Count == 0) _times.TryRemove(key, out _);
    }
}
