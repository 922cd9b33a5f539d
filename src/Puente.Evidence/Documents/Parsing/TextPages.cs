using System.Buffers;
using System.Net;
using System.Text;
using Puente.Evidence.Import.Tables;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>Plain text by pages of sixty lines, and the text of HTML without what is not shown. Pictures, scripts, styles and addresses of a page are left alone.</summary>
internal static class TextPages
{
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly string[] Blocks =
        ["address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"];

    private static readonly string[] NotShown = ["script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object"];

    /// <summary>Whether bytes begin a page of HTML.</summary>
    public static bool IsHtml(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The pages of a file of text.</summary>
    /// <exception cref="PageException">It is no text.</exception>
    public static IEnumerable<ReadPage> Of(string path, bool html)
    {
        using var file = File.OpenRead(path);
        var (encoding, _) = Encodings.Detect(file);
        using var reader = new StreamReader(file, encoding);
        return html ? [.. OfHtml(reader.ReadToEnd())] : OfPlain(path, encoding);
    }

    /// <summary>The text of HTML.</summary>
    public static IEnumerable<ReadPage> OfHtml(string html, string name = "")
    {
        var page = new PageFiller(name);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            if (open != at)
            {
                var text = html.AsSpan(at, (open < 0 ? html.Length : open) - at);
                page.Write(Spaced(WebUtility.HtmlDecode(text.ToString()), page.InLine));
                if (open < 0) break;
            }

            at = AfterTag(html, open, page);
            foreach (var full in page.Taken()) yield return full;
        }

        foreach (var full in page.Rest()) yield return full;
    }

    /// <summary>The pages of plain text.</summary>
    public static IEnumerable<ReadPage> OfPlain(TextReader text, string name = "")
    {
        var page = new PageFiller(name);
        var buffer = new char[8192];
        for (int read, last = 0; (read = text.Read(buffer)) > 0;)
        {
            var span = buffer.AsSpan(0, read);
            if (span.Contains('\0')) throw new PageException("document.kind-unknown");
            foreach (var c in buffer.AsMemory(0, read).Span)
            {
                if (c == '\f') page.EndPage();
                else if (c == '\n' || (last == '\r' && c != '\n')) page.EndLine();
                if (c is not ('\n' or '\r' or '\f')) page.Write([c]);
                last = c;
            }

            foreach (var full in page.Taken()) yield return full;
        }

        foreach (var full in page.Rest()) yield return full;
    }

    private static IEnumerable<ReadPage> OfPlain(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding);
        foreach (var page in OfPlain(reader)) yield return page;
    }

    /// <summary>Where the text goes on behind a tag, a comment or what is not shown.</summary>
    private static int AfterTag(string html, int open, PageFiller page)
    {
        if (html.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal)) return After(html, "-->", open + 4);
        var close = html.IndexOf('>', open);
        if (close < 0) return html.Length;
        var tag = html.AsSpan(open + 1, close - open - 1).Trim();
        var closes = tag.StartsWith("/", StringComparison.Ordinal);
        var named = closes ? tag[1..] : tag;
        var end = named.IndexOfAnyExcept(NameLetters);
        var name = (end < 0 ? named : named[..end]).ToString().ToLowerInvariant();
        if (!closes && page.InLine && name is "td" or "th") page.Write("  ");
        if (Blocks.Contains(name) && page.InLine) page.EndLine();
        if (closes || !NotShown.Contains(name) || tag.EndsWith("/", StringComparison.Ordinal)) return close + 1;
        var ending = html.IndexOf("</" + name, close + 1, StringComparison.OrdinalIgnoreCase);
        return ending < 0 ? html.Length : ending;
    }

    private static int After(string html, string what, int from) => html.IndexOf(what, Math.Min(from, html.Length), StringComparison.Ordinal) is var at and >= 0 ? at + what.Length : html.Length;

    /// <summary>White space as one space, none at the beginning of a line.</summary>
    private static string Spaced(string text, bool inLine)
    {
        var spaced = new StringBuilder(text.Length);
        var gap = !inLine;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) spaced.Append(c);
            else if (!gap) spaced.Append(' ');
            gap = char.IsWhiteSpace(c);
        }

        return spaced.ToString();
    }
}
