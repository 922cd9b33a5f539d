using System.Globalization;
using System.Runtime.InteropServices;
using Puente.Evidence;

namespace Puente.Money.Records.Plain;

/// <summary>Reads one stretch of a file into its part of the columns. Its numbers of accounts, currencies and kinds are its own until the stretches are joined.</summary>
internal sealed unsafe class ChunkReader(TransferPlan plan, TransferColumns columns, int first, int startLine, int capacity, System.Text.Encoding encoding)
{
    private const int Batch = 32, MostKept = 10_000, MostKinds = ushort.MaxValue, MostCurrencies = byte.MaxValue;
    private readonly Cell[] _cells = new Cell[plan.Cells];
    private readonly (PackedKey From, PackedKey To)[] _pending = new (PackedKey, PackedKey)[Batch];
    private readonly TimeReading _times = plan.Times();
    private readonly byte[] _scratch = new byte[4096];
    private readonly int _firstLine = startLine;
    private int _waiting, _line = startLine;
    private PackedKey _lastCurrency, _lastKind;
    private int _lastCurrencyId = -1, _lastKindId = -1;

    public int First => first;
    public int Count { get; private set; }
    public int Capacity => capacity;
    public KeyTable Accounts { get; } = new();
    public KeyTable Currencies { get; } = new();
    public List<int> Digits { get; } = [];
    public List<Int128> Sums { get; } = [];
    public KeyTable Kinds { get; } = new();
    public IdPart? Ids { get; } = plan.Id is null ? null : new IdPart(capacity);

    /// <summary>Lines of the rows, when they do not simply follow one another.</summary>
    public int[]? Lines { get; private set; }

    /// <summary>Line of what follows.</summary>
    public int NextLine => _line;

    public List<Problem> Problems { get; } = [];
    public long Rejected { get; private set; }
    public long Blank { get; private set; }
    public long Rounded { get; private set; }
    public long Outside { get; private set; }

    /// <summary>Reads all rows.</summary>
    public void Read(Stretch stretch, CancellationToken stop)
    {
        using var scanner = new CellScanner(stretch.At, stretch.End, plan.Delimiter);
        for (var n = 0; scanner.Row < stretch.End; n++)
        {
            if ((n & 0xFFFF) == 0) stop.ThrowIfCancellationRequested();
            var cells = scanner.Read(_cells);
            if (cells == 1 && _cells[0].Length == 0 && plan.Cells > 0) Blank++;
            else if (cells < plan.Cells) Reject("", "transfers.cells-few", $"{cells}");
            else if (Row()) Keep();
            _line += 1 + scanner.LinesWithin;
        }

        Settle();
    }

    private void Keep()
    {
        if (Lines is null && _line != _firstLine + Count)
        {
            Lines = new int[capacity];
            for (var i = 0; i < Count; i++) Lines[i] = _firstLine + i;
        }

        if (Lines is not null) Lines[Count] = _line;
        Count++;
        if (++_waiting == Batch) Settle();
    }

    private bool Row()
    {
        var row = first + Count;
        if (!_times.Read(plan.Time!.Of(_cells, _scratch), out columns.Time[row])) return Reject(plan.Time, "transfers.time-unreadable");
        var currency = Currency(plan.Currency);
        if (currency < 0 || !Amounts(row, currency, out var reversed) || !Arrived(row, currency) || !Ends(reversed)) return false;
        var kind = plan.Kind is null ? 0 : Word(Kinds, plan.Kind, ref _lastKind, ref _lastKindId);
        if (kind >= MostKinds) return Reject(plan.Kind!, "transfers.kinds-many");
        columns.Kind[row] = (ushort)kind;
        columns.Currency[row] = (byte)currency;
        Sums[currency] += columns.Amount[row];
        Ids?.Add(plan.Id!.Of(_cells, _scratch));
        return true;
    }

    private bool Amounts(int row, int currency, out bool reversed)
    {
        ref var amount = ref columns.Amount[row];
        reversed = false;
        if (plan.Amount is { } place)
        {
            if (!Amount(place, currency, out amount)) return false;
            // On the statement of an account what is not below zero came in.
            reversed = plan.Mapping.OfOneAccount ? amount >= 0 : amount < 0;
            if (amount >= 0) return true;
            if (plan.Mapping.Negative == Negative.Refuse && !plan.Mapping.OfOneAccount) return Reject(place, "transfers.amount-negative");
            amount = -amount;
            return true;
        }

        long debit = 0, credit = 0;
        var (hasDebit, hasCredit) = (plan.Debit!.Of(_cells, _scratch).Length > 0, plan.Credit!.Of(_cells, _scratch).Length > 0);
        if (!hasDebit && !hasCredit) return Reject(plan.Debit!, "transfers.amount-missing");
        if (hasDebit && !Amount(plan.Debit, currency, out debit) || hasCredit && !Amount(plan.Credit, currency, out credit)) return false;
        // Some banks write what left below zero in its own column.
        debit = Math.Abs(debit);
        if (credit < 0) return Reject(plan.Credit, "transfers.amount-negative");
        if (debit != 0 && credit != 0) return Reject(plan.Debit, "transfers.both-ways");
        (amount, reversed) = (debit + credit, credit != 0 || !hasDebit);
        return true;
    }

