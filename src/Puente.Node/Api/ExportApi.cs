using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Node.Pages;

namespace Puente.Node.Api;

/// <summary>
/// What the viewer sees, as a file: statements as CSV, workbook or JSON lines, or FollowTheMoney entities as JSON lines. Of named sources or entities, or of
/// everything. What a marking does not let out is left out, and every export is an act.
/// </summary>
internal static class ExportApi
{
    internal static readonly string[] Header = ["statement", "what", "entity", "property", "value", "from", "to", "item", "place", "at", "until", "amount", "currency", "source", "evaluation", "owner", "tlp", "label"];

    public static void MapExport(this RouteGroupBuilder api) =>
        api.MapGet("/export", ExportAsync).Does("export");

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> ExportAsync(
        string? format, string[]? source, string[]? entity, HttpContext context, Archive archive, Vocabulary vocabulary, Departures departures, Addresses ids)
    {
        if ((format ??= "csv") != "ftm" && !TableWriter.Types.ContainsKey(format)) return Refused.Problem(new("export.format-unknown", ("format", format)));
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        var stop = context.RequestAborted;
        var sources = new List<SourceId>();
        foreach (var text in source ?? [])
        {
            if (ids.Source(text) is not { } key || await reading.SourceAsync(key, stop) is null) return Refused.Missing;
            sources.Add(key);
        }

        var entities = new List<EntityId>();
        foreach (var text in entity ?? [])
        {
            if (ids.Entity(text) is not { } key || await reading.EntityAsync(key, stop) is null) return Refused.Missing;
            entities.Add(key);
        }

        if (sources.Count == 0 && entities.Count == 0) sources = await AllSourcesAsync(reading, stop);
        context.Response.ContentType = TableWriter.Types[format == "ftm" ? "jsonl" : format];
        var about = await AboutAsync(reading, sources, entities, stop);
        await departures.SendAsync(reading.Viewer, about, new { format, sources = source, entities = entity }, async left =>
        {
            if (format == "ftm")
            {
                await using var lines = new StreamWriter(context.Response.Body, new UTF8Encoding(false), 1 << 16);
                await WriteEntitiesAsync(reading, new EntityWriter(archive, vocabulary), sources, entities, lines, left, stop);
                return;
            }

            await using var table = await TableWriter.OpenAsync(format, context.Response.Body, Header);
            await WriteStatementsAsync(reading, shaper, sources, entities, table!, left, stop);
        });
        return TypedResults.Empty;
    }

    /// <summary>The markings of the sources and entities that go, as far as they are known before anything goes.</summary>
    private static async Task<IEnumerable<Marking>> AboutAsync(Reading reading, List<SourceId> sources, List<EntityId> entities, CancellationToken stop)
    {
        var markings = new List<Marking>();
        foreach (var id in sources)
            if (await reading.SourceAsync(id, stop) is { } source) markings.Add(source.Marking);
        return markings.Concat((await reading.BriefsAsync(entities, stop)).Values.Select(b => b.Marking));
    }

    /// <summary>Statements of sources and entities, a line each with its marking; what a marking does not let out is left out.</summary>
    internal static async Task WriteStatementsAsync(
        Reading reading, Shaper shaper, List<SourceId> sources, List<EntityId> entities, TableWriter to, Action<IEnumerable<Marking>> left, CancellationToken stop)
    {
        async Task StatementAsync(AttributeView? a, FactView? f)
        {
            var origin = a?.Origin ?? f!.Origin;
            if (!origin.Marking.Actions.HasFlag(Permission.Export)) return;
            left([origin.Marking]);
            await to.RowAsync(a is not null
                ? [shaper.Id(a.Id), "attribute", shaper.Id(a.Entity), a.Property, a.Value, "", "", "", "", a.At?.ToString(), a.Until?.ToString(), "", "", .. Last(origin)]
                : [shaper.Id(f!.Id), f.Kind, "", "", "", End(f.From), End(f.To), End(f.Item), End(f.Place), f.At?.ToString(), f.Until?.ToString(), $"{f.Amount}", f.Currency, .. Last(origin)]);
        }

        foreach (var id in sources)
            await foreach (var statement in OfSourceAsync(reading, id, stop)) await StatementAsync(statement.Attribute, statement.Fact);
        foreach (var id in entities)
        {
            foreach (var attribute in await reading.AttributesAsync(id, stop: stop)) await StatementAsync(attribute, null);
            string? after = null;
            do
            {
                var page = await reading.FactsAsync(id, null, after, 500, stop);
                foreach (var fact in page.Rows) await StatementAsync(null, fact);
                after = page.Next;
            }
            while (after is not null);
        }

        string End(EntityView? end) => end is null ? "" : shaper.Id(end.Id);
        static string?[] Last(Origin o) => [o.TitleLeaves ? o.Title : "", o.Evaluation?.ToString(), o.Marking.Owner, o.Marking.Tlp.ToString(), o.Marking.Label];
    }

    private static async Task WriteEntitiesAsync(
        Reading reading, EntityWriter writer, List<SourceId> sources, List<EntityId> entities, StreamWriter to, Action<IEnumerable<Marking>> left, CancellationToken stop)
    {
        var named = entities.ToHashSet();
        foreach (var id in sources)
            await foreach (var statement in OfSourceAsync(reading, id, stop))
                if (statement.Attribute is { } attribute) named.Add(attribute.Entity);
        await writer.WriteAsync(reading, named, to, left, stop);
    }

    private static async IAsyncEnumerable<SourceStatement> OfSourceAsync(Reading reading, SourceId id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        string? after = null;
        do
        {
            var page = await reading.StatementsAsync(id, after, 500, stop);
            foreach (var statement in page.Rows) yield return statement;
            after = page.Next;
        }
        while (after is not null);
    }

    private static async Task<List<SourceId>> AllSourcesAsync(Reading reading, CancellationToken stop)
    {
        var all = new List<SourceId>();
        string? after = null;
        do
        {
            var page = await reading.SourcesAsync(after, 500, stop);
            all.AddRange(page.Rows.Select(s => s.Id));
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
