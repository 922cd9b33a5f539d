using System.Globalization;
using System.Text;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>One page of a document as it was read.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Name">Name of the sheet or part it belongs to; empty where pages have numbers only.</param>
/// <param name="Problem">Code of why it could not be read; empty when it was.</param>
internal sealed record ReadPage(IReadOnlyList<PageText> Lines, string Name = "", string Problem = "");

/// <summary>Fills pages with text as it comes: a page ends where the document says so, or when it is full.</summary>
/// <param name="name">Name of the sheet or part.</param>
/// <param name="mostLines">Lines after which a page is full.</param>
internal sealed class PageFiller(string name = "", int mostLines = PageFiller.Lines)
{
    /// <summary>Lines of a page of text that has no pages of its own.</summary>
    public const int Lines = 60;

    private const int MostCharacters = 8_000;
    private const int LongestLine = 1_000;
    private readonly StringBuilder _line = new();
    private readonly Queue<ReadPage> _full = new();
    private List<PageText> _lines = [];
    private int _characters;

    /// <summary>Whether anything stands on the line that is being written.</summary>
    public bool InLine => _line.Length > 0;

    /// <summary>Adds text to the line; what would change how other text is shown becomes a space.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            _line.Append(Harmless(c));
            if (_line.Length >= LongestLine) EndLine();
        }
    }

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        var text = _line.ToString().TrimEnd();
        _line.Clear();
        _lines.Add(new PageText(text, 100));
        _characters += text.Length;
        if (_lines.Count >= mostLines || _characters >= MostCharacters) EndPage();
    }

    /// <summary>Ends the page, unless nothing stands on it.</summary>
    public void EndPage()
    {
        if (InLine) EndLine();
        if (_lines.Any(l => l.Text.Length > 0)) _full.Enqueue(new ReadPage(_lines, name));
        (_lines, _characters) = ([], 0);
    }

    /// <summary>The pages that are full.</summary>
    public IEnumerable<ReadPage> Taken()
    {
        while (_full.TryDequeue(out var page)) yield return page;
    }

    /// <summary>Ends the page and gives what is left.</summary>
    public IEnumerable<ReadPage> Rest()
    {
        EndPage();
        return Taken();
    }

    /// <summary>Control characters, and marks that turn the direction of what follows, as spaces.</summary>
    internal static char Harmless(char c) => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c;
}
