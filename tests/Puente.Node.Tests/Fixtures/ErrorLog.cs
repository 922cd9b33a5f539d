using Microsoft.Extensions.Logging;

namespace Puente.Node.Tests.Fixtures;

/// <summary>A log that says when the first error was written.</summary>
internal sealed class ErrorLog<T> : ILogger<T>
{
    public TaskCompletionSource Error { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Error) Error.TrySetResult();
    }
}
