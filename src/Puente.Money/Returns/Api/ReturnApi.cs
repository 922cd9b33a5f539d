using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence.Records;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Rates;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Api;

/// <summary>Returns, their lines, and how they add up.</summary>
internal static class ReturnApi
{
    public static void MapReturns(this RouteGroupBuilder api)
    {
        api.MapGet("/money/returns", ListAsync).Does("return.list");
        api.MapGet("/money/returns/{id}", ShowAsync).Does("return.show");
        api.MapGet("/money/returns/{id}/lines", LinesAsync).Does("return.lines");
    }

    private static async Task<Ok<IReadOnlyList<ReturnAnswer>>> ListAsync(HttpContext context, ReturnDesk returns, Archive archive) =>
        TypedResults.Ok((IReadOnlyList<ReturnAnswer>)[.. (await returns.ListAsync(context.ViewerOf(), null, context.RequestAborted)).Select(r => ReturnAnswer.Of(r, archive))]);

    private static async Task<Results<Ok<ReturnAnswer>, ProblemHttpResult>> ShowAsync(string id, long? after, int? take, HttpContext context, ReturnDesk returns, Archive archive)
    {
        if (archive.Return(id) is not { } key || await returns.ShowAsync(context.ViewerOf(), key, Math.Max(0, after ?? 0), Math.Clamp(take ?? 1000, 1, 10_000), context.RequestAborted) is not { IsOk: true } shown) return Refused.Missing;
        var detail = shown.Value;
        return TypedResults.Ok(ReturnAnswer.Of(detail.Return, archive) with
        {
            Statements = detail.Statements,
            StatementCount = detail.Count,
            StatementsWrong = detail.Wrong,
            NextStatement = detail.Next,
            Months = detail.Months,
            Repeats = [.. detail.Repeats.Select(r => new Repeat(r.Kind, r.At, r.Of))],
        });
    }

    private static async Task<Results<Ok<LinesAnswer>, ProblemHttpResult>> LinesAsync(string id, long? after, int? take, string? reporting, HttpContext context, ReturnDesk returns, ReturnLines lines, RateDesk rates, Archive archive)
    {
        var by = context.ViewerOf();
        if (archive.Return(id) is not { } key || await returns.FindAsync(by, key, context.RequestAborted) is null) return Refused.Missing;
        var table = reporting is null ? null : new RateTable(await rates.ListAsync(by, context.RequestAborted));
        var (rows, most) = (new List<LineAnswer>(), Math.Clamp(take ?? 50, 1, 1000));
        await foreach (var line in lines.ReadAsync(by, key, Math.Max(0, after ?? 0), context.RequestAborted))
        {
            if (rows.Count == most) return TypedResults.Ok(new LinesAnswer(rows, rows[^1].Line.Row));
            var reported = table?.Of(line.Amount, line.Currency, reporting!.ToUpperInvariant(), line.Day);
            rows.Add(new LineAnswer(line, reported?.Amount, reported?.Rate));
        }

        return TypedResults.Ok(new LinesAnswer(rows, null));
    }
}
