using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Node.Pages;
using Puente.Node.Pages.Entities;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>Entities, their statements and sources, as one viewer sees them. <c>known</c> and <c>asOf</c> look back.</summary>
internal static class EntityApi
{
    private const int Most = 500;

    public static void MapEntities(this RouteGroupBuilder api)
    {
        api.MapGet("/entities/{id}", EntityAsync).Does("entity.show");
        api.MapGet("/entities/{id}/attributes", AttributesAsync).Does("entity.attributes");
        api.MapGet("/entities/{id}/facts", FactsAsync).Does("entity.facts");
        api.MapGet("/entities/{id}/timeline", FactsAsync).Does("entity.timeline");
        api.MapGet("/entities/{id}/same-as", SameAsAsync).Does("entity.same-as");
        api.MapGet("/sources", SourcesAsync).Does("source.list");
        api.MapGet("/sources/{id}", SourceAsync).Does("source.show");
    }

    private static async Task<Results<Ok<EntityShape>, ProblemHttpResult>> EntityAsync(string id, HttpContext context, Archive archive, Addresses ids)
    {
        var (reading, shaper) = await OpenAsync(context, archive);
        return ids.Entity(id) is { } key && await reading.EntityAsync(key) is { } entity ? TypedResults.Ok(shaper.Of(entity)) : Refused.Missing;
    }

    private static async Task<Results<Ok<IReadOnlyList<AttributeShape>>, ProblemHttpResult>> AttributesAsync(string id, bool? history, HttpContext context, Archive archive, Addresses ids, Sightings seen)
    {
        var (reading, shaper) = await OpenAsync(context, archive);
        if (ids.Entity(id) is not { } key || await reading.EntityAsync(key) is null) return Refused.Missing;
        var views = await reading.AttributesAsync(key, history == true);
        await seen.NoteAsync(reading.Viewer, id, views.Select(v => v.Origin.Marking));
        return TypedResults.Ok((IReadOnlyList<AttributeShape>)[.. views.Select(shaper.Of)]);
    }

    private static async Task<Results<Ok<PageShape<FactShape>>, ProblemHttpResult>> FactsAsync(
        string id, string? kind, string? from, string? until, bool? history, string? after, int? take, HttpContext context, Archive archive, Addresses ids, Sightings seen)
    {
        var (reading, shaper) = await OpenAsync(context, archive);
        if (ids.Entity(id) is not { } key || await reading.EntityAsync(key) is null) return Refused.Missing;
        if (SearchApi.Unfit(null, from, until, archive.Vocabulary) is { } unfit) return Refused.Problem(unfit);
        var page = await reading.FactsAsync(key, new FactFilter(kind, AskedTimes.Bound(from, last: false), AskedTimes.Bound(until, last: true), history == true), after, Math.Clamp(take ?? 50, 1, Most));
        await seen.NoteAsync(reading.Viewer, id, page.Rows.Select(v => v.Origin.Marking));
        return TypedResults.Ok(new PageShape<FactShape>([.. page.Rows.Select(shaper.Of)], page.Next));
    }

    private static async Task<Results<Ok<IReadOnlyList<SameAsShape>>, ProblemHttpResult>> SameAsAsync(string id, bool? history, HttpContext context, Archive archive, Addresses ids)
    {
        var (reading, shaper) = await OpenAsync(context, archive);
        if (ids.Entity(id) is not { } key || await reading.EntityAsync(key) is null) return Refused.Missing;
        return TypedResults.Ok((IReadOnlyList<SameAsShape>)[.. (await reading.SameAsAsync(key, history == true)).Select(shaper.Of)]);
    }

    private static async Task<Ok<PageShape<SourceShape>>> SourcesAsync(string? after, int? take, HttpContext context, Archive archive)
    {
        var (reading, shaper) = await OpenAsync(context, archive);
        var page = await reading.SourcesAsync(after, Math.Clamp(take ?? 50, 1, Most));
        return TypedResults.Ok(new PageShape<SourceShape>([.. page.Rows.Select(shaper.Of)], page.Next));
    }

    private static async Task<Results<Ok<SourceShape>, ProblemHttpResult>> SourceAsync(string id, HttpContext context, Archive archive, Addresses ids)
    {
        var (reading, shaper) = await OpenAsync(context, archive);
        return ids.Source(id) is { } key && await reading.SourceAsync(key) is { } source ? TypedResults.Ok(shaper.Of(source)) : Refused.Missing;
    }

    /// <summary>Opens the record for the sender of a request, looking back when the address says so.</summary>
    internal static async Task<(Reading Reading, Shaper Shaper)> OpenAsync(HttpContext context, Archive archive)
    {
        var viewer = AskedTimes.Of(context.ViewerOf(), context.Request);
        return (await archive.ReadAsync(viewer, context.RequestAborted), new Shaper(archive.Ids, viewer));
    }
}
