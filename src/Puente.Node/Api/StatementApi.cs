using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Documents;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Node.Pages;
using Puente.Node.Pages.Record;
using Puente.Node.SignIn;
using Puente.Ui.Text;

namespace Puente.Node.Api;

/// <summary>Recording, correcting, retracting and re-marking statements, withdrawing sources, legal holds.</summary>
internal static class StatementApi
{
    public sealed record IdAnswer(string Id);

    public sealed record RecordedAnswer(string Recording, string Source, IReadOnlyDictionary<string, string> Entities, IReadOnlyList<string> Attributes, IReadOnlyList<string> Facts, IReadOnlyList<string> SameAs, IReadOnlyList<WarningAnswer> Warnings);

    /// <summary>An identifier that is doubtful and was recorded as it stands; no entity when it is a particular of a fact.</summary>
    public sealed record WarningAnswer(string? Entity, string Property, string Value, string Code, string Text);

    public sealed record AlikeBody(string Kind, IReadOnlyList<PropertyBody>? Attributes);

    public sealed record PropertyBody(string Property, string Value);

    public sealed record ReasonBody(string Reason);

    public sealed record MarkBody(MarkingBody Marking, string Reason);

    public sealed record HoldAnswer(string Id, string Reason, string Owner, DateTimeOffset Since);

    public sealed record SealedAnswer(string Statement, HoldAnswer Hold, AttributeShape? Attribute, FactShape? Fact, SameAsShape? SameAs);

    public static void MapStatements(this RouteGroupBuilder api)
    {
        api.MapPost("/sources", AddSourceAsync).Needs(Role.Recorder | Role.Importer).Does("source.add");
        api.MapGet("/sources/{id}/withdrawal", EffectAsync).Does("source.withdrawal-effect");
        api.MapPost("/sources/{id}/withdrawal", WithdrawAsync).Does("source.withdraw");
        api.MapPost("/statements", RecordAsync).Needs(Role.Recorder | Role.Importer).Does("statement.record");
        api.MapPost("/alike", AlikeAsync).Needs(Role.Recorder | Role.Importer).Does("entity.alike").Asks();
        api.MapGet("/statements/{id}", StatementAsync).Does("statement.show");
        api.MapPost("/statements/{id}/retraction", RetractAsync).Does("statement.retract");
        api.MapPut("/statements/{id}/marking", RemarkAsync).Does("statement.remark");
        api.MapPost("/statements/{id}/holds", HoldAsync).Does("hold.place");
        api.MapGet("/statements/{id}/holds", HoldsAsync).Does("hold.list");
        api.MapPost("/holds/{id}/release", ReleaseAsync).Does("hold.release");
        api.MapGet("/sealed", SealedAsync).Needs(Role.DisclosureCustodian).Does("hold.sealed");
    }

    /// <summary>Refuses <c>record.reason.missing</c> wherever a reason is asked for and none is given.</summary>
    internal static ValueTask<object?> ReasonGivenAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.Arguments.Any(a => a is ReasonBody { Reason: var reason } && string.IsNullOrWhiteSpace(reason) || a is MarkBody { Reason: var why } && string.IsNullOrWhiteSpace(why))
            ? new(Refused.Problem(new Refusal("record.reason.missing")))
            : next(call);

    private static async Task<Results<Created<IdAnswer>, ProblemHttpResult>> AddSourceAsync(
        SourceBody body, HttpContext context, Archive archive, Recorder recorder, FormPresets presets, Regimes regimes)
    {
        var by = context.ViewerOf();
        var source = body.Read(by, presets, regimes);
        if (source.Refusal is { } wrong) return Refused.Problem(wrong);
        var added = await recorder.AddSourceAsync(by, source.Value);
        if (added.Refusal is { } refusal) return Refused.Problem(refusal);
        var id = archive.Ids.Text(IdKind.Source, added.Value.Key);
        return TypedResults.Created("/api/v1/sources/" + id, new IdAnswer(id));
    }

