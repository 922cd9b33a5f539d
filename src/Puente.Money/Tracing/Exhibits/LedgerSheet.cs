using System.Globalization;

namespace Puente.Money.Tracing.Exhibits;

/// <summary>Proceeds on the row where they came in.</summary>
/// <param name="Row">The row.</param>
/// <param name="Currency">Their currency there.</param>
/// <param name="Kind">Whether they were changed or something was kept on the way.</param>
/// <param name="Known">What of them was tainted already: pro-rata, LIBR, DIFO, FIFO.</param>
internal sealed record Brought(int Row, byte Currency, string Kind, Live[] Known);

/// <summary>The ledgers of all accounts of a trace, each from the transfer by which tainted money reached it. A payment between two of them is one formula pointing to the other.</summary>
internal sealed class LedgerSheet
{
    private static readonly Live None = new("0", 0);
    private readonly TransferIndex _index;
    private readonly TraceAnswer _answer;
    private readonly Func<string, string> _words;
    private readonly Dictionary<int, TraceLine> _lines;
    private readonly Dictionary<int, (int Row, Live[] Cells)> _paid = [];
    private readonly List<(int Row, SheetCell?[] Cells)> _rows = [];
    private readonly Dictionary<(int, byte), Held> _held = [];
    private readonly HashSet<int> _proceeds;
    private readonly List<Brought> _brought = [];

    public LedgerSheet(TransferIndex index, TraceAnswer answer, Func<string, string> words)
    {
        (_index, _answer, _words) = (index, answer, words);
        _lines = answer.Lines.ToDictionary(l => l.Row);
        _proceeds = [.. answer.Question.Proceeds];
        Lots.Head(words("exhibit.row"), words("exhibit.transaction"), words("exhibit.amount"), words("exhibit.came-with"), words("exhibit.of-proceeds"), words("exhibit.tainted"));
        Build();
    }

    /// <summary>The ledgers.</summary>
    public Sheet Ledger { get; } = new("Ledger");

    /// <summary>The lots that payments were made with under FIFO.</summary>
    public Sheet Lots { get; } = new("Lots");

    /// <summary>Last row of the ledger of an account in a currency.</summary>
    public IReadOnlyDictionary<(int Account, byte Currency), Held> Ends => _held;

    /// <summary>The proceeds as they came in, with what their payers already held of earlier ones.</summary>
    public IReadOnlyList<Brought> Proceeds => _brought;

    private void Build()
    {
        // Places first, because an account is paid by others further down; then the events of all, in the order in which money moves.
        var (places, next) = (new Dictionary<(int, byte, int), int>(), 4);
        var events = new List<(int Rank, Remaining Ledger)>();
        foreach (var (ledger, number) in _answer.Remaining.Select((l, i) => (l, i)))
        {
            var start = Start(ledger);
            _rows.Add((next, Opening(ledger, start, next, number + 3)));
            next++;
            foreach (var rank in Ranks(ledger, start))
            {
                places[(ledger.Account, ledger.Currency, rank)] = next++;
                events.Add((rank, ledger));
            }
        }

        foreach (var (rank, ledger) in events.OrderBy(e => e.Rank).ThenBy(e => Pays(_index.Order[e.Rank], e.Ledger) ? 0 : 1)) Event(_index.Order[rank], ledger, places[(ledger.Account, ledger.Currency, rank)]);
        var t = _words;
        Ledger.Add(new SheetCell(t("exhibit.ledger"), Head: true));
        Ledger.Add(t("exhibit.ledger-lead"));
        Ledger.Head([t("exhibit.row"), t("exhibit.account"), t("exhibit.currency"), t("exhibit.way"), t("exhibit.transaction"), t("exhibit.line"), t("exhibit.time"), t("exhibit.counterparty"), t("exhibit.hop"), t("exhibit.note"),
            t("exhibit.in"), t("exhibit.out"), t("exhibit.balance"), .. new[] { "prorata", "libr", "difo", "fifo" }.SelectMany(r => new[] { "in", "out", "held" }.Select(p => $"{t("trace.rule." + r)}: {t("exhibit.tainted-" + p)}")), t("trace.rule.poison")]);
        foreach (var (_, cells) in _rows.OrderBy(r => r.Row)) Ledger.Add(cells);
    }

