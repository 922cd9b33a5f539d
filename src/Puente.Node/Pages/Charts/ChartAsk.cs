using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Charts;

/// <summary>How the facts of a chart are shown.</summary>
public enum ChartView
{
    /// <summary>Nodes and lines.</summary>
    Picture = 0,

    /// <summary>In the order of time.</summary>
    Timeline = 1,

    /// <summary>The places among them, on a map.</summary>
    Map = 2,
}

/// <summary>An entity that was opened, and how many of its neighbours are drawn with it.</summary>
/// <param name="Id">The entity.</param>
/// <param name="Neighbours">How many of its neighbours, by their latest fact.</param>
public readonly record struct Opened(EntityId Id, int Neighbours);

/// <summary>
/// What a chart shows, as its address says it: public ids of entities, kinds of facts, a window of time. The same address is the same question
/// for whoever opens it; what is drawn is what that reader sees.
/// </summary>
public sealed record ChartAsk
{
    /// <summary>How many neighbours come with an entity, and how many more each time it is expanded.</summary>
    public const int Step = 25;

    /// <summary>How many neighbours of one entity are drawn at most.</summary>
    public const int MostNeighbours = 500;

    /// <summary>How many entities can be opened.</summary>
    public const int MostOpened = 40;

    /// <summary>How many entities can be hidden, or stand in a group; how many kinds can be named.</summary>
    public const int MostNamed = 120;

    /// <summary>The entities whose neighbours are drawn, in the order in which they were opened.</summary>
    public IReadOnlyList<Opened> Opened { get; init; } = [];

    /// <summary>Entities that are left out.</summary>
    public IReadOnlyList<EntityId> Hidden { get; init; } = [];

    /// <summary>Groups made by hand.</summary>
    public IReadOnlyList<IReadOnlyList<EntityId>> Together { get; init; } = [];

    /// <summary>Whether what was not opened is drawn as one node a kind.</summary>
    public bool ByKind { get; init; }

    /// <summary>Only facts of these kinds; all when there are none.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The start of the window, as partial as one likes.</summary>
    public When? From { get; init; }

    /// <summary>The end of the window.</summary>
    public When? Until { get; init; }

    /// <summary>What was typed as start and end and is no time.</summary>
    public (string? From, string? Until) Unread { get; init; }

    /// <summary>Why a time that was typed cannot be read; null when all can.</summary>
    public Refusal? Wrong => new[] { Unread.From, Unread.Until }.OfType<string>().Select(t => When.Parse(t).Refusal).FirstOrDefault();

    /// <summary>Whether the address names more than a chart takes; the rest is left out.</summary>
    public bool Beyond { get; init; }

    /// <summary>Whether facts without a time are shown.</summary>
    public bool Undated { get; init; } = true;

    /// <summary>The node that was chosen, by its key in the drawing.</summary>
    public string? Node { get; init; }

    /// <summary>The line that was chosen: the keys of its two ends.</summary>
    public string? Line { get; init; }

    /// <summary>How the facts are shown.</summary>
    public ChartView View { get; init; }

    /// <summary>How the tables are sorted.</summary>
    public string? Sort { get; init; }

    /// <summary>The moment of the past that is asked for, as it stands in the address.</summary>
    public (string? Known, string? AsOf) Past { get; init; }

