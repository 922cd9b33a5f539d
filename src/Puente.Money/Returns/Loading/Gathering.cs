using System.Runtime.InteropServices;
using Puente.Evidence;
using Puente.Evidence.Import.Tables;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>What the rows of one return say together: counts, statements, totals, what came twice. Holds sums, and of rows outside the scope nothing else.</summary>
internal sealed class Gathering(Layout layout)
{
    /// <summary>Below this a line read from a picture is marked.</summary>
    public const int Confident = 80;

    private readonly StatementBook _book = new(layout.NewestFirst);
    private readonly Repeats _repeats = new();
    private readonly AccountDoubts _doubts = new();
    private (IReadOnlyList<AccountDoubt> Shown, int Count) _doubted = ([], 0);
    private readonly Dictionary<string, (long Count, long Debits, long Credits)> _sums = new(StringComparer.Ordinal);
    private readonly bool _manyAccounts = layout.Parts.ContainsKey(Part.Account);
    private long _rows, _blank, _lines, _words, _unread, _outsideAccount, _outsideDates, _lowConfidence;
    private Note _stated = new();

    /// <summary>The counts so far.</summary>
    public ReturnTally Tally => new()
    {
        Rows = _rows,
        Blank = _blank,
        Lines = _lines,
        Words = _words,
        Unread = _unread,
        OutsideAccount = _outsideAccount,
        OutsideDates = _outsideDates,
        LowConfidence = _lowConfidence,
        Repeats = _repeats.Count,
        Doubts = _doubted.Shown,
        DoubtedAccounts = _doubted.Count,
        Read = _sums.ToDictionary(s => s.Key, s => new ControlTotals(s.Value.Count, s.Value.Debits, s.Value.Credits, Statements.Where(t => t.Currency == s.Key).ToList() is [var one] ? one.Closing : null)),
        Stated = new ControlTotals(_stated.Count, _stated.Debits, _stated.Credits, _stated.Closing),
    };

    /// <summary>The statements; whole after the end.</summary>
    public IReadOnlyList<Statement> Statements { get; private set; } = [];

    /// <summary>What came twice.</summary>
    public IReadOnlyList<Repeat> Repeated => _repeats.Found;

    /// <summary>A row that the reader of files could not read.</summary>
    public void Rejected() => (_rows, _unread) = (_rows + 1, _unread + 1);

    /// <summary>A row, and why it is refused, if it is.</summary>
    public void Take(TableRow row, ReadRow read, Problem? outside)
    {
        _rows++;
        if (layout.Pages && read.Kind != RowKind.Blank) _repeats.AddOfPage(row.Cells[PageColumns.Page], row.Cells[PageColumns.Text]);
        switch (read.Kind)
        {
            case RowKind.Blank:
                _blank++;
                break;
            case RowKind.Unread:
                _unread++;
                break;
            case RowKind.Line:
                Take(read.Line!, outside);
                break;
            default:
                if (outside is null) _words++;
                else _outsideAccount++;
                if (read.Note is { } note && outside is null) Take(note);
                break;
        }
    }

    /// <summary>The last row was read.</summary>
    public void End(string? account, string? currency)
    {
        Statements = _book.Finish(account, currency);
        _repeats.Add(Statements);
        _doubted = _doubts.Found();
    }

    private void Take(Note note)
    {
        // A file of many accounts counts itself; a statement's totals are the statement's.
        if (_manyAccounts && note.Account is null && note.Opening is null) _stated = new Note { Count = note.Count ?? _stated.Count, Debits = note.Debits ?? _stated.Debits, Credits = note.Credits ?? _stated.Credits, Closing = note.Closing ?? _stated.Closing };
        else _book.Add(note);
    }

    private void Take(StatementLine line, Problem? outside)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, line.Currency, out _);
        sum = (sum.Count + 1, sum.Debits + Math.Max(0, -line.Amount), sum.Credits + Math.Max(0, line.Amount));
        if (outside is { Code: "return.outside-account" })
        {
            _outsideAccount++;
            return;
        }

        var alike = Alike.Of(line);
        _book.Add(line, alike, outside is null);
        if (outside is not null)
        {
            _outsideDates++;
            return;
        }

        _repeats.Add(line, alike);
        _doubts.Add(line.Account);
        _doubts.Add(line.Counterparty);
        _doubts.AddRouting(line.Routing);
        _lines++;
        if (line.Confidence < Confident) _lowConfidence++;
    }
}
