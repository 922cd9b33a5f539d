using Microsoft.AspNetCore.Diagnostics;

namespace Puente.Node.Hosting;

/// <summary>What a reader is told when the product is at fault: an id and no particulars; the log has the id with the place in the code.</summary>
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
            await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new() { HttpContext = context });
        },
    };

    public static void Describe(ProblemDetailsOptions options) => options.CustomizeProblemDetails = static problem =>
    {
        var code = problem.ProblemDetails.Extensions.ContainsKey("code") ? null : Code(problem.ProblemDetails.Status);
        if (code is not null) problem.ProblemDetails.Extensions["code"] = code;
        problem.ProblemDetails.Extensions.Remove("traceId");
        if (problem.ProblemDetails.Status >= 500) problem.ProblemDetails.Extensions["id"] = problem.HttpContext.TraceIdentifier;
    };

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
