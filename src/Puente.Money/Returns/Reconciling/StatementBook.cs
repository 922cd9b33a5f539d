using Puente.Money.Returns.Layouts;

namespace Puente.Money.Returns.Reconciling;

/// <summary>Gathers lines and notes, in the order of the file, into statements. A stated opening balance begins a new one.</summary>
internal sealed class StatementBook(bool newestFirst)
{
    private readonly Dictionary<(string Account, string Currency), OpenStatement> _open = [];
    private readonly List<OpenStatement> _all = [];
    private Note? _waiting;
    private (string Account, string Currency)? _last;

    /// <summary>Takes a note: one that opens waits for the first line, one that closes belongs to the lines before it.</summary>
    public void Add(Note note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var opens = note.Opening is not null || note.From is not null || note.Account is not null;
        if (opens || _waiting is not null)
        {
            // Some banks tell everything above the lines; then all of it waits.
            _waiting = Merged(_waiting, note);
            return;
        }

        if (_last is { } last) _open[last].Take(note);
    }

    /// <summary>Takes a line with its number (<see cref="Alike"/>); <paramref name="kept"/> is false for one that the order does not reach.</summary>
    public void Add(StatementLine line, ulong alike, bool kept = true)
    {
        ArgumentNullException.ThrowIfNull(line);
        var key = (line.Account, line.Currency);
        if (!_open.TryGetValue(key, out var open) || (_waiting?.Opening is not null && open.IsBegun))
        {
            _open[key] = open = new OpenStatement(line.Account, line.Currency, newestFirst);
            _all.Add(open);
        }

        if (_waiting is not null) open.Take(_waiting);
        (_waiting, _last) = (null, key);
        open.Add(line, alike, kept);
    }

    /// <summary>An account of which the file says something and has no line: a statement without movements.</summary>
    public void Close(string? account, string? currency)
    {
        if (_waiting is null || (_waiting.Account ?? account) is not { } named || (_waiting.Currency ?? currency) is not { } of) return;
        if (_waiting is not { Opening: not null } and not { From: not null })
        {
            if (_last is { } last) _open[last].Take(_waiting);
            _waiting = null;
            return;
        }

        var empty = new OpenStatement(named, of, newestFirst);
        empty.Take(_waiting);
        _all.Add(empty);
        _waiting = null;
    }

    /// <summary>The statements in the order of the file.</summary>
    public IReadOnlyList<Statement> Finish(string? account = null, string? currency = null)
    {
        Close(account, currency);
        return [.. _all.Select(o => o.Finish())];
    }

    private static Note Merged(Note? first, Note then) => first is null ? then : new Note
    {
        Account = then.Account ?? first.Account,
        Currency = then.Currency ?? first.Currency,
        From = then.From ?? first.From,
        Until = then.Until ?? first.Until,
        Opening = then.Opening ?? first.Opening,
        Closing = then.Closing ?? first.Closing,
        Debits = then.Debits ?? first.Debits,
        Credits = then.Credits ?? first.Credits,
        Count = then.Count ?? first.Count,
    };
}
