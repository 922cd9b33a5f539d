using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Api;

/// <summary>Orders and the returns under them.</summary>
internal static class OrderApi
{
    private static readonly Role Works = Role.Recorder | Role.Importer;

    public static void MapOrders(this RouteGroupBuilder api)
    {
        api.MapGet("/money/instruments", Kinds).Does("instrument.list");
        api.MapGet("/money/layouts", Ready).Does("layout.list");
        api.MapGet("/money/orders", ListAsync).Does("order.list");
        api.MapPost("/money/orders", EnterAsync).Needs(Works).Does("order.enter");
        api.MapGet("/money/orders/{id}", ShowAsync).Does("order.show");
        api.MapGet("/money/orders/{id}/grid", GridAsync).Does("order.grid");
        api.MapPost("/money/orders/{id}/service", ServeAsync).Needs(Works).Does("order.serve");
        api.MapPost("/money/orders/{id}/certificate", CertifyAsync).Needs(Works).Does("order.certify");
        api.MapPost("/money/orders/{id}/gaps", GapsAsync).Needs(Works).Does("order.gaps");
        api.MapPost("/money/orders/{id}/review", ReviewAsync).Needs(Works).Does("order.review");
        api.MapPost("/money/orders/{id}/trial", TryAsync).Needs(Role.Importer).Does("order.trial").Asks();
        api.MapPost("/money/orders/{id}/returns", StartAsync).Needs(Role.Importer).Does("return.start");
        api.MapReturns();
        api.MapPairs();
    }

    private static Ok<IReadOnlyList<InstrumentAnswer>> Kinds() =>
        TypedResults.Ok((IReadOnlyList<InstrumentAnswer>)[.. Instruments.All.Select(i => new InstrumentAnswer(i.Code, i.Label.En, i.Label.Es, i.Country, i.Regimes, i.Citation, i.Checked))]);

    private static Ok<IReadOnlyList<LayoutAnswer>> Ready() =>
        TypedResults.Ok((IReadOnlyList<LayoutAnswer>)[.. ReadyLayouts.All.Select(l => new LayoutAnswer(l.Code, l.Title.En, l.Title.Es, l.Pages, l.Source))]);

    private static async Task<Ok<IReadOnlyList<OrderAnswer>>> ListAsync(HttpContext context, OrderDesk orders, ReturnDesk returns, Archive archive)
    {
        var (by, answers) = (context.ViewerOf(), new List<OrderAnswer>());
        foreach (var order in await orders.ListAsync(by, context.RequestAborted)) answers.Add(await AnswerAsync(by, order, returns, archive, context.RequestAborted));
        return TypedResults.Ok((IReadOnlyList<OrderAnswer>)answers);
    }

    private static async Task<Results<Created<OrderAnswer>, ProblemHttpResult>> EnterAsync(OrderBody body, HttpContext context, OrderDesk orders, ReturnDesk returns, FormPresets presets, Archive archive)
    {
        var by = context.ViewerOf();
        var marking = (body.Marking ?? MarkingBody.Internal).Read(by, presets);
        if (marking.Refusal is { } unmarked) return Refused.Problem(unmarked);
        var regime = Regime(body);
        var (result, problems) = await orders.EnterAsync(by, new NewOrder(body.Instrument, body.Reference, body.Authority, body.Custodian, body.Issued,
            new OrderScope(body.Subjects ?? [], body.Accounts ?? [], body.From, body.Until, body.Kinds ?? []), regime is null ? marking.Value : marking.Value with { Regime = regime })
        {
            Served = body.Served,
            Due = body.Due,
            SecretUntil = body.SecretUntil,
            ReviewBy = body.ReviewBy,
        });
        if (problems.Count > 0) return Refused.Input(problems);
        if (result.Refusal is { } refusal) return Refused.Problem(refusal);
        var shown = (await orders.ShowAsync(by, result.Value)).Value;
        return TypedResults.Created("/api/v1" + archive.Path(result.Value), await AnswerAsync(by, shown, returns, archive, context.RequestAborted));
    }

    /// <summary>A marking in parts has no regime of its own: it is that of the instrument when there is only one.</summary>
    private static string? Regime(OrderBody body) =>
        body.Marking?.Preset is null && body.Marking is not null && Instruments.Find(body.Instrument) is { Regimes: [var only] } ? only : null;

    private static async Task<Results<Ok<OrderAnswer>, ProblemHttpResult>> ShowAsync(string id, HttpContext context, OrderDesk orders, ReturnDesk returns, Archive archive)
    {
        var by = context.ViewerOf();
        if (await FindAsync(id, by, orders, archive) is not { } order) return Refused.Missing;
        return TypedResults.Ok(await AnswerAsync(by, order, returns, archive, context.RequestAborted));
    }

