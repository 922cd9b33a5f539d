using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Puente.Bench;

/// <summary>What one read of memory costs on this machine, at random places of half a gigabyte.</summary>
internal static class MemoryReads
{
    private const int Places = 1 << 26;
    private const int Reads = 20_000_000;

    /// <summary>Nanoseconds of a read that does not wait for another one, and of one that does.</summary>
    public static (double Independent, double Dependent) Measure()
    {
        var memory = new long[Places];
        for (var i = 0; i < Places; i++) memory[i] = unchecked((long)((ulong)i * 0x9E3779B97F4A7C15));
        var (free, chained) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 3; round++) (free, chained) = (Math.Min(free, Free(memory)), Math.Min(chained, Chained(memory)));
        return (free, chained);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Free(long[] memory)
    {
        var (started, state, sum) = (Stopwatch.GetTimestamp(), 88172645463325252UL, 0L);
        unchecked
        {
            for (var i = 0; i < Reads; i++)
            {
                state = state * 6364136223846793005 + 1442695040888963407;
                sum += memory[(int)(state >> 38)];
            }
        }

        GC.KeepAlive(sum);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Reads;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Chained(long[] memory)
    {
        var (started, at) = (Stopwatch.GetTimestamp(), 1L);
        unchecked
        {
            for (var i = 0; i < Reads / 10; i++) at = (memory[(int)((ulong)at >> 38)] ^ i) * 0x5851F42D4C957F2D;
        }

        GC.KeepAlive(at);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / (Reads / 10);
    }
}
