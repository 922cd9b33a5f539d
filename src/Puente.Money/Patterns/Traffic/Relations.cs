namespace Puente.Money.Patterns.Traffic;

/// <summary>Reads an account's payments relation by relation: joins those that are one act, and says what the relation is like.</summary>
internal static class Relations
{
    /// <summary>A relation is regular from this many payments on: fewer prove no habit.</summary>
    private const int Habit = 4;

    /// <summary>
    /// Joins payments in place (they lie in the order of <see cref="PaymentOrder.ByRelation"/>) and gives each its traits; answers how many are left, at the front.
    /// </summary>
    public static int Join(Span<Payment> payments, TrafficColumns columns, int[] next, int within, double ratio, ref Background.Tally tally)
    {
        var (kept, read) = (0, 0);
        while (read < payments.Length)
        {
            var start = kept;
            var other = payments[read].Other;
            while (read < payments.Length && payments[read].Other == other) kept = One(payments, ref read, kept, next, columns, within, ratio);
            var relation = payments[start..kept];
            Mark(relation);
            tally.Relation(relation);
        }

        return kept;
    }

    private static int One(Span<Payment> payments, ref int read, int kept, int[] next, TrafficColumns columns, int within, double ratio)
    {
        var first = payments[read++];
        var (sum, count, last, lastAt) = ((double)first.Amount, 1, first.Row, first.At);
        while (read < payments.Length && count < byte.MaxValue)
        {
            var then = payments[read];
            if (then.Other != first.Other || then.Currency != first.Currency || then.At - (long)lastAt > within || Far(first.Amount, then.Amount, ratio)
                || Kind(columns, first.Row) != Kind(columns, then.Row)) break;
            next[last] = then.Row;
            (sum, last, lastAt) = (sum + then.Amount, then.Row, then.At);
            count++;
            read++;
        }

        payments[kept] = first with { Amount = (long)Math.Round(sum / count), Count = (byte)count, Traits = count >= 3 ? Traits.Split : Traits.None };
        return kept + 1;
    }

    private static CashKind Kind(TrafficColumns columns, int row) => columns.Kind?[row] ?? CashKind.Unknown;

    private static bool Far(long a, long b, double ratio) => Math.Max(a, b) > ratio * Math.Max(1, Math.Min(a, b));

    private static void Mark(Span<Payment> relation)
    {
        if (relation.Length == 1)
        {
            relation[0] = relation[0] with { Traits = relation[0].Traits | Traits.First | Traits.Only };
            return;
        }

        var first = 0;
        for (var i = 1; i < relation.Length; i++)
            if (relation[i].At < relation[first].At) first = i;
        relation[first] = relation[first] with { Traits = relation[first].Traits | Traits.First };
        if (relation.Length < Habit || !IsRegular(relation)) return;
        foreach (ref var payment in relation) payment = payment with { Traits = payment.Traits | Traits.Regular };
    }

    /// <summary>Similar amounts at similar distances, most of them: the spread of each lies well below what chance would give.</summary>
    private static bool IsRegular(Span<Payment> relation)
    {
        double amount = 0, amount2 = 0, gap = 0, gap2 = 0;
        for (var i = 0; i < relation.Length; i++)
        {
            if (relation[i].Currency != relation[0].Currency) return false;
            var log = (double)Amounts.Log(relation[i].Amount);
            amount += log;
            amount2 += log * log;
            if (i == 0) continue;
            double days = relation[i].At - (long)relation[i - 1].At;
            gap += days;
            gap2 += days * days;
        }

        var n = relation.Length;
        var spread = Math.Sqrt(Math.Max(0, amount2 / n - amount / n * (amount / n)));
        var mean = gap / (n - 1);
        var uneven = Math.Sqrt(Math.Max(0, gap2 / (n - 1) - mean * mean)) / Math.Max(1, mean);
        return spread < 0.4 && uneven < (n >= 8 ? 0.75 : 0.5);
    }
}