    private static async Task<Results<Ok<MonthGrid>, ProblemHttpResult>> GridAsync(string id, int? skip, int? take, HttpContext context, OrderDesk orders, ReturnDesk returns, Archive archive)
    {
        var by = context.ViewerOf();
        return await FindAsync(id, by, orders, archive) is { } order ? TypedResults.Ok(await returns.GridAsync(by, order, Math.Max(0, skip ?? 0), Math.Clamp(take ?? 1000, 1, 10_000), context.RequestAborted)) : Refused.Missing;
    }

    private static Task<Results<NoContent, ProblemHttpResult>> ServeAsync(string id, ServiceBody body, HttpContext context, OrderDesk orders, Archive archive) =>
        ChangedAsync(id, archive, key => orders.ServeAsync(context.ViewerOf(), key, body.Served, body.Due));

    private static Task<Results<NoContent, ProblemHttpResult>> CertifyAsync(string id, Certificate body, HttpContext context, OrderDesk orders, Archive archive) =>
        ChangedAsync(id, archive, key => orders.CertifyAsync(context.ViewerOf(), key, body));

    private static Task<Results<NoContent, ProblemHttpResult>> GapsAsync(string id, GapsBody body, HttpContext context, OrderDesk orders, Archive archive) =>
        ChangedAsync(id, archive, key => orders.NoteGapsAsync(context.ViewerOf(), key, body.Gaps));

    private static Task<Results<NoContent, ProblemHttpResult>> ReviewAsync(string id, ReviewBody body, HttpContext context, OrderDesk orders, Archive archive) =>
        ChangedAsync(id, archive, key => orders.ReviewAsync(context.ViewerOf(), key, body.ReviewBy, body.Reason));

    private static async Task<Results<Ok<Trial>, ProblemHttpResult>> TryAsync(string id, TrialBody body, HttpContext context, ReturnTrials trials, Archive archive)
    {
        if (archive.Order(id) is not { } key) return Refused.Missing;
        if (archive.Upload(body.Upload) is not { } file) return Refused.Problem(new Refusal("import.no-such-file"));
        var tried = await trials.TryAsync(context.ViewerOf(), key, file, Layout(body.Layout), Math.Clamp(body.Take ?? 20, 1, 200), context.RequestAborted);
        return tried.Refusal is { } refusal ? Said(refusal) : TypedResults.Ok(tried.Value);
    }

    private static async Task<Results<Accepted<StartedAnswer>, ProblemHttpResult>> StartAsync(string id, ReturnBody body, HttpContext context, ReturnDesk returns, FormPresets presets, Archive archive)
    {
        var by = context.ViewerOf();
        if (archive.Order(id) is not { } key) return Refused.Missing;
        if (archive.Upload(body.Upload) is not { } file) return Refused.Problem(new Refusal("import.no-such-file"));
        var marking = body.Marking?.Read(by, presets);
        if (marking is { Refusal: { } unmarked }) return Refused.Problem(unmarked);
        var started = await returns.StartAsync(by, key, new NewReturn(file, Layout(body.Layout), body.Given ?? new ControlTotals()) { Title = body.Title, Marking = marking?.Value }, context.RequestAborted);
        if (started.Refusal is { } refusal) return Said(refusal);
        var made = await returns.AwaitAsync(by, started.Value, TimeSpan.FromSeconds(2), context.RequestAborted);
        var import = archive.Ids.Text(IdKind.Import, started.Value.Key);
        return TypedResults.Accepted("/api/v1/imports/" + import, new StartedAnswer(import, made is null ? null : archive.Text(made.Id)));
    }

    /// <summary>A ready layout by its code, else the text itself.</summary>
    private static string Layout(string given) => ReadyLayouts.Find(given)?.Source ?? given;

    private static ProblemHttpResult Said(Refusal refusal) => refusal.Code == "order.no-such-order" ? Refused.Missing : Refused.Problem(refusal);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangedAsync(string id, Archive archive, Func<OrderId, Task<Result<Done>>> change)
    {
        if (archive.Order(id) is not { } key) return Refused.Missing;
        var changed = await change(key);
        return changed.Refusal is { } refusal ? Said(refusal) : TypedResults.NoContent();
    }

    private static async Task<OrderView?> FindAsync(string id, Viewer by, OrderDesk orders, Archive archive) =>
        archive.Order(id) is { } key && await orders.ShowAsync(by, key) is { IsOk: true } shown ? shown.Value : null;

    private static async Task<OrderAnswer> AnswerAsync(Viewer by, OrderView order, ReturnDesk returns, Archive archive, CancellationToken stop) =>
        OrderAnswer.Of(order, await returns.GridAsync(by, order, stop: stop), (await returns.ListAsync(by, order.Id, stop)).Count, by.Subject.Today, archive);
}
