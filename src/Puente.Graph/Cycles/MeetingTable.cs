using System.Numerics;
using System.Runtime.CompilerServices;
using Puente.Graph.Paths;

namespace Puente.Graph.Cycles;

/// <summary>Half-ways by the vertex they end at: a small hash table of chains, with bits in front of it that say "surely not" at once.</summary>
internal sealed class MeetingTable
{
    private ulong[] _bits = new ulong[16];
    private int[] _first = new int[256];
    private int[] _next = new int[256];
    private StepList _steps = null!;
    private int _mask;
    private int _bitMask;

    /// <summary>Notes all steps but the start, which is step 0.</summary>
    public void Fill(StepList steps)
    {
        _steps = steps;
        var size = (int)Math.Max(16, BitOperations.RoundUpToPowerOf2((uint)steps.Count));
        if (_next.Length < steps.Count) _next = new int[size];
        if (_first.Length < size) _first = new int[size];
        if (_bits.Length < size / 4) _bits = new ulong[size / 4];
        (_mask, _bitMask) = (size - 1, size * 16 - 1);
        Array.Clear(_first, 0, size);
        Array.Clear(_bits, 0, size / 4);
        for (var at = steps.Count - 1; at > 0; at--)
        {
            var hash = Hash(steps[at].Vertex);
            _bits[(hash & _bitMask) >> 6] |= 1UL << (hash & 63);
            ref var first = ref _first[hash & _mask];
            (_next[at], first) = (first, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHold(int vertex)
    {
        var hash = Hash(vertex);
        return (_bits[(hash & _bitMask) >> 6] >> (hash & 63) & 1) != 0;
    }

    /// <summary>A step that ends at the vertex, or 0.</summary>
    public int First(int vertex) => Skip(_first[Hash(vertex) & _mask], vertex);

    /// <summary>The next step that ends where this one does, or 0.</summary>
    public int Next(int step) => Skip(_next[step], _steps[step].Vertex);

    private int Skip(int step, int vertex)
    {
        while (step > 0 && _steps[step].Vertex != vertex) step = _next[step];
        return step;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(int vertex) => unchecked((int)((uint)vertex * 2654435769u >> 1));
}
