using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Puente.Evidence.Import.Jobs;

/// <summary>
/// What a run of an import remembers by digest: a hash table in a file that has no name and goes with the process. The node's memory does not grow
/// with it; the system keeps in memory what is used and there is room for. For one thread.
/// </summary>
/// <typeparam name="T">What is remembered; a plain value.</typeparam>
internal sealed class DigestTable<T>(string folder) : IDisposable
    where T : unmanaged
{
    private const long Least = 1L << 10;
    private const double Full = 0.6;
    private static readonly int Size = Unsafe.SizeOf<Slot>();
    private MemoryMappedFile? _file;
    private MemoryMappedViewAccessor? _slots;
    private long _capacity;

    /// <summary>How many digests are remembered.</summary>
    public long Count { get; private set; }

    /// <summary>What is remembered of a digest; setting it remembers.</summary>
    public T this[UInt128 digest]
    {
        set
        {
            if (_capacity == 0 || Count + 1 > _capacity * Full) Grow();
            if (!Find(digest, out var at, out _)) Count++;
            var slot = new Slot { Digest = digest, Value = value, Used = 1 };
            _slots!.Write(at, ref slot);
        }
    }

    /// <summary>Looks up a digest.</summary>
    public bool TryGetValue(UInt128 digest, out T value)
    {
        value = default;
        if (Count == 0 || !Find(digest, out _, out var slot)) return false;
        value = slot.Value;
        return true;
    }

    /// <summary>What is remembered of a digest, or the default.</summary>
    public T GetValueOrDefault(UInt128 digest) => TryGetValue(digest, out var value) ? value : default;

    /// <inheritdoc/>
    public void Dispose() => Close(_file, _slots);

    /// <summary>Closed without being flushed: nobody will read it again.</summary>
    private static void Close(MemoryMappedFile? file, MemoryMappedViewAccessor? slots)
    {
        slots?.SafeMemoryMappedViewHandle.Dispose();
        slots?.Dispose();
        file?.Dispose();
    }

    /// <summary>Place of a digest, or of the free slot where it belongs. Digests are uniform, so their low bits say where to look first.</summary>
    private bool Find(UInt128 digest, out long at, out Slot slot)
    {
        for (var i = unchecked((long)(ulong)digest) & (_capacity - 1); ; i = (i + 1) & (_capacity - 1))
        {
            at = i * Size;
            _slots!.Read(at, out slot);
            if (slot.Used == 0) return false;
            if (slot.Digest == digest) return true;
        }
    }

    private void Grow()
    {
        var (file, slots, capacity) = (_file, _slots, _capacity);
        _capacity = Math.Max(Least, capacity * 4);
        _file = Open(folder, _capacity * Size);
        _slots = _file.CreateViewAccessor();
        for (long i = 0; i < capacity; i++)
        {
            slots!.Read(i * Size, out Slot slot);
            if (slot.Used == 0) continue;
            Find(slot.Digest, out var at, out _);
            _slots.Write(at, ref slot);
        }

        Close(file, slots);
    }

    /// <summary>Room is taken beforehand, so that a full disk is an error here and not a fault later; the name is gone before anything is written.</summary>
    private static MemoryMappedFile Open(string folder, long bytes)
    {
        var path = Path.Combine(folder, Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            PreallocationSize = bytes,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var stream = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        stream.SetLength(bytes);
        return MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
    }

    private struct Slot
    {
        public UInt128 Digest;
        public T Value;
        public byte Used;
    }
}

/// <summary>Counting by digest.</summary>
internal static class DigestCounts
{
    /// <summary>Counts one more; returns how many there are now.</summary>
    public static int Add(this DigestTable<int> counts, UInt128 digest)
    {
        var now = counts.GetValueOrDefault(digest) + 1;
        counts[digest] = now;
        return now;
    }
}
