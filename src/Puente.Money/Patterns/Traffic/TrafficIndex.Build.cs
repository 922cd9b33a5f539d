namespace Puente.Money.Patterns.Traffic;

internal sealed partial class TrafficIndex
{
    /// <summary>Two payments of one relation are one act when they lie within this time of each other...</summary>
    private const int OneAct = 86_400;

    /// <summary>...and their amounts within this ratio.</summary>
    private const double OneAmount = 1.5;

    /// <summary>Builds the index. A payment of an account to itself is left out: it moves nothing.</summary>
    public static TrafficIndex Build(TrafficColumns columns, int threads = 0)
    {
        if (threads <= 0) threads = Environment.ProcessorCount;
        var origin = long.MaxValue;
        for (var row = 0; row < columns.Count; row++) origin = Math.Min(origin, columns.At[row]);
        if (columns.Count == 0) origin = 0;

        var (rows, starts) = Scatter(columns, origin);
        var next = new int[columns.Count];
        Array.Fill(next, -1);
        var kept = new int[columns.Accounts];
        var backgrounds = new Background.Tally[threads];
        Ranges.Each(columns.Accounts, threads, (worker, account) =>
        {
            var span = rows.AsSpan(starts[account], starts[account + 1] - starts[account]);
            if (span.Length == 0) return;
            span.Sort(default(PaymentOrder.ByRelation));
            kept[account] = Relations.Join(span, columns, next, OneAct, OneAmount, ref backgrounds[worker]);
            span[..kept[account]].Sort(default(PaymentOrder.ByTime));
        });

        var (outs, outFrom) = Close(rows, starts, kept);
        Ranges.Each(columns.Accounts, threads, (_, account) => NotBothWays(outs, outFrom, account));
        var (ins, inFrom) = Turn(outs, outFrom, columns.Accounts);
        Ranges.Each(columns.Accounts, threads, (_, account) => ins.AsSpan(inFrom[account], inFrom[account + 1] - inFrom[account]).Sort(default(PaymentOrder.ByTime)));
        return new TrafficIndex(columns, outs, outFrom, ins, inFrom, next, Background.Of(backgrounds, outs, columns.Accounts), origin);
    }

    /// <summary>A series that is answered by payments the other way is no household's: it is not taken for an ordinary one.</summary>
    private static void NotBothWays(Payment[] outs, int[] outFrom, int account)
    {
        const int Most = 4096;
        foreach (ref var payment in outs.AsSpan(outFrom[account], outFrom[account + 1] - outFrom[account]))
        {
            if (!payment.Is(Traits.Regular)) continue;
            var back = outs.AsSpan(outFrom[payment.Other], Math.Min(Most, outFrom[payment.Other + 1] - outFrom[payment.Other]));
            foreach (ref readonly var answer in back)
                if (answer.Other == account && answer.Currency == payment.Currency && Amounts.Apart(answer.Amount, payment.Amount) < 0.7)
                {
                    payment = payment with { Traits = payment.Traits & ~Traits.Regular };
                    break;
                }
        }
    }

    private static (Payment[] Rows, int[] Starts) Scatter(TrafficColumns columns, long origin)
    {
        var starts = new int[columns.Accounts + 1];
        for (var row = 0; row < columns.Count; row++)
            if (columns.From[row] != columns.To[row]) starts[columns.From[row] + 1]++;
        for (var account = 0; account < columns.Accounts; account++) starts[account + 1] += starts[account];
        var rows = new Payment[starts[^1]];
        var at = starts.AsSpan(0, columns.Accounts).ToArray();
        for (var row = 0; row < columns.Count; row++)
        {
            if (columns.From[row] == columns.To[row]) continue;
            var when = (int)Math.Min(int.MaxValue - 1, columns.At[row] - origin);
            rows[at[columns.From[row]]++] = new Payment(columns.To[row], when, columns.Amount[row], row, columns.Currency?[row] ?? 0, 1, Traits.None);
        }

        return (rows, starts);
    }

    private static (Payment[] Outs, int[] From) Close(Payment[] rows, int[] starts, int[] kept)
    {
        var from = new int[starts.Length];
        for (var account = 0; account < kept.Length; account++) from[account + 1] = from[account] + kept[account];
        if (from[^1] == rows.Length) return (rows, from);
        for (var account = 0; account < kept.Length; account++) rows.AsSpan(starts[account], kept[account]).CopyTo(rows.AsSpan(from[account]));
        Array.Resize(ref rows, from[^1]);
        return (rows, from);
    }

    private static (Payment[] Ins, int[] From) Turn(Payment[] outs, int[] outFrom, int accounts)
    {
        var from = new int[accounts + 1];
        foreach (ref readonly var payment in outs.AsSpan()) from[payment.Other + 1]++;
        for (var account = 0; account < accounts; account++) from[account + 1] += from[account];
        var ins = new Payment[outs.Length];
        var at = from.AsSpan(0, accounts).ToArray();
        for (var account = 0; account < accounts; account++)
            foreach (ref readonly var payment in outs.AsSpan(outFrom[account], outFrom[account + 1] - outFrom[account]))
                ins[at[payment.Other]++] = payment with { Other = account };
        return (ins, from);
    }
}
