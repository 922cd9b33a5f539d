using System.Collections.Immutable;

namespace Puente.Evidence.Sharing;

/// <summary>What access decisions need to know of a reader, and nothing else. Equal subjects see the same.</summary>
public sealed record Subject
{
    /// <summary>Two letters.</summary>
    public required string Country { get; init; }

    /// <summary>The reader's agency.</summary>
    public required string Agency { get; init; }

    /// <summary>The agency and the bodies it succeeded.</summary>
    public required ImmutableHashSet<string> Agencies { get; init; }

    /// <summary>What the agency is by law.</summary>
    public required ImmutableHashSet<string> Functions { get; init; }

    /// <summary>The unit the reader acts in.</summary>
    public required string Unit { get; init; }

    /// <summary>Sign-in name.</summary>
    public required string Officer { get; init; }

    /// <summary>Joint cases the reader is a member of.</summary>
    public ImmutableHashSet<string> Cases { get; init; } = [];

    /// <summary>The declared purpose.</summary>
    public required string Purpose { get; init; }

    /// <summary>The approved reading right; null sees nothing.</summary>
    public Tlp? Ceiling { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }
}
