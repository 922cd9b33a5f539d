namespace Puente.Money.Patterns.Traffic;

internal sealed partial class TrafficIndex
{
    private Dictionary<int, Grown>? _addedOut;
    private Dictionary<int, Grown>? _addedIn;
    private int _added;

    /// <summary>
    /// Adds a payment that arrived later; answers what it became. It is never joined to an earlier one, and what is usual stays what it was when the table was built.
    /// </summary>
    public Leg Add(int from, int to, long at, long amount, ushort currency, int row)
    {
        _addedOut ??= [];
        _addedIn ??= [];
        Accounts = Math.Max(Accounts, Math.Max(from, to) + 1);
        var traits = Traits.First | Traits.Only;
        var similar = 0;
        foreach (var earlier in Out(from))
        {
            if (earlier.Other != to) continue;
            traits &= ~(Traits.First | Traits.Only);
            if (earlier.Is(Traits.Regular) && earlier.Currency == currency && Amounts.Apart(earlier.Amount, amount) < 0.4) similar++;
        }

        if (similar > 0) traits |= Traits.Regular;
        var payment = new Payment(to, (int)Math.Clamp(at - Origin, int.MinValue + 1, int.MaxValue - 1), amount, row, currency, 1, traits);
        Grow(_addedOut, from, Out(from)).Insert(payment);
        Grow(_addedIn, to, In(to)).Insert(payment with { Other = from });
        _added++;
        return new Leg(from, to, payment);
    }

    private static Grown Grow(Dictionary<int, Grown> grown, int account, ReadOnlySpan<Payment> standing)
    {
        if (!grown.TryGetValue(account, out var list)) grown.Add(account, list = new Grown(standing));
        return list;
    }

    /// <summary>The payments of one account with those that came later.</summary>
    private sealed class Grown
    {
        private Payment[] _all;
        private int _count;

        public Grown(ReadOnlySpan<Payment> standing)
        {
            _all = new Payment[standing.Length + Math.Max(8, standing.Length / 8)];
            standing.CopyTo(_all);
            _count = standing.Length;
        }

        public ReadOnlySpan<Payment> Span => _all.AsSpan(0, _count);

        public void Insert(Payment payment)
        {
            if (_count == _all.Length) Array.Resize(ref _all, _count + Math.Max(8, _count / 2));
            var at = _count;
            while (at > 0 && PaymentOrder.InTime(_all[at - 1], payment) > 0) at--;
            _all.AsSpan(at, _count - at).CopyTo(_all.AsSpan(at + 1));
            _all[at] = payment;
            _count++;
        }
    }
}
