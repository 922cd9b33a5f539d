using System.Collections.Immutable;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Acts;

/// <summary>Which acts are asked for. Everything left out is any.</summary>
/// <param name="Officer">Sign-in name.</param>
/// <param name="Kind">Kind of act, or its first part: <c>session</c> finds <c>session.start</c>.</param>
/// <param name="Unit">Unit acted in.</param>
/// <param name="From">First day, UTC.</param>
/// <param name="Until">Last day, UTC.</param>
public sealed record ActQuery(string? Officer = null, string? Kind = null, string? Unit = null, DateOnly? From = null, DateOnly? Until = null)
{
    /// <summary>Every act.</summary>
    public static ActQuery Any { get; } = new();
}

/// <summary>An act as a viewer may read it.</summary>
/// <param name="Id">Public id.</param>
/// <param name="At">When.</param>
/// <param name="Officer">Sign-in name; empty when nobody was signed in.</param>
/// <param name="Unit">Unit acted in.</param>
/// <param name="Purpose">Declared purpose.</param>
/// <param name="Kind">What; the text key is <c>act.KIND</c>.</param>
/// <param name="Subject">Public id or code of what it was done to.</param>
/// <param name="Content">Particulars, canonical JSON.</param>
/// <param name="Marking">The marking of what it names; null when it names nothing marked.</param>
public sealed record ActView(string Id, DateTimeOffset At, string Officer, string Unit, string Purpose, string Kind, string Subject, string Content, Marking? Marking);

/// <summary>Acts, newest first.</summary>
/// <param name="Acts">The acts.</param>
/// <param name="Next">Where the next page starts; null at the end.</param>
public sealed record ActPage(ImmutableArray<ActView> Acts, string? Next);

/// <summary>How many acts match, and how many of each kind are withheld because they name what the viewer may not read.</summary>
/// <param name="Readable">Acts the viewer can open.</param>
/// <param name="Withheld">Kinds with withheld acts, by name.</param>
public sealed record ActCounts(long Readable, ImmutableArray<WithheldActs> Withheld)
{
    /// <summary>Everything that matches.</summary>
    public long All => Readable + Withheld.Sum(w => w.Count);
}

/// <summary>Withheld acts of one kind.</summary>
public sealed record WithheldActs(string Kind, long Count);

/// <summary>A seeded draw from the readable acts: the same acts, seed and size give the same draw.</summary>
/// <param name="Acts">The drawn acts, newest first.</param>
/// <param name="From">How many acts it was drawn from.</param>
/// <param name="Seed">The seed.</param>
public sealed record ActSample(ImmutableArray<ActView> Acts, long From, long Seed);
