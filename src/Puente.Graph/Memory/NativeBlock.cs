using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Puente.Graph.Memory;

/// <summary>Memory outside of the garbage collector's, on huge pages where the system gives them. Freed by hand, or at last by the finalizer.</summary>
internal sealed unsafe partial class NativeBlock : CriticalFinalizerObject
{
    private const int HugePage = 2 << 20;
    private const int AdviseHugePages = 14;
    private nint _start;

    public NativeBlock(long bytes, bool zeroed = false)
    {
        Bytes = Math.Max(bytes, 64);
        var large = Bytes >= HugePage;
        _start = (nint)NativeMemory.AlignedAlloc((nuint)Bytes, large ? (nuint)HugePage : 64);
        if (large) Advise(_start, Bytes);
        if (zeroed) NativeMemory.Clear((void*)_start, (nuint)Bytes);
    }

    ~NativeBlock() => Free();

    public long Bytes { get; }

    public byte* Start => (byte*)_start;

    public void Free()
    {
        var start = Interlocked.Exchange(ref _start, 0);
        if (start != 0) NativeMemory.AlignedFree((void*)start);
    }

    private static void Advise(nint start, long bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = madvise(start, (nuint)bytes, AdviseHugePages);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // Ordinary pages do the same, more slowly.
        }
    }

    [LibraryImport("libc")]
    private static partial int madvise(nint start, nuint length, int advice);
}
