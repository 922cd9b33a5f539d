namespace Puente.Graph.Paths;

/// <summary>How the times of a path's edges follow each other.</summary>
public enum TimeOrder
{
    /// <summary>Each edge is later than the one before.</summary>
    Increasing,

    /// <summary>No edge is earlier than the one before.</summary>
    NonDecreasing,

    /// <summary>Times do not matter, beyond the window.</summary>
    Any,
}

/// <summary>Where a walk goes.</summary>
public enum Direction
{
    /// <summary>Along the edges: where things went.</summary>
    Forward,

    /// <summary>Against the edges, and back in time: where things came from.</summary>
    Backward,
}

/// <summary>Which edges of a vertex an expansion keeps when it may not follow all.</summary>
public enum Keep
{
    /// <summary>The nearest in time to the edge before: the earliest on the way forward, the latest on the way backward.</summary>
    Nearest,

    /// <summary>The first by time, then number.</summary>
    Earliest,

    /// <summary>The last by time, then number.</summary>
    Latest,
}
