using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace Puente.Evidence.Import.Tables;

/// <summary>Finds the character encoding of a file: byte order mark, then valid UTF-8 over the whole file, then zero bytes of UTF-16,
/// then a statistical guess in which the Western encodings of both countries win whatever they can explain.</summary>
public static class Encodings
{
    private const int SampleSize = 256 * 1024;
    private const string Western = "áéíóúñüÁÉÍÓÚÑÜçÇàèìòùâêîôûäëïöÄËÏÖßãõ¿¡ºª°«»·€–—‘’“”…©®´¨¼½¾§²³µ£¢\u00a0";

    static Encodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>An encoding by name, or null when there is none of that name.</summary>
    public static Encoding? ByName(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The encoding of <paramref name="file"/>, which is left at its beginning, and whether another would have done as well.</summary>
    public static (Encoding Encoding, bool Certain) Detect(Stream file)
    {
        var head = new byte[(int)Math.Min(SampleSize, file.Length)];
        file.Position = 0;
        file.ReadExactly(head);
        try
        {
            if (ByMark(head) is { } marked)
                return (marked, true);
            if (ByZeros(head) is { } wide)
                return (wide, true);
            var (valid, sample) = Scan(file);
            return valid ? (new UTF8Encoding(false), true) : Guess(sample);
        }
        finally
        {
            file.Position = 0;
        }
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(true, true),
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>Latin text in UTF-16 has a zero in nearly every second byte, always on the same side.</summary>
    private static UnicodeEncoding? ByZeros(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < head.Length; i++)
            if (head[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        var enough = head.Length * 3 / 10;
        if (head.Length < 8 || even + odd == 0)
            return null;
        if (odd > enough && even < odd / 20)
            return new UnicodeEncoding(false, false);
        return even > enough && odd < even / 20 ? new UnicodeEncoding(true, false) : null;
    }

    /// <summary>Whether the whole file is valid UTF-8, and if not, the stretches that are beyond ASCII.</summary>
    private static (bool Valid, byte[] Sample) Scan(Stream file)
    {
        file.Position = 0;
        var buffer = new byte[1024 * 1024];
        var sample = new MemoryStream();
        var valid = true;
        var kept = 0;
        while (true)
        {
            var read = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var have = kept + read;
            if (have == 0)
                break;
            var window = buffer.AsSpan(0, have);
            var whole = read == 0 || have < buffer.Length ? have : have - Incomplete(window);
            valid &= Utf8.IsValid(window[..whole]);
            if (sample.Length < SampleSize)
                Collect(window[..whole], sample);
            if (!valid && sample.Length >= SampleSize || have < buffer.Length)
                break;
            window[whole..].CopyTo(buffer);
            kept = have - whole;
        }
        return (valid, sample.ToArray());
    }

    /// <summary>Bytes at the end that begin a character continued in the next window.</summary>
    private static int Incomplete(ReadOnlySpan<byte> window)
    {
        for (var back = 1; back <= 3 && back <= window.Length; back++)
        {
            var b = window[^back];
            if ((b & 0xC0) == 0x80)
                continue;
            var length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            return length > back ? back : 0;
        }
        return 0;
    }

    private static void Collect(ReadOnlySpan<byte> window, MemoryStream sample)
    {
        while (sample.Length < SampleSize)
        {
            var high = window.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (high < 0)
                return;
            var from = Math.Max(0, high - 40);
            var to = Math.Min(window.Length, high + 40);
            while (to < window.Length && (window[to] & 0xC0) == 0x80)
                to++;
            sample.Write(window[from..to]);
            sample.WriteByte((byte)'\n');
            window = window[to..];
        }
    }

    private static (Encoding Encoding, bool Certain) Guess(byte[] sample)
    {
        if (IsMostlyUtf8(sample))
            return (new UTF8Encoding(false), false);
        var western = ByName("windows-1252")!;
        var letters = western.GetString(sample);
        var high = 0;
        var explained = 0;
        foreach (var c in letters)
        {
            if (c < 0x80)
                continue;
            high++;
            if (Western.Contains(c, StringComparison.Ordinal))
                explained++;
        }
        if (high > 0 && explained == high)
            return (western, false);
        var guess = CharsetDetector.DetectFromBytes(sample).Detected;
        if (guess?.Encoding is not { } found || guess.Confidence < 0.5f || found is UTF8Encoding || found.CodePage is 28591 or 20127)
            return (western, false);
        return (found, false);
    }

    /// <summary>A file of UTF-8 with a few broken lines stays UTF-8: those lines are rejected, the others read well.</summary>
    private static bool IsMostlyUtf8(byte[] sample)
    {
        int good = 0, broken = 0;
        foreach (var c in Encoding.UTF8.GetString(sample))
        {
            if (c == '\uFFFD')
                broken++;
            else if (c >= 0x80)
                good++;
        }
        return good > broken * 10;
    }
}
