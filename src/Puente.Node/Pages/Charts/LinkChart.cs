using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Graph.Layouts;

namespace Puente.Node.Pages.Charts;

/// <summary>A node of a chart: an entity, or several drawn as one.</summary>
/// <param name="Key">What the address calls it: the public id of an entity, or <c>kind-</c> or <c>group-</c> with a name.</param>
/// <param name="Members">The entities; one unless it is a group.</param>
/// <param name="Spot">Where it is drawn.</param>
public sealed record ChartNode(string Key, IReadOnlyList<EntityView> Members, Spot Spot)
{
    /// <summary>Whether it was opened.</summary>
    public bool Open { get; init; }

    /// <summary>Of an open entity, how many more neighbours the reader sees than are drawn with it.</summary>
    public Many More { get; init; }

    /// <summary>How many facts its lines stand for.</summary>
    public int Facts { get; init; }

    /// <summary>Whether it stands for several.</summary>
    public bool IsGroup => Members.Count > 1;
}

/// <summary>A number that was counted up to a limit.</summary>
/// <param name="Count">As far as was counted.</param>
/// <param name="AtLeast">Whether there may be more.</param>
public readonly record struct Many(int Count, bool AtLeast);

/// <summary>A line of a chart: every fact that joins its two ends.</summary>
/// <param name="From">Key of one end.</param>
/// <param name="To">Key of the other.</param>
/// <param name="Facts">The facts, latest first.</param>
public sealed record ChartLine(string From, string To, IReadOnlyList<FactView> Facts)
{
    /// <summary>Whether facts point from the first end to the second, the other way, or both.</summary>
    public (bool There, bool Back) Points { get; init; }

    /// <summary>What the address calls it.</summary>
    public string Key => From + "." + To;

    /// <summary>Whether of no fact the day is known.</summary>
    public bool Uncertain => Facts.All(Dates.IsUncertain);

    /// <summary>The kinds of its facts, the commonest first.</summary>
    public IEnumerable<(string Kind, int Count)> Kinds => Facts.GroupBy(f => f.Kind).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal);
}

/// <summary>A stretch of the time slider.</summary>
/// <param name="Start">Its unit.</param>
/// <param name="Facts">How many facts may have begun in it.</param>
public sealed record ChartBar(When Start, int Facts);

/// <summary>What a chart shows one reader.</summary>
public sealed record LinkChart
{
    /// <summary>The nodes that are drawn.</summary>
    public IReadOnlyList<ChartNode> Nodes { get; init; } = [];

    /// <summary>The lines that are drawn.</summary>
    public IReadOnlyList<ChartLine> Lines { get; init; } = [];

    /// <summary>The facts behind the lines, latest first.</summary>
    public IReadOnlyList<FactView> Facts { get; init; } = [];

    /// <summary>The kinds of all facts among those that could be drawn.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>All facts of the chosen kinds over time.</summary>
    public IReadOnlyList<ChartBar> Bars { get; init; } = [];

    /// <summary>How many facts of the chosen kinds have no time.</summary>
    public int Undated { get; init; }

    /// <summary>How many entities that the reader sees beside the drawn ones are persons who may not stand in a network.</summary>
    public int Withheld { get; init; }

    /// <summary>Whether more was asked for than one chart holds.</summary>
    public bool Cut { get; init; }

    /// <summary>The markings of all facts shown.</summary>
    public IEnumerable<Marking> Markings => Facts.Select(f => f.Origin.Marking);
}

/// <summary>How facts stand in time.</summary>
internal static class Dates
{
    /// <summary>Whether the day of a fact is not known.</summary>
    public static bool IsUncertain(FactView fact) => fact.At?.IsUncertain != false;
}
