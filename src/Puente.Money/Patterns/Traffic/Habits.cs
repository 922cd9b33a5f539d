namespace Puente.Money.Patterns.Traffic;

/// <summary>What is usual for each account: the middle amount it pays and receives, against what is usual in that currency.</summary>
internal sealed class Habits
{
    private readonly float[] _out;
    private readonly float[] _in;
    private readonly int[] _onceOut;
    private readonly int[] _onceIn;

    private Habits(float[] outs, float[] ins, int[] onceOut, int[] onceIn, float spreadOut, float spreadIn) =>
        (_out, _in, _onceOut, _onceIn, SpreadOut, SpreadIn) = (outs, ins, onceOut, onceIn, spreadOut, spreadIn);

    /// <summary>How far the amounts that one account pays usually spread (logarithms): near nothing where everybody always pays the same.</summary>
    public float SpreadOut { get; }

    /// <summary>How far the amounts that one account receives usually spread.</summary>
    public float SpreadIn { get; }

    /// <summary>The middle of what it pays, as a logarithm above the currency's level; not a number for fewer than three payments, which make no habit.</summary>
    public float Out(int account) => account < _out.Length ? _out[account] : float.NaN;

    /// <summary>The middle of what it receives, likewise.</summary>
    public float In(int account) => account < _in.Length ? _in[account] : float.NaN;

    /// <summary>How many accounts it paid once in the whole table.</summary>
    public int OnceOut(int account) => account < _onceOut.Length ? _onceOut[account] : 0;

    /// <summary>How many accounts paid it once.</summary>
    public int OnceIn(int account) => account < _onceIn.Length ? _onceIn[account] : 0;

    /// <summary>Reads the habits of all accounts.</summary>
    public static Habits Of(TrafficIndex traffic)
    {
        var n = traffic.Accounts;
        var (outs, ins, onceOut, onceIn) = (new float[n], new float[n], new int[n], new int[n]);
        var threads = Environment.ProcessorCount;
        var scratch = new float[threads][];
        var (spreadOut, spreadIn) = (new float[n], new float[n]);
        Ranges.Each(n, threads, (worker, account) =>
        {
            outs[account] = Middle(traffic.Out(account), traffic.Background, ref scratch[worker], out onceOut[account], out spreadOut[account]);
            ins[account] = Middle(traffic.In(account), traffic.Background, ref scratch[worker], out onceIn[account], out spreadIn[account]);
        });
        return new Habits(outs, ins, onceOut, onceIn, Typical(spreadOut, traffic.Background), Typical(spreadIn, traffic.Background));
    }

    private static float Middle(ReadOnlySpan<Payment> payments, Background background, ref float[] scratch, out int first, out float spread)
    {
        const int Enough = 255;
        (first, spread) = (0, float.NaN);
        foreach (ref readonly var payment in payments)
            if (payment.Is(Traits.Only)) first++;
        if (payments.Length < 3) return float.NaN;
        scratch ??= new float[Enough];
        var step = Math.Max(1, (payments.Length + Enough - 1) / Enough);
        var count = 0;
        for (var i = 0; i < payments.Length && count < Enough; i += step) scratch[count++] = Amounts.Log(payments[i].Amount) - background.Level(payments[i].Currency);
        var values = scratch.AsSpan(0, count);
        values.Sort();
        // The distance between quartiles of a normal spread, so that a few odd payments do not move it.
        if (count >= 5) spread = (values[count * 3 / 4] - values[count / 4]) / 1.35f;
        return values[count / 2];
    }

    private static float Typical(float[] spreads, Background background)
    {
        var known = Array.FindAll(spreads, s => !float.IsNaN(s));
        if (known.Length == 0) return (float)background.Spread;
        Array.Sort(known);
        return Math.Max(0.02f, known[known.Length / 2]);
    }
}
