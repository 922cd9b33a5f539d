using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;

namespace Puente.Node.Hosting;

/// <summary>One line a request: method, route template, status, milliseconds. Never a path, query, name or address. The same is counted.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log, Meter meter, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var began = clock.GetTimestamp();
        await next(context);
        var template = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
        var took = clock.GetElapsedTime(began);
        meter.Count(context.Request.Method, template, context.Response.StatusCode, took);
        if (context.Response.StatusCode >= 500 && context.Features.Get<IExceptionHandlerFeature>() is { Error: var error, Endpoint: var at })
            meter.Fault(error, (at as RouteEndpoint)?.RoutePattern.RawText ?? "-");
        if (log.IsEnabled(LogLevel.Information))
            log.LogInformation("{Method} {Template} {Status} {Took} ms", context.Request.Method, template, context.Response.StatusCode, took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
    }
}
