using System.IO.Compression;
using System.Text;

namespace Puente.Node.Tests.Fuzz;

/// <summary>Spoils good bytes in the ways that files get spoilt: bits, lengths, repetition, foreign pieces. The same draw for the same random.</summary>
internal sealed class Spoiler(Random random)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "\"\"", "'", ",", ";", "\t", "|", "\r", "\n", "\r\n", "\0", "\uFEFF", "{", "}", "[", "]", "[[[[[[[[", "{\"id\":", "null", "true", "NaN", "-0", "1e999",
            "99999999999999999999", "-9223372036854775808", "31/02/2024", "2024-02-30", "0000-00-00", "9999-12-31", "=cmd()", "<", "&#0;", "&lol;", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "]]>",
            "%s", "../..", "&a", "*a", "<<: *a", "!!binary", "? ", "- - - -", "\uD7FF", "ﬀ", "İ", "\u202E", "PAR1", "PK\u0003\u0004",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF], [0x00, 0x00, 0xFE, 0xFF], [0x80, 0x80, 0x80, 0x80],
    ];

    /// <summary>The bytes with one to eight faults.</summary>
    public byte[] Spoil(byte[] good, IReadOnlyList<byte[]> others)
    {
        var bytes = new List<byte>(good);
        for (var faults = random.Next(1, 9); faults > 0; faults--) Fault(bytes, others);
        return [.. bytes];
    }

    /// <summary>The same within one part of a zip container, so that the container itself can be opened; sometimes the container.</summary>
    public byte[] SpoilZip(byte[] good, IReadOnlyList<byte[]> others)
    {
        if (random.Next(4) == 0) return Spoil(good, others);
        using var to = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(good)))
        using (var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            var chosen = random.Next(from.Entries.Count);
            foreach (var (place, entry) in from.Entries.Index())
            {
                using var part = new MemoryStream();
                using (var opened = entry.Open()) opened.CopyTo(part);
                if (place == chosen && random.Next(12) == 0) continue;
                using var written = archive.CreateEntry(entry.FullName).Open();
                written.Write(place == chosen ? Spoil(part.ToArray(), others) : part.ToArray());
            }
        }

        return to.ToArray();
    }

    private void Fault(List<byte> bytes, IReadOnlyList<byte[]> others)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(random.Next(3) == 0 ? 2000 : 12));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 4 when length > 0:
                for (var i = random.Next(40); i > 0; i--) bytes.InsertRange(at, bytes.GetRange(at, Math.Min(length, 40)));
                break;
            case 5: bytes.RemoveRange(at, bytes.Count - at); break;
            case 6 when others.Count > 0 && others[random.Next(others.Count)] is { Length: > 0 } other:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + 1 + random.Next(300))]);
                break;
            default: bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
        }
    }
}
