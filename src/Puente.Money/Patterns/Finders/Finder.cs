using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>What every search of one thread shares.</summary>
internal sealed class Scope(TrafficIndex traffic, PatternOptions options, Shortlist shortlist, Effort effort)
{
    /// <summary>The table.</summary>
    public TrafficIndex Traffic { get; } = traffic;

    /// <summary>What is looked for.</summary>
    public PatternOptions Options { get; } = options;

    /// <summary>Where candidates go.</summary>
    public Shortlist Shortlist { get; } = shortlist;

    /// <summary>What may be spent.</summary>
    public Effort Effort { get; } = effort;

    /// <summary>How candidates are weighed.</summary>
    public Weighing Weighing { get; } = new(traffic);

    /// <summary>How many ways through other accounts are followed from one; what is left out is told.</summary>
    public int Ways { get; init; } = 100_000;

    /// <summary>From when on payments are looked at; the beginning for a whole table.</summary>
    public int Since { get; set; } = int.MinValue;

    /// <summary>What an account paid in the time that is looked at.</summary>
    public ReadOnlySpan<Payment> Out(int account) => Since == int.MinValue ? Traffic.Out(account) : Later(Traffic.Out(account));

    /// <summary>What an account received in the time that is looked at.</summary>
    public ReadOnlySpan<Payment> In(int account) => Since == int.MinValue ? Traffic.In(account) : Later(Traffic.In(account));

    private ReadOnlySpan<Payment> Later(ReadOnlySpan<Payment> payments) => payments[TrafficIndex.From(payments, Since)..];

    /// <summary>Offers a group of payments; it is copied only when it is kept.</summary>
    public void Offer(Pattern pattern, in Weights weights, ReadOnlySpan<Leg> legs, ReadOnlySpan<int> centres, RuleHit? rule = null)
    {
        if (Shortlist.Offer(pattern, weights, legs)) Shortlist.Add(new Candidate(pattern, weights, centres.ToArray(), legs.ToArray(), rule));
    }
}

/// <summary>Marks of accounts that are all taken away at once. Each thread has its own.</summary>
internal sealed class Stamps(int accounts)
{
    private int[] _epoch = new int[accounts];
    private int[] _value = new int[accounts];
    private int _now = 1;

    /// <summary>Takes all marks away.</summary>
    public void Clear()
    {
        if (_now++ < int.MaxValue - 1) return;
        Array.Clear(_epoch);
        _now = 1;
    }

    /// <summary>The number at an account, 0 where nothing was marked.</summary>
    public int this[int account]
    {
        get => account < _epoch.Length && _epoch[account] == _now ? _value[account] : 0;
        set
        {
            if (account >= _epoch.Length)
            {
                Array.Resize(ref _epoch, Math.Max(account + 1, _epoch.Length * 2));
                Array.Resize(ref _value, _epoch.Length);
            }

            _epoch[account] = _now;
            _value[account] = value;
        }
    }
}
