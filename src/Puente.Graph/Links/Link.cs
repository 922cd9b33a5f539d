namespace Puente.Graph.Links;

/// <summary>Two vertices that are said to be one, undirected.</summary>
/// <param name="Number">0, 1, 2... in the order in which links were added.</param>
/// <param name="A">One of the two.</param>
/// <param name="B">The other.</param>
/// <param name="Mark">The slot that decides who may cross it.</param>
public readonly record struct Link(int Number, int A, int B, ushort Mark);
