namespace Puente.Graph.Paths;

/// <summary>The last edge of one path, and where the path came from: 32 bytes.</summary>
/// <param name="Parent">The place, in the same answer, of the step before; -1 at a start.</param>
/// <param name="Vertex">The vertex it has come to; with links, the smallest of those that are one.</param>
/// <param name="Edge">The number of the edge; -1 at a start.</param>
/// <param name="Hops">Edges walked so far; 0 at a start. Negative, one less than the negated hops, when the walk was told to stop here.</param>
/// <param name="Time">The edge's time.</param>
/// <param name="Amount">The edge's exact amount.</param>
internal readonly record struct Step(int Parent, int Vertex, int Edge, int Hops, long Time, long Amount);
