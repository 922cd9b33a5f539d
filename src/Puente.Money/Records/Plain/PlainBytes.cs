using System.IO.Compression;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using Puente.Evidence.Import.Tables;

namespace Puente.Money.Records.Plain;

/// <summary>The bytes of a file in memory: mapped where they can be read as they are; unpacked (gzip) or made UTF-8 where they cannot. Nothing is put on disk.</summary>
internal sealed unsafe class PlainBytes : IDisposable
{
    private const int Sample = 1 << 20;
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _own;

    private PlainBytes(string path)
    {
        var file = new FileInfo(path);
        if (file.Length == 0) return;
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* at = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        At = at + _view.PointerOffset;
        Length = file.Length;
    }

    private PlainBytes(byte* own, long length)
    {
        _own = At = own;
        Length = length;
    }

    /// <summary>The first byte.</summary>
    public byte* At { get; private set; }

    /// <summary>Number of bytes.</summary>
    public long Length { get; private set; }

    /// <summary>How the texts are encoded: UTF-8 or a code page that leaves ASCII as it is.</summary>
    public Encoding Encoding { get; private set; } = new UTF8Encoding(false);

    /// <summary>Opens a file; <paramref name="encoding"/> fixes how it is encoded.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is a broken gzip file.</exception>
    public static PlainBytes Open(string path, string? encoding)
    {
        var bytes = new PlainBytes(path);
        try
        {
            if (bytes.Length == 0) return bytes;
            if (bytes.Length > 2 && bytes.At[0] == 0x1F && bytes.At[1] == 0x8B) bytes = bytes.Then(from => new GZipStream(from, CompressionMode.Decompress));
            if (bytes.Length == 0) return bytes;
            bytes.Encoding = encoding is not null ? Encodings.ByName(encoding)! : bytes.Guess();
            if (bytes.Encoding.GetByteCount(",") != 1) bytes = bytes.Then(from => Encoding.CreateTranscodingStream(from, bytes.Encoding, new UTF8Encoding(false)));
            if (bytes.Length >= 3 && bytes.At[0] == 0xEF && bytes.At[1] == 0xBB && bytes.At[2] == 0xBF) bytes.Skip(3);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_own is not null) NativeMemory.Free(_own);
        _own = null;
        if (_view is null) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map!.Dispose();
    }

    private void Skip(int count)
    {
        At += count;
        Length -= count;
    }

    private Encoding Guess()
    {
        using var head = new UnmanagedMemoryStream(At, Math.Min(Length, Sample));
        return Encodings.Detect(head).Encoding;
    }

    /// <summary>The same bytes after a change, in memory of their own.</summary>
    private PlainBytes Then(Func<Stream, Stream> change)
    {
        using var old = this;
        using var source = new UnmanagedMemoryStream(At, Length);
        using var changed = change(source);
        var (room, used) = (Math.Max(Length * 2, 1 << 16), 0L);
        var own = (byte*)NativeMemory.Alloc((nuint)room);
        try
        {
            for (int read; (read = changed.Read(new Span<byte>(own + used, (int)Math.Min(room - used, 1 << 24)))) > 0;)
            {
                used += read;
                if (used == room) own = (byte*)NativeMemory.Realloc(own, (nuint)(room *= 2));
            }
        }
        catch
        {
            NativeMemory.Free(own);
            throw;
        }

        return new PlainBytes(own, used);
    }
}
