using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Puente.Node.Api;
using Puente.Ui.Text;

namespace Puente.Node.Hosting;

/// <summary>
/// What a program is told besides the status: a stable code, and reason and remedy in its language. When the product is at fault, an id and no
/// particulars; the log has the id with the place in the code.
/// </summary>
internal static class Faults
{
    public static ExceptionHandlerOptions Handler { get; } = new()
    {
        SuppressDiagnosticsCallback = static _ => true,
        ExceptionHandler = async context =>
        {
            var error = context.Features.Get<IExceptionHandlerFeature>()!.Error;
            context.Response.StatusCode = error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
            if (error is not BadHttpRequestException)
                context.RequestServices.GetRequiredService<ILogger<NodeHost>>().LogError(error, "fault {Id}", context.TraceIdentifier);
            var details = new ProblemDetailsContext { HttpContext = context };
            if (error is BadHttpRequestException { InnerException: JsonException json })
                details.ProblemDetails.Extensions["problems"] =
                    new List<ProblemShape> { new((json.LineNumber ?? 0) + 1, json.Path ?? "", "request.json", new Dictionary<string, string>()) };
            await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(details);
        },
    };

    public static void Describe(ProblemDetailsOptions options) => options.CustomizeProblemDetails = static problem =>
    {
        var (details, texts) = (problem.ProblemDetails, problem.HttpContext.RequestServices.GetRequiredService<Texts>());
        if (!details.Extensions.ContainsKey("code") && Code(details.Status) is { } known) details.Extensions["code"] = known;
        details.Extensions.Remove("traceId");
        if (details.Status >= 500) details.Extensions["id"] = problem.HttpContext.TraceIdentifier;
        if (details.Extensions.TryGetValue("code", out var code) && code is string key && texts.Has(key))
            details.Detail = texts.Format(key, Args(details.Extensions.TryGetValue("args", out var args) ? args : null).Append(("id", problem.HttpContext.TraceIdentifier)));
        if (details.Extensions.TryGetValue("problems", out var listed) && listed is List<ProblemShape> problems)
            details.Extensions["problems"] = problems.ConvertAll(p => p with { Text = texts.Format(p.Code, Args(p.Args)) });
    };

    private static IEnumerable<(string Name, string Value)> Args(object? args) =>
        args is IReadOnlyDictionary<string, string> named ? named.Select(a => (a.Key, a.Value)) : [];

    private static string? Code(int? status) => status switch
    {
        400 => "request.malformed",
        401 => "access.sign-in",
        403 => "access.not-allowed",
        404 => "access.not-found",
        405 => "request.method",
        413 => "request.too-large",
        415 => "request.media-type",
        429 => "access.too-many",
        >= 500 => "node.fault",
        _ => null,
    };
}
