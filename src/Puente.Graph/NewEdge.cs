namespace Puente.Graph;

/// <summary>One edge to be added.</summary>
/// <param name="From">The vertex it leaves.</param>
/// <param name="To">The vertex it reaches.</param>
/// <param name="Time">When it happened, in milliseconds since 1970.</param>
/// <param name="Amount">In minor units.</param>
/// <param name="Kind">In the caller's own numbering.</param>
/// <param name="Mark">The slot that decides who may walk it.</param>
/// <param name="Reference">The caller's own key.</param>
public readonly record struct NewEdge(int From, int To, long Time, long Amount = 0, ushort Kind = 0, ushort Mark = 0, long Reference = 0);
