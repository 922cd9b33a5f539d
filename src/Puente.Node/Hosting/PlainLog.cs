using System.Globalization;

namespace Puente.Node.Hosting;

/// <summary>
/// The log of a node, on standard error, without content: our own messages are written whole, of anybody else's only the event's
/// name, and of an error its type and where it was thrown, never its message.
/// </summary>
internal sealed class PlainLog(TextWriter to, TimeProvider clock, LogLevel least) : ILoggerProvider
{
    private readonly Lock _line = new();

    public ILogger CreateLogger(string categoryName) => new Page(this, categoryName, categoryName.StartsWith("Puente.", StringComparison.Ordinal));

    public void Dispose() => to.Flush();

    private void Write(LogLevel level, string category, string message, Exception? error)
    {
        var time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_line)
        {
            to.WriteLine($"{time} {level} {category[(category.LastIndexOf('.') + 1)..]} {message}");
            for (var inner = error; inner is not null; inner = inner.InnerException)
                to.WriteLine($"  {inner.GetType().FullName}\n{inner.StackTrace}");
        }
    }

    private sealed class Page(PlainLog log, string category, bool ours) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (ours ? log.Least : LogLevel.Warning);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Write(logLevel, category, ours ? formatter(state, exception) : eventId.Name ?? eventId.ToString(), exception);
        }
    }

    private LogLevel Least { get; } = least;
}

/// <summary>Registration of the log.</summary>
internal static class PlainLogging
{
    /// <summary>Logs to standard error; requests too when the environment says <c>PUENTE_LOG=requests</c>.</summary>
    public static ILoggingBuilder AddPlainLog(this ILoggingBuilder builder)
    {
        var least = Environment.GetEnvironmentVariable("PUENTE_LOG") == "requests" ? LogLevel.Information : LogLevel.Warning;
        builder.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder.AddProvider(new PlainLog(Console.Error, TimeProvider.System, least));
    }
}
