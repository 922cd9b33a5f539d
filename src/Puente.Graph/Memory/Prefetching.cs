using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Puente.Graph.Memory;

/// <summary>Asks the processor for memory that will be read soon, where it can be asked; elsewhere does nothing.</summary>
internal static unsafe class Prefetching
{
    /// <summary>How far ahead of a vertex its head is asked for.</summary>
    public const int HeadAhead = 20;

    /// <summary>How far ahead of a vertex its edges are asked for; the head has arrived by then.</summary>
    public const int EdgesAhead = 10;

    private const int Line = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(void* place)
    {
        if (Sse.IsSupported) Sse.Prefetch0(place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Head(Side[] sides, int shift, int vertex) => At(unchecked(sides[vertex >> shift].Heads + (vertex & ((1 << shift) - 1))));

    /// <summary>Asks for the first lines of a short list, or for where the search in a long one begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Edges(Side[] sides, int shift, int vertex)
    {
        unchecked
        {
            ref var side = ref sides[vertex >> shift];
            var head = side.Heads + (vertex & ((1 << shift) - 1));
            var bytes = (long)(head[1].Start - head->Start) * sizeof(Edge);
            var first = (byte*)(side.Edges + head->Start);
            if (bytes <= 4 * Line)
            {
                for (var at = 0L; at < bytes; at += Line) At(first + at);
            }
            else
            {
                At(first + bytes / 2);
                At(first + bytes / 4);
                At(first + bytes * 3 / 4);
            }
        }
    }
}
