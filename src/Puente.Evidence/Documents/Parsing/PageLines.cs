using System.Text;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>A word on a page with its box; downwards is larger.</summary>
internal readonly record struct PageWord(string Text, double Left, double Right, double Top, double Bottom, int Confidence)
{
    public double Middle => (Top + Bottom) / 2;

    public double Height => Math.Max(0.1, Bottom - Top);
}

/// <summary>Puts the words of a page into lines, top to bottom and left to right.</summary>
internal static class PageLines
{
    /// <summary>Words whose middles are less than half a word's height apart stand in one line; a gap wider than one and a half times the highest word parts columns, shown as two spaces.</summary>
    public static IReadOnlyList<PageText> Of(IEnumerable<PageWord> words)
    {
        var lines = new List<List<PageWord>>();
        foreach (var word in words.Where(w => !string.IsNullOrWhiteSpace(w.Text)).OrderBy(w => w.Middle))
        {
            var line = lines.Count == 0 ? null : lines[^1];
            if (line is null || word.Middle - line.Average(w => w.Middle) > Math.Max(word.Height, line.Max(w => w.Height)) / 2) lines.Add(line = []);
            line.Add(word);
        }

        return [.. lines.Select(Line)];
    }

    private static PageText Line(List<PageWord> words)
    {
        var (text, wide) = (new StringBuilder(), 1.5 * words.Max(w => w.Height));
        PageWord? before = null;
        foreach (var word in words.OrderBy(w => w.Left))
        {
            if (before is { } last) text.Append(word.Left - last.Right > wide ? "  " : " ");
            text.Append(word.Text);
            before = word;
        }

        return new PageText(text.ToString(), words.Min(w => w.Confidence));
    }
}
