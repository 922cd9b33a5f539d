using System.Runtime.InteropServices;

namespace Puente.Graph.Memory;

/// <summary>Work that nobody waits for: on a thread of its own that gives way to readers and writers where the system can be told so.</summary>
internal static partial class Background
{
    private const int OfThread = 0;
    private const int Nice = 10;

    /// <summary>Runs it; the task ends with it.</summary>
    public static Task Run(Action work) => Task.Factory.StartNew(
        () =>
        {
            GiveWay();
            work();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>On Linux a thread's own niceness, which it cannot take back: the thread ends with the work.</summary>
    private static void GiveWay()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = setpriority(OfThread, 0, Nice);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // It takes its turn like any other.
        }
    }

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int priority);
}