    private bool Amount(Place place, int currency, out long amount)
    {
        var text = place.Of(_cells, _scratch);
        var state = AmountReading.Read(text, plan.Mapping.DecimalSign, Digits[currency], plan.Mapping.Rounding, out amount);
        if (state == AmountState.Rounded) Rounded++;
        return state switch
        {
            AmountState.Exact or AmountState.Rounded => true,
            AmountState.TooLarge => Reject(place, "transfers.amount-large"),
            AmountState.TooFine => Reject(place, "transfers.amount-fine"),
            _ => Reject(place, text.Length == 0 ? "transfers.amount-missing" : "transfers.amount-unreadable"),
        };
    }

    private bool Arrived(int row, int currency)
    {
        if (plan.Received is null) return true;
        var (none, nothing) = (default(PackedKey), -1);
        var received = plan.ReceivedCurrency is null ? currency : Currency(plan.ReceivedCurrency, ref none, ref nothing);
        if (received < 0 || !Amount(plan.Received, received, out columns.Received![row])) return false;
        columns.ReceivedCurrency![row] = (byte)received;
        return columns.Received[row] >= 0 || Reject(plan.Received, "transfers.amount-negative");
    }

    private int Currency(Place? place) => Currency(place, ref _lastCurrency, ref _lastCurrencyId);

    private int Currency(Place? place, ref PackedKey last, ref int lastId)
    {
        if (place is null)
        {
            if (Digits.Count == 0) Learn(Currencies.Intern("USD"u8));
            return 0;
        }

        var id = Word(Currencies, place, ref last, ref lastId);
        if (id >= MostCurrencies) return Refused(place, "transfers.currencies-many");
        if (id == Digits.Count) Learn(id);
        return Currencies.Bytes(id).Length == 0 ? Refused(place, "transfers.currency-missing") : id;
    }

    private void Learn(int id)
    {
        Digits.Add(plan.DigitsOf(plan.CurrencyOf(PlainText.Decode(Currencies.Bytes(id), encoding))));
        Sums.Add(0);
    }

    private int Word(KeyTable table, Place place, ref PackedKey last, ref int lastId)
    {
        var text = place.Of(_cells, _scratch);
        var key = PackedKey.Of(text);
        if (lastId >= 0 && key == last && key.IsWhole) return lastId;
        (last, lastId) = (key, table.Intern(key, text));
        return lastId;
    }

    private bool Ends(bool reversed)
    {
        Span<byte> one = stackalloc byte[1100], other = stackalloc byte[1100];
        var from = (plan.Account ?? plan.From)!.Of(_cells, one[..1000]);
        var to = (plan.Account is null ? plan.To : plan.Counterparty) is { } place ? place.Of(_cells, other[..1000]) : default;
        if (from.Length == 0 && to.Length == 0) return Reject((plan.Account ?? plan.From)!, "transfers.ends-missing");
        if (from.Length == 0) from = OutsideOf(to, one);
        if (to.Length == 0) to = OutsideOf(from, other);
        if (reversed)
        {
            var kept = from;
            from = to;
            to = kept;
        }

        _pending[_waiting] = (Pack(from), Pack(to));
        return true;
    }

    /// <summary>The end that the record does not name: each account has one of its own, so that what is unnamed never joins two accounts.</summary>
    private ReadOnlySpan<byte> OutsideOf(ReadOnlySpan<byte> known, Span<byte> room)
    {
        Outside++;
        var length = Math.Min(known.Length, room.Length - 1);
        room[0] = (byte)'?';
        known[..length].CopyTo(room[1..]);
        return room[..(length + 1)];
    }

    /// <summary>A short key waits until its place in the table has come near; a long one is numbered at once.</summary>
    private PackedKey Pack(ReadOnlySpan<byte> name)
    {
        var key = PackedKey.Of(name);
        if (!key.IsWhole) return new PackedKey((ulong)Accounts.Intern(key, name), ulong.MaxValue);
        Accounts.Prefetch(key);
        return key;
    }

    private void Settle()
    {
        var row = first + Count - _waiting;
        for (var i = 0; i < _waiting; i++, row++)
        {
            columns.From[row] = Number(_pending[i].From);
            columns.To[row] = Number(_pending[i].To);
        }

        _waiting = 0;
    }

    private int Number(in PackedKey key)
    {
        if (key.High == ulong.MaxValue) return (int)key.Low;
        ReadOnlySpan<ulong> words = [key.Low, key.High];
        return Accounts.Intern(key, MemoryMarshal.AsBytes(words)[..(int)(key.High >> 56)]);
    }

    private int Refused(Place place, string code) => Reject(place, code) ? 0 : -1;

    private bool Reject(Place place, string code) => Reject(place.Label, code, PlainText.Decode(place.Of(_cells, _scratch), encoding));

    private bool Reject(string column, string code, string value)
    {
        Rejected++;
        if (Problems.Count < MostKept) Problems.Add(new Problem(_line, column, code, ("value", value.Length > 200 ? value[..200] : value), ("needed", plan.Cells.ToString(CultureInfo.InvariantCulture))));
        return false;
    }
}
