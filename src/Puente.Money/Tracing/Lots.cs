namespace Puente.Money.Tracing;

/// <summary>Money that came in together and still lies together.</summary>
/// <param name="Source">Which of the proceeds it is, by their order; -1 for clean money.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Row">The transfer it came in with; -1 for what lay there before the trace reached the account, and for what an overdraft lent.</param>
public readonly record struct Lot(int Source, long Amount, int Row);

/// <summary>The lots of an account in the order of their coming.</summary>
internal sealed class Lots
{
    private Lot[] _lots = new Lot[4];
    private int _head, _count;

    public void Put(in Lot lot)
    {
        if (lot.Amount == 0) return;
        if (_count > 0)
        {
            ref var last = ref _lots[(_head + _count - 1) & (_lots.Length - 1)];
            if (last.Source == lot.Source && last.Row == lot.Row)
            {
                last = last with { Amount = last.Amount + lot.Amount };
                return;
            }
        }

        if (_count == _lots.Length) Grow();
        _lots[(_head + _count++) & (_lots.Length - 1)] = lot;
    }

    /// <summary>Takes an amount from the head, in order.</summary>
    public void Take(long amount, List<Lot> into)
    {
        while (amount > 0)
        {
            ref var head = ref _lots[_head];
            var taken = Math.Min(amount, head.Amount);
            into.Add(head with { Amount = taken });
            amount -= taken;
            if (taken < head.Amount) head = head with { Amount = head.Amount - taken };
            else (_head, _count) = ((_head + 1) & (_lots.Length - 1), _count - 1);
        }
    }

    /// <summary>Adds what lies here of each source.</summary>
    public void AddTo(Span<long> sources)
    {
        for (var i = 0; i < _count; i++)
            if (_lots[(_head + i) & (_lots.Length - 1)] is { Source: >= 0 } lot) sources[lot.Source] += lot.Amount;
    }

    private void Grow()
    {
        var grown = new Lot[_lots.Length * 2];
        for (var i = 0; i < _count; i++) grown[i] = _lots[(_head + i) & (_lots.Length - 1)];
        (_lots, _head) = (grown, 0);
    }
}
