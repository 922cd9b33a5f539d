using Puente.Evidence.Sharing;
using Puente.Money.Patterns;

namespace Puente.Money.Searches;

/// <summary>Key of a search for patterns.</summary>
public readonly record struct PatternSearchId(long Key);

/// <summary>What became of a search.</summary>
public enum PatternSearchState
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Over; its findings stand.</summary>
    Done,

    /// <summary>Cancelled by a person; the findings before it stand.</summary>
    Cancelled,

    /// <summary>It failed; the findings before it stand.</summary>
    Failed,
}

/// <summary>
/// Who shares a search and its findings: those who act in one unit for one purpose and read up to one sensitivity or higher. All of them may
/// see whatever such a search sees, since it is made without what is granted to one officer alone.
/// </summary>
/// <param name="Unit">The unit.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Ceiling">The highest sensitivity that it reads.</param>
internal readonly record struct Office(string Unit, string Purpose, Tlp Ceiling)
{
    /// <summary>The office of a viewer; null for one who reads nothing.</summary>
    public static Office? Of(Viewer by) => by.Subject.Ceiling is { } ceiling ? new Office(by.Unit.Code, by.Purpose, ceiling) : null;
}

/// <summary>A search as those who share it see it.</summary>
/// <param name="Id">Key.</param>
/// <param name="State">What became of it.</param>
/// <param name="Asked">When it was asked for.</param>
/// <param name="Finished">When it ended; null before.</param>
/// <param name="Reached">What was recorded by this moment is in its findings; null before it has read.</param>
/// <param name="Transfers">How many transfers it read, those that came later among them.</param>
/// <param name="Untimed">How many it left out because they have no time or no amount.</param>
/// <param name="Met">How many findings there were; the best are kept.</param>
/// <param name="Cuts">What was left out, and how far was searched.</param>
public sealed record PatternSearchView(
    PatternSearchId Id, PatternSearchState State, DateTimeOffset Asked, DateTimeOffset? Finished, DateTimeOffset? Reached, long Transfers, long Untimed, long Met, IReadOnlyList<Reason> Cuts)
{
    /// <summary>What it does just now, while it runs.</summary>
    public SearchStep Step { get; init; }

    /// <summary>The part of this step that is done, from 0 to 1; null when that is not known.</summary>
    public double? Progress { get; init; }

    /// <summary>How long the step will take yet, as far as its pace tells.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>Whether transfers that come are taken in as they come; if not, the next whole search finds them.</summary>
    public bool Follows { get; init; }

    /// <summary>Whether it has not ended.</summary>
    public bool IsBusy => State is PatternSearchState.Waiting or PatternSearchState.Running;
}

/// <summary>What a running search does.</summary>
public enum SearchStep
{
    /// <summary>Reads the transfers.</summary>
    Reading,

    /// <summary>Looks for patterns.</summary>
    Searching,

    /// <summary>Keeps what it found.</summary>
    Keeping,
}