    /// <summary>Reads an address; what is no id or kind counts as absent, and what is no time is kept as it was typed.</summary>
    public static ChartAsk Of(IQueryCollection query, Addresses go)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(go);
        string? One(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        var opened = query["e"].Select(t => ReadOpened(t, go)).OfType<Opened>().DistinctBy(o => o.Id).ToList();
        var (hidden, together) = (Ids(query["hide"], go), query["together"].Select(t => Ids(t?.Split('.'), go)).Where(g => g.Count > 1).ToList());
        return new ChartAsk
        {
            Opened = [.. opened.Take(MostOpened)],
            Hidden = [.. hidden.Take(MostNamed)],
            Together = [.. together.Select(g => (IReadOnlyList<EntityId>)[.. g.Take(MostNamed)])],
            Beyond = opened.Count > MostOpened || together.Append(hidden).Any(g => g.Count > MostNamed),
            ByKind = One("group") == "kind",
            Kinds = [.. query["kind"].OfType<string>().Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).Take(MostNamed)],
            From = Time(One("from")),
            Until = Time(One("until")),
            Unread = (Unreadable(One("from")), Unreadable(One("until"))),
            Undated = One("undated") != "no",
            Node = One("at"),
            Line = One("line"),
            View = One("view") switch { "timeline" => ChartView.Timeline, "map" => ChartView.Map, _ => ChartView.Picture },
            Sort = One("sort"),
            Past = (One("known"), One("as-of")),
        };
    }

    /// <summary>This question with what a button of the page's forms does to the entities that were picked; null when none was pressed.</summary>
    public ChartAsk? Done(IQueryCollection query, Addresses go)
    {
        ArgumentNullException.ThrowIfNull(query);
        var picked = Ids(query["pick"], go);
        return query["do"].ToString() switch
        {
            "expand" => picked.Aggregate(this, (ask, id) => ask.Expanded(id)),
            "hide" => Without(picked),
            "group" when picked.Count > 1 => Grouped(picked),
            "filter" or "group" => this,
            _ => null,
        };
    }

    /// <summary>With an entity opened, or with more of its neighbours when it is open.</summary>
    public ChartAsk Expanded(EntityId id)
    {
        var at = Opened.ToList().FindIndex(o => o.Id == id);
        if (at < 0) return this with { Opened = [.. Opened, new Opened(id, Step)] };
        return this with { Opened = [.. Opened.Select((o, i) => i == at ? o with { Neighbours = Math.Min(o.Neighbours + Step, MostNeighbours) } : o)] };
    }

    /// <summary>Without some entities; what was opened closes.</summary>
    public ChartAsk Without(IReadOnlyCollection<EntityId> ids) => this with
    {
        Opened = Opened.All(o => ids.Contains(o.Id)) ? Opened : [.. Opened.Where(o => !ids.Contains(o.Id))],
        Hidden = [.. Hidden.Concat(ids).Distinct()],
        Together = [.. Together.Select(g => (IReadOnlyList<EntityId>)[.. g.Except(ids)]).Where(g => g.Count > 1)],
        Node = null,
        Line = null,
    };

    /// <summary>With some entities drawn as one.</summary>
    public ChartAsk Grouped(IReadOnlyCollection<EntityId> ids) => this with
    {
        Together = [.. Together.Select(g => (IReadOnlyList<EntityId>)[.. g.Except(ids)]).Where(g => g.Count > 1), [.. ids]],
        Node = null,
        Line = null,
    };

    /// <summary>The parameters of the address, each with its value.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Parameters(Addresses go)
    {
        ArgumentNullException.ThrowIfNull(go);
        return [.. Written(go)];
    }

    private IEnumerable<KeyValuePair<string, StringValues>> Written(Addresses go)
    {
        static KeyValuePair<string, StringValues> Of(string name, string? value) => new(name, value);
        foreach (var (id, neighbours) in Opened) yield return Of("e", neighbours == Step ? go.Text(id) : string.Create(CultureInfo.InvariantCulture, $"{go.Text(id)}.{neighbours}"));
        foreach (var id in Hidden) yield return Of("hide", go.Text(id));
        foreach (var group in Together) yield return Of("together", string.Join('.', group.Select(go.Text)));
        if (ByKind) yield return Of("group", "kind");
        foreach (var kind in Kinds) yield return Of("kind", kind);
        if ((From?.ToString() ?? Unread.From) is { } from) yield return Of("from", from);
        if ((Until?.ToString() ?? Unread.Until) is { } until) yield return Of("until", until);
        if (!Undated) yield return Of("undated", "no");
        if (Node is not null) yield return Of("at", Node);
        if (Line is not null) yield return Of("line", Line);
        if (View != ChartView.Picture) yield return Of("view", View == ChartView.Map ? "map" : "timeline");
        if (Sort is not null) yield return Of("sort", Sort);
        foreach (var (name, value) in PastParameters()) yield return Of(name, value);
    }

    private IEnumerable<KeyValuePair<string, string?>> PastParameters() =>
        new KeyValuePair<string, string?>[] { new("known", Past.Known), new("as-of", Past.AsOf) }.Where(p => p.Value is not null);

    /// <summary>An address under which this is asked.</summary>
    public string Href(Addresses go, string path = "/chart") => QueryHelpers.AddQueryString(path, Parameters(go));

    /// <summary>The page of an entity, at the moment of the past that the chart shows.</summary>
    public string Page(EntityId id, Addresses go)
    {
        ArgumentNullException.ThrowIfNull(go);
        return QueryHelpers.AddQueryString(go.To(id), PastParameters());
    }

    /// <summary>Whether there is room to open an entity, or more of its neighbours when it is open.</summary>
    public bool MayExpand(EntityId id) => Opened.Where(o => o.Id == id).Select(o => o.Neighbours < MostNeighbours).DefaultIfEmpty(Opened.Count < MostOpened).First();

    /// <summary>Whether a fact may have happened within the window; one without a time is asked for by itself.</summary>
    public bool Admits(FactView fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (Kinds.Count > 0 && !Kinds.Contains(fact.Kind)) return false;
        if ((fact.At ?? fact.Until) is not { } first || (fact.Until ?? fact.At) is not { } last) return Undated;
        return !(From is { } from && Math.Max(first.Latest, last.Latest) < from.Earliest) && !(Until is { } until && first.Earliest > until.Latest);
    }

    private static Opened? ReadOpened(string? text, Addresses go)
    {
        var parts = (text ?? "").Split('.');
        if (go.Entity(parts[0]) is not { } id) return null;
        return new Opened(id, parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, MostNeighbours) : Step);
    }

    private static List<EntityId> Ids(IEnumerable<string?>? texts, Addresses go) => [.. (texts ?? []).Select(go.Entity).OfType<EntityId>().Distinct()];

    private static string? Unreadable(string? text) => Time(text) is null ? text : null;

    private static When? Time(string? text) => text is not null && When.Parse(text) is { IsOk: true } when ? when.Value : null;
}
