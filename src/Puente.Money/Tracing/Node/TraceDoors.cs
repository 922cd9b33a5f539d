using Puente.Evidence.Records;

namespace Puente.Money.Tracing.Node;

/// <summary>Where the page of a trace sends for the exhibit.</summary>
internal static class TraceDoors
{
    public static void MapTraceDoors(this IEndpointRouteBuilder app) => app.MapPost("/money/trace/exhibit", SendAsync).ExcludeFromDescription();

    private static async Task<IResult> SendAsync(HttpContext context, Archive archive, TraceDesk desk, NodeExhibit exhibits, [Microsoft.AspNetCore.Mvc.FromForm] string? proceeds)
    {
        if (context.TryViewer() is not { } by || string.IsNullOrWhiteSpace(proceeds)) return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var ask = TraceForm.Read(f => form[f], archive);
        if (ask.Refusal is not null) return TypedResults.NotFound();
        var trace = await desk.AskAsync(await archive.ReadAsync(by, context.RequestAborted), ask.Value, context.RequestAborted);
        if (trace.Refusal is { } refusal) return TypedResults.LocalRedirect("/money/trace?refused=" + refusal.Code);
        var book = await exhibits.MakeAsync(by, trace.Value);
        return book.Refusal is { } kept ? TypedResults.LocalRedirect("/money/trace?refused=" + kept.Code) : TypedResults.File(book.Value, NodeExhibit.ContentType, "trace.xlsx");
    }
}
