using Puente.Money.Returns.Layouts;

namespace Puente.Money.Returns.Reconciling;

/// <summary>What was found twice.</summary>
public enum RepeatKind
{
    /// <summary>A row that says the same as an earlier one, balance or reference included.</summary>
    Row,

    /// <summary>A row that says the same as an earlier one, and neither has a balance or reference: two deposits of a day may be two.</summary>
    PerhapsRow,

    /// <summary>A page of a document with the words of an earlier page.</summary>
    Page,

    /// <summary>A statement with the account and lines of an earlier one, here or in another return.</summary>
    Statement,
}

/// <summary>Something found twice.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">Row, page or place of the statement.</param>
/// <param name="Of">The earlier one.</param>
public sealed record Repeat(RepeatKind Kind, long At, long Of);

/// <summary>Finds rows, pages and statements that come twice. Shows no more than <see cref="Most"/>, counts all.</summary>
internal sealed class Repeats
{
    /// <summary>Most that are listed.</summary>
    public const int Most = 500;

    private readonly RowNumbers _rows = new();
    private readonly Dictionary<ulong, long> _pages = [];
    private readonly List<Repeat> _found = [];
    private (string Page, ulong Words) _page = ("", Alike.Start);

    /// <summary>Those listed.</summary>
    public IReadOnlyList<Repeat> Found => _found;

    /// <summary>All there are.</summary>
    public long Count { get; private set; }

    /// <summary>Looks at a line with its number (<see cref="Alike"/>).</summary>
    public void Add(StatementLine line, ulong alike)
    {
        if (_rows.Before(alike, line.Row) is { } earlier) Note(new Repeat(line.Balance is null && line.Reference is null ? RepeatKind.PerhapsRow : RepeatKind.Row, line.Row, earlier));
    }

    /// <summary>Looks at a line of a page.</summary>
    public void AddOfPage(string page, string text)
    {
        if (page != _page.Page) Turn(page);
        _page.Words = Alike.With(_page.Words, text.Trim());
    }

    /// <summary>Looks at the statements of a table.</summary>
    public void Add(IReadOnlyList<Statement> statements)
    {
        if (_page.Page.Length > 0) Turn("");
        var seen = new Dictionary<(string, string, long), int>();
        for (var i = 0; i < statements.Count; i++)
            if (statements[i] is { Lines: > 0 } s && !seen.TryAdd((s.Account, s.Currency, s.Digest), i)) Note(new Repeat(RepeatKind.Statement, i + 1, seen[(s.Account, s.Currency, s.Digest)] + 1));
    }

    private void Turn(string next)
    {
        if (long.TryParse(_page.Page, System.Globalization.CultureInfo.InvariantCulture, out var number) && !_pages.TryAdd(_page.Words, number)) Note(new Repeat(RepeatKind.Page, number, _pages[_page.Words]));
        _page = (next, Alike.Start);
    }

    private void Note(Repeat repeat)
    {
        Count++;
        if (_found.Count < Most) _found.Add(repeat);
    }
}
