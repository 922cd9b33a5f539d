using System.Globalization;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;

namespace Puente.Node.Pages.Entities;

/// <summary>Nodes and edges of an entity's link chart: its facts of one part of the list, through the same reading as the page. Others are drawn only if they may stand in a network.</summary>
internal static class LinksEndpoint
{
    private const int Drawn = 50;

    public static void MapLinks(this IEndpointRouteBuilder app) => app.MapGet("/entities/{id}/links.json", AnswerAsync).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(string id, HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, Words words)
    {
        var lookBack = LookBack.Of(context.Request.Query);
        if (viewerOf(context) is not { } viewer || go.Entity(id) is not { } key) return TypedResults.NotFound();
        words.Reader = viewer.Subject;
        var reading = await archive.ReadAsync(viewer.LookingBack(lookBack.Known, lookBack.AsOf), context.RequestAborted);
        if (await reading.EntityAsync(key, context.RequestAborted) is not { } entity) return TypedResults.NotFound();
        var facts = await reading.FactsAsync(key, FactQuery.Of(context.Request.Query), context.Request.Query["after"], Drawn, context.RequestAborted);
        var may = await DrawnAsync(reading, entity, facts.Rows, context.RequestAborted);
        return TypedResults.Json(Chart(entity, facts.Rows, may, go, words));
    }

    /// <summary>Whom the chart of an entity draws: itself, and those at the other ends who may stand in a network.</summary>
    internal static async Task<IReadOnlySet<EntityId>> DrawnAsync(Reading reading, EntityView subject, IReadOnlyList<FactView> facts, CancellationToken stop) =>
        new HashSet<EntityId>(await Drawable.AmongAsync(reading, facts.SelectMany(f => f.Ends), stop)) { subject.Id };

    /// <summary>One line for all facts of a kind between the same two, with their number; it opens the fact, or the list when there are several.</summary>
    private static object Chart(EntityView subject, IReadOnlyList<FactView> facts, IReadOnlySet<EntityId> may, Addresses go, Words words)
    {
        var nodes = new Dictionary<EntityId, EntityView> { [subject.Id] = subject };
        var joins = new List<(EntityId From, EntityId To, FactView Fact, bool Named)>();
        foreach (var fact in facts)
        {
            var ends = fact.Ends.Where(e => may.Contains(e.Id)).ToList();
            foreach (var end in ends) nodes.TryAdd(end.Id, end);
            for (var i = 1; i < ends.Count; i++) joins.Add((ends[0].Id, ends[i].Id, fact, i == 1));
        }

        return new
        {
            nodes = nodes.Values.Select(e => new { id = go.Text(e.Id), label = words.Caption(e), kind = e.Kind, href = go.To(e.Id), subject = e.Id == subject.Id }),
            edges = joins.GroupBy(j => (j.From, j.To, j.Fact.Kind, j.Named)).Select((group, i) => new
            {
                id = string.Create(CultureInfo.InvariantCulture, $"e{i}"),
                from = go.Text(group.Key.From),
                to = go.Text(group.Key.To),
                label = !group.Key.Named ? "" : group.Count() == 1 ? words.Kind(group.Key.Kind) : string.Create(CultureInfo.InvariantCulture, $"{words.Kind(group.Key.Kind)} ×{group.Count()}"),
                href = group.Count() == 1 ? go.To(group.First().Fact.Id) : $"{go.To(subject.Id)}?view=timeline&kind={group.Key.Kind}",
                uncertain = group.All(j => j.Fact.At is { Approximate: true }),
            }),
        };
    }
}
