using System.Globalization;

namespace Puente.Node.Hosting;

/// <summary>One line a request: method, route template, status, milliseconds. Never a path, query, name or address.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var began = clock.GetTimestamp();
        await next(context);
        if (!log.IsEnabled(LogLevel.Information)) return;
        var template = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
        var took = clock.GetElapsedTime(began).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        log.LogInformation("{Method} {Template} {Status} {Took} ms", context.Request.Method, template, context.Response.StatusCode, took);
    }
}
