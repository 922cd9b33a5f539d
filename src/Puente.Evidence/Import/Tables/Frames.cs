using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Puente.Evidence.Import.Tables;

/// <summary>What a frame between the reading process and its parent holds.</summary>
internal enum FrameKind : byte
{
    Head = 1,
    Rows = 2,
    End = 3,
}

/// <summary>A frame: length of the payload (4 bytes, little endian), kind (1 byte), payload.</summary>
internal static class Frames
{
    /// <summary>No honest frame is longer; a longer one means that the reading process has gone astray.</summary>
    public const int Longest = 64 * 1024 * 1024;

    /// <summary>Writes one frame.</summary>
    public static async Task WriteAsync(Stream stream, FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken stop)
    {
        var prefix = new byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, payload.Length);
        prefix[4] = (byte)kind;
        await stream.WriteAsync(prefix, stop);
        await stream.WriteAsync(payload, stop);
        await stream.FlushAsync(stop);
    }

    /// <summary>Reads one frame into <paramref name="buffer"/>, which grows; null when the stream has ended or holds no frame.</summary>
    public static async Task<(FrameKind Kind, int Length)?> ReadAsync(Stream stream, ArrayBufferWriter<byte> buffer, CancellationToken stop)
    {
        var prefix = new byte[5];
        if (await stream.ReadAtLeastAsync(prefix, 5, throwOnEndOfStream: false, stop) < 5)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length is < 0 or > Longest)
            return null;
        buffer.ResetWrittenCount();
        var memory = buffer.GetMemory(Math.Max(1, length))[..length];
        if (await stream.ReadAtLeastAsync(memory, length, throwOnEndOfStream: false, stop) < length)
            return null;
        buffer.Advance(length);
        return ((FrameKind)prefix[4], length);
    }
}

/// <summary>Rows as bytes: how much of the file is read (in ten-thousandths), count, then for each row its line, its flaw if any, its cells; numbers as 7-bit groups, text as length and UTF-8.</summary>
internal static class RowFrames
{
    /// <summary>Encodes rows.</summary>
    public static void Write(IBufferWriter<byte> to, IReadOnlyList<TableRow> rows, double done = 0)
    {
        Number(to, (ulong)Math.Clamp(done * 10_000, 0, 10_000));
        Number(to, (ulong)rows.Count);
        foreach (var row in rows)
        {
            Number(to, (ulong)row.Line);
            Text(to, row.Flaw?.Code ?? "");
            if (row.Flaw is { } flaw)
            {
                Text(to, flaw.Column);
                Number(to, (ulong)flaw.Args.Length);
                foreach (var (name, value) in flaw.Args)
                {
                    Text(to, name);
                    Text(to, value);
                }
            }
            Number(to, (ulong)row.Cells.Count);
            for (var i = 0; i < row.Cells.Count; i++)
                Text(to, row.Cells[i]);
        }
    }

    /// <summary>Decodes rows.</summary>
    /// <exception cref="InvalidDataException">The bytes are no rows.</exception>
    public static (List<TableRow> Rows, double Done) Read(ReadOnlySpan<byte> from, TextPool pool)
    {
        var done = Number(ref from) / 10_000.0;
        var count = Bounded(Number(ref from), from.Length);
        var rows = new List<TableRow>(count);
        Span<char> characters = stackalloc char[64];
        for (var r = 0; r < count; r++)
        {
            var line = (long)Number(ref from);
            var code = Text(ref from, pool, characters);
            Problem? flaw = null;
            if (code.Length > 0)
            {
                var column = Text(ref from, pool, characters);
                var args = new (string, string)[Bounded(Number(ref from), from.Length)];
                for (var a = 0; a < args.Length; a++)
                    args[a] = (Text(ref from, pool, characters), Text(ref from, pool, characters));
                flaw = new Problem(line, column, code, args);
            }
            var cells = new string[Bounded(Number(ref from), from.Length)];
            for (var c = 0; c < cells.Length; c++)
                cells[c] = Text(ref from, pool, characters);
            rows.Add(new TableRow(line, cells, flaw));
        }
        return (rows, done);
    }

    private static void Number(IBufferWriter<byte> to, ulong value)
    {
        var span = to.GetSpan(10);
        var at = 0;
        while (value >= 0x80)
        {
            span[at++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }
        span[at++] = (byte)value;
        to.Advance(at);
    }

    private static void Text(IBufferWriter<byte> to, string text)
    {
        if (text.Length is > 0 and < 40)
        {
            // One length byte suffices for up to 127 bytes, and 39 characters never need more than 117.
            var span = to.GetSpan(128);
            var written = Encoding.UTF8.GetBytes(text, span[1..]);
            span[0] = (byte)written;
            to.Advance(written + 1);
            return;
        }
        var length = Encoding.UTF8.GetByteCount(text);
        Number(to, (ulong)length);
        if (length == 0)
            return;
        Encoding.UTF8.GetBytes(text, to.GetSpan(length));
        to.Advance(length);
    }

    private static ulong Number(ref ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (from.IsEmpty)
                throw new InvalidDataException("Truncated number.");
            var b = from[0];
            from = from[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        throw new InvalidDataException("Number too long.");
    }

    private static string Text(ref ReadOnlySpan<byte> from, TextPool pool, scoped Span<char> characters)
    {
        var length = Bounded(Number(ref from), from.Length);
        var bytes = from[..length];
        from = from[length..];
        if (length > characters.Length)
            return Encoding.UTF8.GetString(bytes);
        return pool.Get(characters[..Encoding.UTF8.GetChars(bytes, characters)]);
    }

    private static int Bounded(ulong value, int most) =>
        value <= (ulong)most ? (int)value : throw new InvalidDataException("Length beyond the frame.");
}