    private static async Task<Results<Created<RecordedAnswer>, ProblemHttpResult>> RecordAsync(
        RecordBody body, HttpContext context, Archive archive, Recorder recorder, FormPresets presets, Regimes regimes, Addresses ids, Texts texts, [FromServices] DocumentDesk documents)
    {
        var by = context.ViewerOf();
        DocumentView? quoted = null;
        if (body.Quote is { } named)
        {
            if (ids.Document(named.Document) is not { } document || await documents.ShowAsync(by, document) is not { IsOk: true } shown) return Refused.Problem(new Refusal("document.no-such-document"));
            quoted = shown.Value;
            if (body is { Source: null, NewSource: null }) body = body with { Source = ids.Text(quoted.Source) };
        }

        var reader = new BodyReader(archive, ids);
        var reading = await archive.ReadAsync(by);
        var batch = await reader.ReadAsync(body, reading);
        if (reader.Problems.Count > 0) return Refused.Input(reader.Problems);
        if (Standing.Missing(batch) is { } standing) return Refused.Problem(standing);
        if (batch.Statements == 0) return Refused.Problem(new Refusal("record.empty"));
        var provenance = await new ProvenanceReader(recorder, presets, regimes, ids).ReadAsync(by, body, reader.Corrected);
        if (provenance.Refusal is { } wrong) return Refused.Problem(wrong);
        var doubts = await Doubts.OfAsync(reading, archive.Vocabulary, batch);
        var origin = provenance.Value;
        if (quoted is not null)
        {
            var quote = await documents.QuoteAsync(by, quoted.Id, body.Quote!.Page, body.Quote.Passage);
            if (quote.Refusal is { } unquoted) return Refused.Problem(unquoted);
            origin = origin with { Quote = quote.Value };
        }

        var recorded = await recorder.RecordAsync(by, origin, batch);
        if (recorded.Refusal is { } refusal) return Refused.Problem(refusal);
        return Answer(body, batch, recorded.Value, provenance.Value.Source, doubts, archive, ids, texts);
    }

    /// <summary>What was recorded, new entities by their <c>ref</c>, and what is doubtful about it.</summary>
    internal static Created<RecordedAnswer> Answer(RecordBody body, Batch batch, Recorded recorded, SourceId source, IReadOnlyList<Doubt> doubts, Archive archive, Addresses ids, Texts texts)
    {
        var made = (body.Entities ?? []).Zip(batch.Entities, (b, e) => (b.Ref, Id: ids.Text(e.Id))).ToDictionary(e => e.Ref, e => e.Id);
        return TypedResults.Created((string?)null, new RecordedAnswer(archive.Ids.Text(IdKind.Recording, recorded.Recording.Key), ids.Text(source), made,
            [.. recorded.Attributes.Select(ids.Text)], [.. recorded.Facts.Select(ids.Text)], [.. recorded.SameAs.Select(ids.Text)],
            [.. doubts.Select(d => new WarningAnswer(d.Of is { } of ? ids.Text(of) : null, d.Property.Code, d.Value, d.Said.Code, texts.Format(d.Said.Code, [.. d.Said.Args.Select(a => (a.Name, (object?)a.Value))])))]));
    }

    private static async Task<Results<Ok<IReadOnlyList<EntityShape>>, ProblemHttpResult>> AlikeAsync(AlikeBody body, HttpContext context, Archive archive, Duplicates duplicates)
    {
        if (archive.Vocabulary.Kind(body.Kind) is not { Abstract: false } kind) return Refused.Problem(new Refusal("body.kind-unknown", ("kind", body.Kind)));
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        var attributes = (body.Attributes ?? []).Where(a => a is not null).Select(a => new NewAttribute(default, a.Property, a.Value));
        return TypedResults.Ok((IReadOnlyList<EntityShape>)[.. (await duplicates.OfAsync(reading, kind, attributes, context.RequestAborted)).Select(shaper.Of)]);
    }

