using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Node.Hosting;

namespace Puente.Node.Keeping;

/// <summary>The doors for whoever watches machines: <c>/health/live</c>, <c>/health/ready</c> for anybody, <c>/metrics</c> for the machine itself or a token.</summary>
internal static class HealthDoors
{
    public sealed record Readiness(bool Ready, IReadOnlyDictionary<string, string> Checks);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", static () => TypedResults.Text("ok")).AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
        app.MapGet("/metrics", MetricsAsync).AllowAnonymous();
    }

    private static async Task<JsonHttpResult<Readiness>> ReadyAsync(Health health, CancellationToken stop)
    {
        var checks = await health.LookAsync(stop);
        var ready = checks.All(c => c.Well);
        return TypedResults.Json(new Readiness(ready, checks.ToDictionary(c => c.Name, c => c.Well ? "ok" : "bad")), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<ContentHttpResult, NotFound>> MetricsAsync(HttpContext context, Metrics metrics, NodeOptions options, CancellationToken stop) =>
        MayMeasure(context, options.Settings?.MetricsToken)
            ? TypedResults.Text(await metrics.WriteAsync(stop), "text/plain; version=0.0.4")
            : TypedResults.NotFound();

    /// <summary>A request of the machine itself that no web server passed on, or one with the token.</summary>
    private static bool MayMeasure(HttpContext context, string? token)
    {
        string? header = context.Request.Headers.Authorization;
        if (token is { Length: > 0 } && header is not null)
            return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(header), System.Text.Encoding.UTF8.GetBytes("Bearer " + token));
        var passedOn = context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded") || context.Request.Headers.ContainsKey("Via");
        return !passedOn && context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from);
    }
}
