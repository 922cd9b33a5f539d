namespace Puente.Graph;

/// <summary>A stretch of time, in milliseconds since 1970; both ends belong to it.</summary>
/// <param name="From">Its first millisecond.</param>
/// <param name="Until">Its last millisecond.</param>
public readonly record struct Window(long From, long Until)
{
    /// <summary>All of time.</summary>
    public static Window Always => new(long.MinValue, long.MaxValue);

    /// <summary>Whether a time lies in it.</summary>
    public bool Holds(long time) => time >= From && time <= Until;
}