    private static async Task<Results<Ok<AttributeShape>, Ok<FactShape>, ProblemHttpResult>> StatementAsync(string id, HttpContext context, Archive archive, Addresses ids)
    {
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        if (ids.Statement(id) is not { } key) return Refused.Missing;
        if (await reading.AttributeAsync(key) is { } attribute) return TypedResults.Ok(shaper.Of(attribute));
        return await reading.FactAsync(key) is { } fact ? TypedResults.Ok(shaper.Of(fact)) : Refused.Missing;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetractAsync(string id, ReasonBody body, HttpContext context, Recorder recorder, Addresses ids) =>
        ids.Statement(id) is { } key ? Answer(await recorder.RetractAsync(context.ViewerOf(), key, body.Reason)) : Refused.Missing;

    private static async Task<Results<NoContent, ProblemHttpResult>> RemarkAsync(string id, MarkBody body, HttpContext context, Recorder recorder, FormPresets presets, Addresses ids)
    {
        var by = context.ViewerOf();
        var marking = body.Marking.Read(by, presets);
        if (marking.Refusal is { } refusal) return Refused.Problem(refusal);
        return ids.Statement(id) is { } key ? Answer(await recorder.RemarkAsync(by, key, marking.Value, body.Reason)) : Refused.Missing;
    }

    private static async Task<Results<Ok<Effect>, ProblemHttpResult>> EffectAsync(string id, HttpContext context, Recorder recorder, Addresses ids)
    {
        if (ids.Source(id) is not { } key) return Refused.Missing;
        var effect = await recorder.EffectOfWithdrawingAsync(context.ViewerOf(), key);
        return effect.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(effect.Value);
    }

    private static async Task<Results<Ok<Effect>, ProblemHttpResult>> WithdrawAsync(string id, ReasonBody body, HttpContext context, Recorder recorder, Addresses ids)
    {
        if (ids.Source(id) is not { } key) return Refused.Missing;
        var effect = await recorder.WithdrawAsync(context.ViewerOf(), key, body.Reason);
        return effect.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(effect.Value);
    }

    private static async Task<Results<Created<IdAnswer>, ProblemHttpResult>> HoldAsync(string id, ReasonBody body, HttpContext context, Archive archive, Recorder recorder, Addresses ids)
    {
        if (ids.Statement(id) is not { } key) return Refused.Missing;
        var hold = await recorder.PlaceHoldAsync(context.ViewerOf(), key, body.Reason);
        return hold.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Created((string?)null, new IdAnswer(archive.Ids.Text(IdKind.Hold, hold.Value.Key)));
    }

    private static async Task<Results<Ok<IReadOnlyList<HoldAnswer>>, ProblemHttpResult>> HoldsAsync(string id, HttpContext context, Archive archive, Addresses ids)
    {
        if (ids.Statement(id) is not { } key) return Refused.Missing;
        var holds = await (await archive.ReadAsync(context.ViewerOf())).HoldsAsync(key);
        return TypedResults.Ok((IReadOnlyList<HoldAnswer>)[.. holds.Select(h => Of(archive, h))]);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(string id, ReasonBody body, HttpContext context, Archive archive, Recorder recorder) =>
        archive.Ids.TryRead(IdKind.Hold, id, out var key) ? Answer(await recorder.ReleaseHoldAsync(context.ViewerOf(), new HoldId(key), body.Reason)) : Refused.Problem(new Refusal("hold.unknown"));

    private static async Task<Results<Ok<IReadOnlyList<SealedAnswer>>, ProblemHttpResult>> SealedAsync(HttpContext context, Archive archive)
    {
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        var views = await reading.SealedAsync(context.RequestAborted);
        if (views.Refusal is { } refusal) return Refused.Problem(refusal);
        return TypedResults.Ok((IReadOnlyList<SealedAnswer>)[.. views.Value.Select(v => new SealedAnswer(shaper.Id(v.Statement), Of(archive, v.Hold),
            v.Attribute is { } a ? shaper.Of(a) : null, v.Fact is { } f ? shaper.Of(f) : null, v.SameAs is { } s ? shaper.Of(s) : null))]);
    }

    private static HoldAnswer Of(Archive archive, HoldView hold) => new(archive.Ids.Text(IdKind.Hold, hold.Id.Key), hold.Reason, hold.Owner, hold.Since);

    private static Results<NoContent, ProblemHttpResult> Answer<T>(Result<T> result) => result.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
}
