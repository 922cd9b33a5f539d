using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Puente.Evidence.Import.Tables;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>
/// E-mail (RFC 5322, MIME of RFC 2045 to 2047): who wrote to whom, when and about what, the text, and the text of what is attached, under its file name. A message
/// within a message is read to a bounded depth. What a message refers to is not fetched.
/// </summary>
internal static partial class MailPages
{
    private const long MostBytes = 96L << 20;
    private const int MostParts = 200;
    private static readonly string[] Shown = ["From", "To", "Cc", "Date", "Subject"];

    /// <summary>Whether bytes begin a message: the first lines are fields, and one is From, Received, Subject, Date, Message-ID, MIME-Version or Return-Path.</summary>
    public static bool IsMail(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split('\n');
        var known = false;
        foreach (var line in lines.Take(lines.Length - 1).Select(l => l.TrimEnd('\r')))
        {
            if (line.Length == 0) break;
            if (line[0] is ' ' or '\t') continue;
            if (!FieldLine().IsMatch(line)) return false;
            known |= KnownField().IsMatch(line);
        }

        return known;
    }

    /// <summary>The pages of a message.</summary>
    public static async IAsyncEnumerable<ReadPage> OfAsync(string path, TableLimits limits, int depth, [EnumeratorCancellation] CancellationToken stop)
    {
        if (new FileInfo(path).Length > MostBytes) throw new PageException("document.mail-too-large");
        var parts = new List<Part>();
        var message = Entity.Read(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, stop)));
        var top = new PageFiller();
        foreach (var name in Shown)
            if (message.Field(name) is { Length: > 0 } value)
            {
                top.Write($"{name}: {Words(value)}");
                top.EndLine();
            }

        top.EndLine();
        Collect(message, parts, 0);
        foreach (var part in parts.Where(p => p.Name.Length == 0))
            foreach (var page in part.Html ? TextPages.OfHtml(part.Text) : TextPages.OfPlain(new StringReader(part.Text)))
                foreach (var line in page.Lines)
                {
                    top.Write(line.Text);
                    top.EndLine();
                }

        foreach (var page in top.Rest()) yield return page;
        foreach (var part in parts.Where(p => p.Name.Length > 0))
            await foreach (var page in AttachedAsync(part, Path.GetDirectoryName(path)!, limits, depth, stop)) yield return page;
    }

    private static async IAsyncEnumerable<ReadPage> AttachedAsync(Part part, string folder, TableLimits limits, int depth, [EnumeratorCancellation] CancellationToken stop)
    {
        var path = Path.Combine(folder, "part-" + Path.GetRandomFileName());
        try
        {
            await File.WriteAllBytesAsync(path, part.Bytes, stop);
            IAsyncEnumerator<ReadPage>? pages = null;
            while (true)
            {
                ReadPage? page = null;
                try
                {
                    pages ??= AnyDocuments.PagesAsync(path, limits, depth + 1, stop).GetAsyncEnumerator(stop);
                    if (!await pages.MoveNextAsync()) break;
                    page = pages.Current with { Name = pages.Current.Name.Length == 0 ? part.Name : $"{part.Name} · {pages.Current.Name}" };
                }
                catch (PageException wrong)
                {
                    page = new ReadPage([], part.Name, wrong.Message);
                }
                catch (Exception broken) when (broken is System.Xml.XmlException or InvalidDataException or FormatException)
                {
                    page = new ReadPage([], part.Name, "document.broken");
                }

                yield return page;
                if (page.Problem.Length > 0 && page.Lines.Count == 0) break;
            }

            if (pages is not null) await pages.DisposeAsync();
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Gathers the parts that have text, the plain one of those that say the same.</summary>
    private static void Collect(Entity of, List<Part> parts, int depth)
    {
        if (depth > 20) throw new PageException("document.too-deep");
        if (parts.Count > MostParts) throw new PageException("document.cut");
        if (of.Type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            var inner = of.Parts();
            if (of.Type == "multipart/alternative" && inner.FirstOrDefault(p => p.Type == "text/plain") is { } plain) inner = [plain];
            foreach (var part in inner) Collect(part, parts, depth + 1);
            return;
        }

        var name = of.FileName is { Length: > 0 } given ? Words(given) : of.Type == "message/rfc822" ? "message.eml" : "";
        if (name.Length == 0 && !of.Type.StartsWith("text/", StringComparison.Ordinal)) name = "part";
        parts.Add(new Part(name, of.Type == "text/html", of));
    }

    /// <summary>Encoded words of a field (RFC 2047) as text.</summary>
    internal static string Words(string field) => EncodedWord().Replace(BetweenWords().Replace(field, "$1"), static word =>
    {
        var bytes = word.Groups[2].Value is "B" or "b" ? Base64(word.Groups[3].Value) : Quoted(word.Groups[3].Value.Replace('_', ' '));
        return (Encodings.ByName(word.Groups[1].Value) ?? Encoding.UTF8).GetString(bytes);
    });

    private static byte[] Base64(string text)
    {
        var clean = new string([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/')]);
        clean = clean[..(clean.Length - (clean.Length % 4 == 1 ? 1 : 0))];
        return Convert.FromBase64String(clean.PadRight((clean.Length + 3) / 4 * 4, '='));
    }

    private static byte[] Quoted(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("^[!-9;-~]{1,80}:( |$)")]
    private static partial Regex FieldLine();

    [GeneratedRegex("^(from|received|subject|date|message-id|mime-version|return-path):", RegexOptions.IgnoreCase)]
    private static partial Regex KnownField();

    [GeneratedRegex(@"=\?([A-Za-z0-9_-]{1,40})(?:\*[a-z-]*)?\?([BbQq])\?([^?\s]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();

    /// <summary>A part with text.</summary>
    private sealed record Part(string Name, bool Html, Entity Of)
    {
        public byte[] Bytes => Of.Bytes();

        public string Text => Of.Encoding.GetString(Bytes);
    }

    /// <summary>Fields and body of a message or of a part, byte for byte in Latin-1.</summary>
    private sealed partial record Entity(IReadOnlyList<(string Name, string Value)> Fields, string Body)
    {
        private string ContentType => Field("Content-Type") ?? "text/plain";

        public string Type => ContentType.Split(';')[0].Trim().ToLowerInvariant();

        public Encoding Encoding => Parameter(ContentType, "charset") is { } name && Encodings.ByName(name) is { } known ? known : Encoding.UTF8;

        public string? FileName => Parameter(Field("Content-Disposition") ?? "", "filename") ?? Parameter(ContentType, "name");

        public string? Field(string name) => Fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)).Value;

        public static Entity Read(string text)
        {
            var fields = new List<(string, string)>();
            var at = 0;
            while (at < text.Length)
            {
                var end = text.IndexOf('\n', at);
                var line = text[at..(end < 0 ? text.Length : end)].TrimEnd('\r');
                at = end < 0 ? text.Length : end + 1;
                if (line.Length == 0) break;
                if (line[0] is ' ' or '\t' && fields.Count > 0) fields[^1] = (fields[^1].Item1, fields[^1].Item2 + " " + line.Trim());
                else if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && fields.Count < 500) fields.Add((line[..colon], line[(colon + 1)..].Trim()));
            }

            return new Entity(fields, text[at..]);
        }

        /// <summary>The parts between the boundaries.</summary>
        public List<Entity> Parts()
        {
            if (Parameter(ContentType, "boundary") is not { Length: > 0 } boundary) return [];
            var (parts, mark) = (new List<Entity>(), "--" + boundary);
            var at = Body.StartsWith(mark, StringComparison.Ordinal) ? 0 : Next(0);
            while (at >= 0 && parts.Count < MostParts)
            {
                var begin = Body.IndexOf('\n', at);
                if (begin < 0 || Body.AsSpan(at).StartsWith(mark + "--", StringComparison.Ordinal)) break;
                var end = Next(begin);
                parts.Add(Read(Body[(begin + 1)..Math.Max(begin + 1, end < 0 ? Body.Length : end - 1)]));
                at = end;
            }

            return parts;

            int Next(int from) => Body.IndexOf("\n" + mark, from, StringComparison.Ordinal) is var found and >= 0 ? found + 1 : -1;
        }

        /// <summary>The body without its transfer encoding.</summary>
        public byte[] Bytes() => (Field("Content-Transfer-Encoding") ?? "").Trim().ToLowerInvariant() switch
        {
            "base64" => Base64(Body),
            "quoted-printable" => Quoted(SoftBreak().Replace(Body, "")),
            _ => System.Text.Encoding.Latin1.GetBytes(Body),
        };

        private static string? Parameter(string field, string name)
        {
            foreach (Match p in Parameters().Matches(field))
            {
                if (!p.Groups[1].Value.TrimEnd('*').Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
                if (p.Groups[2].Success) return p.Groups[2].Value;
                var value = p.Groups[3].Value;
                return p.Groups[1].Value.EndsWith('*') && value.Split('\'') is [_, _, var encoded] ? Uri.UnescapeDataString(encoded) : value;
            }

            return null;
        }

        [GeneratedRegex("""; *([A-Za-z*]{1,40}) *= *(?:"([^"]*)"|([^; ]+))""")]
        private static partial Regex Parameters();

        [GeneratedRegex("=[ \t]*\r?\n")]
        private static partial Regex SoftBreak();
    }
}