    private bool Pays(int transfer, Remaining ledger) => _index.Transfers.From[transfer] == ledger.Account && _index.Transfers.Currency[transfer] == ledger.Currency;

    private int Start(Remaining ledger)
    {
        var first = _answer.Lines.First(l => l.Fate == Fate.Followed && _index.Transfers.To[l.Row] == ledger.Account && _index.ReceivedCurrency(l.Row) == ledger.Currency).Row;
        foreach (var rank in _index.Of(ledger.Account))
            if (_index.Order[rank] == first) return rank;
        throw new InvalidOperationException("An account that no line of its trace reached.");
    }

    private List<int> Ranks(Remaining ledger, int start)
    {
        var (ranks, all) = (new List<int>(), _index.Transfers);
        foreach (var rank in _index.Of(ledger.Account))
        {
            var row = _index.Order[rank];
            if (rank < start || all.Time[row] > _answer.Question.Until || all.From[row] == all.To[row] && all.Currency[row] == _index.ReceivedCurrency(row)) continue;
            if (all.From[row] == ledger.Account && all.Currency[row] == ledger.Currency || all.To[row] == ledger.Account && _index.ReceivedCurrency(row) == ledger.Currency) ranks.Add(rank);
        }

        return ranks;
    }

    private SheetCell?[] Opening(Remaining ledger, int start, int row, int given)
    {
        var (all, digits, came, went, count) = (_index.Transfers, Digits(ledger.Currency), 0L, 0L, 0);
        foreach (var rank in _index.Of(ledger.Account))
        {
            if (rank >= start) break;
            var change = _index.Change(_index.Order[rank], ledger.Account, ledger.Currency);
            if (change > 0) came += change;
            else went -= change;
            if (change != 0) count++;
        }

        var opening = OpeningOf(_answer, ledger);
        var text = new LiveRow(row, default, digits);
        _held[(ledger.Account, ledger.Currency)] = new Held(row, opening + came - went, 0, 0, 0, 0);
        var nothing = new SheetCell(Value: 0, Digits: digits);
        return [SheetCell.Count(row), all.Accounts[ledger.Account], all.Currencies[ledger.Currency].Code, "opening", null, null, null, null, SheetCell.Count(ledger.Hop), $"{count} {_words("exhibit.before")}",
            new Live($"Openings!{Sheet.At('C', given)}+{text.Main(came)}", opening + came).Cell(digits), new SheetCell(Value: (decimal)went / Records.Plain.Decimals.Factor(digits), Digits: digits),
            new Live($"ROUND({Sheet.At('K', row)}-{Sheet.At('L', row)},{digits})", opening + came - went).Cell(digits), .. Enumerable.Repeat(nothing, 12), ""];
    }

    private void Event(int transfer, Remaining ledger, int row)
    {
        var (all, digits, before) = (_index.Transfers, Digits(ledger.Currency), _held[(ledger.Account, ledger.Currency)]);
        var line = _lines.TryGetValue(transfer, out var traced) ? traced : (TraceLine?)null;
        var pays = Pays(transfer, ledger);
        var live = new LiveRow(row, before, digits);
        var (cells, after) = pays ? live.Debit(all.Amount[transfer], line?.Traced.Fifo ?? 0) : Credited(live, transfer, line, row);
        _held[(ledger.Account, ledger.Currency)] = after;
        if (pays)
        {
            _paid[transfer] = (row, cells);
            AddLots(line, transfer, row);
        }

        var other = all.Accounts[pays ? all.To[transfer] : all.From[transfer]];
        _rows.Add((row, [SheetCell.Count(row), all.Accounts[ledger.Account], all.Currencies[ledger.Currency].Code, pays ? "out" : "in", all.Id(transfer), SheetCell.Count(all.Line(transfer)), Moment(all.Time[transfer]), other, SheetCell.Count(ledger.Hop),
            Note(transfer, line, pays), Amount(pays ? 0 : _index.Received(transfer)), Amount(pays ? all.Amount[transfer] : 0), .. cells.Select(c => c.Cell(digits)), pays && line?.Traced.Poison > 0 ? _words("command.trace.reached") : ""]));

        SheetCell Amount(long minor) => new(Value: (decimal)minor / Records.Plain.Decimals.Factor(digits), Digits: digits);
    }

