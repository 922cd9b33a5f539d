namespace Puente.Graph.Projections;

/// <summary>What weighs an arc.</summary>
public enum Weight
{
    /// <summary>The edges it stands for.</summary>
    Count,

    /// <summary>The sum of their amounts, those above 0.</summary>
    Amount,
}

/// <summary>What is drawn into a projection.</summary>
public sealed record ProjectionOptions
{
    /// <summary>Whether arcs keep the direction of the edges.</summary>
    public bool Directed { get; init; }

    /// <summary>What weighs an arc.</summary>
    public Weight Weight { get; init; }

    /// <summary>The stretch of time that edges are taken from.</summary>
    public Window Window { get; init; } = Window.Always;

    /// <summary>Only edges between these vertices; null for all. A case, for instance.</summary>
    public IReadOnlyCollection<int>? Vertices { get; init; }
}
