using Puente.Evidence;
using Puente.Evidence.Keeping;

namespace Puente.Node.Keeping;

/// <summary>
/// Looks at the clock at the start and each minute, and refuses what would be recorded while the clock is too far off. Who signs in may, so that the
/// keeper can see why.
/// </summary>
internal sealed class ClockGate(ClockWatch watch, TimeProvider clock, ILogger<ClockGate> log) : BackgroundService
{
    private static readonly string[] Open = ["/sign-in", "/sign-out", "/session", "/preferences", "/api/v1/login"];

    public static bool IsOpen(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || Array.Exists(Open, path => request.Path.StartsWithSegments(path, StringComparison.Ordinal));

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await minute.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            if ((await watch.LookAsync(stop)).Code is { } code) log.LogError("{Code} {Seconds} s", code, (long)watch.Now.Off.TotalSeconds);
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            log.LogError(unreachable, "clock not compared");
        }
    }
}

/// <summary>The gate in the pipeline.</summary>
internal static class ClockGating
{
    /// <summary>Answers 503 with <c>clock.unfit</c> to what would be recorded. After the error pages.</summary>
    public static WebApplication UseClockGate(this WebApplication app)
    {
        var watch = app.Services.GetRequiredService<ClockWatch>();
        app.Use(async (context, next) =>
        {
            if (ClockGate.IsOpen(context.Request) || watch.Now.Code != "clock.unfit")
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            if (context.Request.Path.StartsWithSegments("/api"))
                await Refused.Problem(new Refusal("clock.unfit", ("seconds", ((long)watch.Now.Off.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture))), StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        });
        return app;
    }
}
