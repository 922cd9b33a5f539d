using Puente.Evidence.Time;

namespace Puente.Money.Records.Plain;

/// <summary>A mapping made ready for one file: positions of columns in place of names.</summary>
internal sealed class TransferPlan
{
    public TransferPlan(TransferMapping mapping, PlainHead head)
    {
        Mapping = mapping;
        Unit = mapping.Unit ?? TransferGuess.UnitOf(head, mapping);
        (Id, From, To, Account, Counterparty, Time, Amount) = (At(mapping.Id), At(mapping.From), At(mapping.To), At(mapping.Account), At(mapping.Counterparty), At(mapping.Time), At(mapping.Amount));
        (Debit, Credit, Currency, Received, ReceivedCurrency, Kind) = (At(mapping.Debit), At(mapping.Credit), At(mapping.Currency), At(mapping.Received), At(mapping.ReceivedCurrency), At(mapping.Kind));
        Cells = mapping.Fields.SelectMany(f => f.Field.Parts).Max(p => head.Find(p)) + 1;
        Delimiter = (byte)head.Delimiter;
        Start = (mapping.Start.DayNumber - 719_162L) * 86_400_000;

        Place? At(Field? field) => field is null ? null : new Place([.. field.Parts.Select(p => (head.Find(p), p.Unpad))], System.Text.Encoding.UTF8.GetBytes(field.Join), field.Value is { } value ? System.Text.Encoding.UTF8.GetBytes(value) : null, field.Label);
    }

    public TransferMapping Mapping { get; }
    public TimeUnit Unit { get; }
    public Place? Id { get; }
    public Place? From { get; }
    public Place? To { get; }
    public Place? Account { get; }
    public Place? Counterparty { get; }
    public Place? Time { get; }
    public Place? Amount { get; }
    public Place? Debit { get; }
    public Place? Credit { get; }
    public Place? Currency { get; }
    public Place? Received { get; }
    public Place? ReceivedCurrency { get; }
    public Place? Kind { get; }

    /// <summary>Cells that a row must have.</summary>
    public int Cells { get; }

    public byte Delimiter { get; }

    public long Start { get; }

    public TimeReading Times() => new(Unit, Mapping.Dates, Mapping.Zone, Start);

    /// <summary>Code of a currency as the table keeps it.</summary>
    public string CurrencyOf(string written) => Mapping.Currencies.TryGetValue(written, out var code) ? code : written.ToUpperInvariant();

    public int DigitsOf(string code) => Mapping.Decimals.TryGetValue(code, out var digits) ? digits : Decimals.Of(code);
}

/// <summary>Where a value stands in a row.</summary>
internal sealed class Place((int Column, bool Unpad)[] parts, byte[] join, byte[]? value, string label)
{
    private readonly int _single = value is null && parts is [(var column, false)] ? column : -1;

    public string Label => label;

    /// <summary>The value; put together in <paramref name="scratch"/> when it does not stand in one cell. Empty when all its cells are.</summary>
    public ReadOnlySpan<byte> Of(Cell[] cells, Span<byte> scratch)
    {
        if (_single >= 0) return cells[_single].Bytes;
        if (value is not null) return value;
        var (used, filled) = (0, false);
        for (var i = 0; i < parts.Length; i++)
        {
            var cell = cells[parts[i].Column].Bytes;
            if (parts[i].Unpad && cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && cell.Length > 1) cell = cell[..^1].TrimStart((byte)'0') is { Length: var kept } ? cell[(cell.Length - 1 - kept)..] : cell;
            filled |= cell.Length > 0;
            if (i > 0) used += Put(join, scratch[used..]);
            used += Put(cell, scratch[used..]);
        }

        return filled ? scratch[..used] : default;
    }

    /// <summary>As much as there is room for: a name of more than a thousand letters is none.</summary>
    private static int Put(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var length = Math.Min(text.Length, to.Length);
        text[..length].CopyTo(to);
        return length;
    }
}
