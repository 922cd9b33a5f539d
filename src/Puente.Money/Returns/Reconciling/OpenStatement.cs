using Puente.Money.Returns.Layouts;

namespace Puente.Money.Returns.Reconciling;

/// <summary>A statement while its lines come. With a running balance each line is checked against the one before.</summary>
internal sealed class OpenStatement(string account, string currency, bool newestFirst)
{
    private Note _note = new();
    // Of the lines only what is needed later: a million open statements that each hold a line would keep the collector busy.
    private (long Amount, long? Balance) _first, _before;
    private long _debits, _credits, _lines, _refused, _breaks, _firstBreak, _firstGap, _firstRow;
    private MonthSum[] _months = [];
    private int _monthCount;
    private ulong _digest = Alike.Start;
    private DateOnly _from = DateOnly.MaxValue, _until = DateOnly.MinValue;

    /// <summary>Whether it has lines.</summary>
    public bool IsBegun => _lines > 0;

    /// <summary>What the bank says of it.</summary>
    public void Take(Note note) => _note = new Note
    {
        From = note.From ?? _note.From,
        Until = note.Until ?? _note.Until,
        Opening = note.Opening ?? _note.Opening,
        Closing = note.Closing ?? _note.Closing,
        Debits = note.Debits ?? _note.Debits,
        Credits = note.Credits ?? _note.Credits,
        Count = note.Count ?? _note.Count,
    };

    /// <summary>Takes a line, whose number among alike ones is <paramref name="alike"/>.</summary>
    public void Add(StatementLine line, ulong alike, bool kept)
    {
        _lines++;
        if (!kept) _refused++;
        if (kept && _firstRow == 0) _firstRow = line.Row;
        if (line.Amount < 0) _debits -= line.Amount;
        else _credits += line.Amount;
        if (line.Day < _from) _from = line.Day;
        if (line.Day > _until) _until = line.Day;
        _digest = Alike.With(_digest, unchecked((long)alike));
        if (kept) Count(line);
        Check(line);
        _before = (line.Amount, line.Balance);
        if (_lines == 1) _first = _before;
    }

    public Statement Finish()
    {
        var (earliest, latest) = newestFirst ? (_before, _first) : (_first, _before);
        var opening = _note.Opening ?? earliest.Balance - earliest.Amount;
        var closing = _note.Closing ?? latest.Balance;
        return new Statement(account, currency)
        {
            FirstRow = _firstRow,
            From = _note.From ?? (IsBegun ? _from : null),
            Until = _note.Until ?? (IsBegun ? _until : null),
            Dated = _note is { From: not null, Until: not null },
            Opening = opening,
            Closing = closing,
            Stated = _note is { Opening: not null, Closing: not null },
            Debits = _debits,
            Credits = _credits,
            Lines = _lines,
            Refused = _refused,
            Given = new ControlTotals(_note.Count, _note.Debits, _note.Credits),
            Breaks = _breaks,
            FirstBreak = _firstBreak,
            FirstGap = _firstGap,
            Months = [.. _months.Take(_monthCount).OrderBy(m => m.Month)],
            Digest = unchecked((long)_digest),
        };
    }

    private void Count(StatementLine line)
    {
        var month = new DateOnly(line.Day.Year, line.Day.Month, 1);
        // The lines of a month lie together in most files.
        var at = _monthCount - 1;
        while (at >= 0 && _months[at].Month != month) at--;
        if (at < 0)
        {
            if (_monthCount == _months.Length) Array.Resize(ref _months, Math.Max(2, _monthCount * 2));
            _months[at = _monthCount++] = new MonthSum(month, 0, 0, 0);
        }

        var had = _months[at];
        _months[at] = new MonthSum(month, had.Lines + 1, had.Debits + Math.Max(0, -line.Amount), had.Credits + Math.Max(0, line.Amount));
    }

    private void Check(StatementLine line)
    {
        var before = _lines == 1 ? (newestFirst ? null : _note.Opening) : _before.Balance;
        if (before is null || line.Balance is not { } after) return;
        var gap = newestFirst ? before.Value - _before.Amount - after : after - line.Amount - before.Value;
        if (gap == 0) return;
        if (_breaks++ == 0) (_firstBreak, _firstGap) = (line.Row, gap);
    }
}
