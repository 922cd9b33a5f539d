using System.Text;
using Puente.Evidence;

namespace Puente.Money.Records.Plain;

/// <summary>Joins the stretches of a file: one numbering of accounts, currencies and kinds, in the order in which the file first names them, whatever the number of stretches.</summary>
internal sealed class ChunkJoin(TransferPlan plan, TransferColumns columns, ChunkReader[] readers, Encoding encoding, int firstLine)
{
    private const int Ahead = 16;

    public TransferReading Join(IReadOnlyList<Problem> notes)
    {
        var accounts = readers[0].Accounts;
        var maps = readers.Select((r, i) => i == 0 ? null : Numbers(accounts, r.Accounts)).ToArray();
        var units = new List<Unit>();
        var kinds = new List<string> { "" };
        var sums = new List<Int128>();
        var (currencyMaps, kindMaps) = (readers.Select(r => Currencies(r, units, sums)).ToArray(), readers.Select(r => Kinds(r, kinds)).ToArray());
        Parallel.For(0, readers.Length, i => Renumber(readers[i], maps[i], currencyMaps[i], kindMaps[i]));
        var lines = Lines();
        var count = 0;
        foreach (var reader in readers)
        {
            columns.Move(reader.First, count, reader.Count);
            count += reader.Count;
        }

        columns.Count = count;
        var ids = plan.Id is null ? Array.Empty<IdPart>() : [.. readers.Select(r => r.Ids!)];
        var transfers = new Transfers(columns, new IdColumn(ids, encoding), lines, firstLine, new AccountKeys(accounts, encoding), units, kinds);
        var counts = new long[units.Count];
        foreach (var currency in transfers.Currency) counts[currency]++;
        var (rejected, blank) = (readers.Sum(r => r.Rejected), readers.Sum(r => r.Blank));
        var tally = new ReadingTally(count + rejected + blank, count, rejected, blank, readers.Sum(r => r.Rounded), readers.Sum(r => r.Outside));
        return new TransferReading(transfers, plan.Mapping, tally, [.. units.Select((u, i) => new ControlTotal(u, counts[i], sums[i]))], [.. readers.SelectMany(r => r.Problems)], notes, []);
    }

    private static int[] Numbers(KeyTable all, KeyTable some)
    {
        var map = new int[some.Count];
        for (var i = 0; i < map.Length; i += Ahead)
        {
            var until = Math.Min(map.Length, i + Ahead);
            for (var k = i; k < until; k++) all.Prefetch(PackedKey.Of(some.Bytes(k)));
            for (var k = i; k < until; k++) map[k] = all.Intern(some.Bytes(k));
        }

        return map;
    }

    private byte[] Currencies(ChunkReader reader, List<Unit> units, List<Int128> sums)
    {
        var map = new byte[reader.Currencies.Count];
        for (var i = 0; i < reader.Digits.Count; i++)
        {
            var code = plan.CurrencyOf(PlainText.Decode(reader.Currencies.Bytes(i), encoding));
            var at = units.FindIndex(u => u.Code == code);
            // A row without a currency was refused: its empty word is none.
            if (at < 0 && code.Length > 0)
            {
                at = units.Count;
                units.Add(new Unit(code, reader.Digits[i]));
                sums.Add(0);
            }

            if (at < 0) continue;
            map[i] = (byte)at;
            sums[at] += reader.Sums[i];
        }

        return map;
    }

    private ushort[] Kinds(ChunkReader reader, List<string> kinds)
    {
        var map = new ushort[Math.Max(1, reader.Kinds.Count)];
        for (var i = 0; i < reader.Kinds.Count; i++)
        {
            var kind = PlainText.Decode(reader.Kinds.Bytes(i), encoding);
            var at = kinds.IndexOf(kind);
            if (at < 0) kinds.Add(kind);
            map[i] = (ushort)(at < 0 ? kinds.Count - 1 : at);
        }

        return map;
    }

    private void Renumber(ChunkReader reader, int[]? accounts, byte[] currencies, ushort[] kinds)
    {
        for (int row = reader.First, end = row + reader.Count; row < end; row++)
        {
            if (accounts is not null) (columns.From[row], columns.To[row]) = (accounts[columns.From[row]], accounts[columns.To[row]]);
            columns.Currency[row] = currencies[columns.Currency[row]];
            columns.Kind[row] = kinds[columns.Kind[row]];
            if (columns.ReceivedCurrency is { } received) received[row] = currencies[received[row]];
        }
    }

    /// <summary>The lines of the rows; null when row follows row from the first line on.</summary>
    private int[]? Lines()
    {
        if (readers.All(r => r.Lines is null) && readers.SkipLast(1).All(r => r.Count == r.Capacity)) return null;
        var (lines, at, first) = (new int[readers.Sum(r => r.Count)], 0, firstLine);
        foreach (var reader in readers)
        {
            for (var i = 0; i < reader.Count; i++) lines[at + i] = reader.Lines is { } own ? own[i] : first + i;
            at += reader.Count;
            first = reader.NextLine;
        }

        return lines;
    }
}