    private (Live[] Cells, Held After) Credited(LiveRow live, int transfer, TraceLine? line, int row)
    {
        var (all, received) = (_index.Transfers, _index.Received(transfer));
        if (_proceeds.Contains(transfer))
        {
            var whole = new Live(Sheet.At('K', row), received);
            _brought.Add(new Brought(row, _index.ReceivedCurrency(transfer), Kind(transfer), Arrived(live, transfer, line, received - (line?.Introduced.Fifo ?? received), "Ledger!")));
            return live.Credit(received, whole, whole, whole, whole, line?.Lender.Fifo ?? 0);
        }

        if (line is not { } traced) return live.Credit(received, None, None, None, None, 0);
        var arrived = Arrived(live, transfer, line, traced.Arrived.Fifo);
        return live.Credit(received, arrived[0], arrived[1], arrived[2], arrived[3], traced.Lender.Fifo);
    }

    /// <summary>What arrived of the payer's tainted money, as formulas that point to the payer's row, in <paramref name="sheet"/>: pro-rata, LIBR, DIFO, FIFO.</summary>
    private Live[] Arrived(LiveRow live, int transfer, TraceLine? line, long fifo, string sheet = "")
    {
        if (line is not { } traced || !_paid.TryGetValue(transfer, out var paid)) return [None, None, None, None];
        var (all, received) = (_index.Transfers, _index.Received(transfer));
        var arrived = new[] { (2, 'O'), (5, 'R'), (8, 'U') }.Select(p => LiveRow.Arrived(new Live(sheet + Sheet.At(p.Item2, paid.Row), paid.Cells[p.Item1].Value), all.Amount[transfer], Math.Min(received, Most(transfer)), Digits(all.Currency[transfer]), Digits(_index.ReceivedCurrency(transfer)))).ToList();
        return [.. arrived, new Live(fifo == traced.Traced.Fifo && all.Amount[transfer] == received ? sheet + Sheet.At('X', paid.Row) : live.Main(fifo), fifo)];
    }

    /// <summary>More than was paid may arrive in the same currency; what was added is clean.</summary>
    private long Most(int transfer) => _index.Transfers.Currency[transfer] == _index.ReceivedCurrency(transfer) ? _index.Transfers.Amount[transfer] : long.MaxValue;

    private string Note(int transfer, TraceLine? line, bool pays)
    {
        if (!pays && _proceeds.Contains(transfer)) return "proceeds";
        if (pays && line is { Fate: not Fate.Followed }) return "beyond";
        return Kind(transfer);
    }

    private string Kind(int transfer)
    {
        if (_index.Transfers.Currency[transfer] != _index.ReceivedCurrency(transfer)) return "changed";
        return _index.Received(transfer) < _index.Transfers.Amount[transfer] ? "kept" : "";
    }

    private void AddLots(TraceLine? line, int transfer, int row)
    {
        if (line is not { } traced) return;
        var (all, digits) = (_index.Transfers, Digits(_index.Transfers.Currency[transfer]));
        foreach (var lot in _answer.LotsOf(traced))
            Lots.Add(SheetCell.Count(row), all.Id(transfer), new SheetCell(Value: (decimal)lot.Amount / Records.Plain.Decimals.Factor(digits), Digits: digits), lot.Row < 0 ? "" : all.Id(lot.Row), lot.Source < 0 ? "" : all.Id(_answer.Question.Proceeds[lot.Source]), lot.Source < 0 ? "" : "yes");
    }

    /// <summary>What an account opened with, as it was given or assumed.</summary>
    public static long OpeningOf(TraceAnswer answer, Remaining ledger) =>
        answer.Question.Openings.TryGetValue((ledger.Account, ledger.Currency), out var given) ? given : answer.Openings.First(o => o.Account == ledger.Account && o.Currency == ledger.Currency).Amount;

    private int Digits(byte currency) => _index.Transfers.Currencies[currency].Digits;

    private static string Moment(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
