namespace Puente.Money.Patterns.Traffic;

/// <summary>What is usual for each account: the middle amount it pays and receives, against what is usual in that currency.</summary>
internal sealed class Habits
{
    private readonly float[] _out;
    private readonly float[] _in;
    private readonly int[] _firstOut;
    private readonly int[] _firstIn;

    private Habits(float[] outs, float[] ins, int[] firstOut, int[] firstIn) => (_out, _in, _firstOut, _firstIn) = (outs, ins, firstOut, firstIn);

    /// <summary>The middle of what it pays, as a logarithm above the currency's level; not a number for fewer than three payments, which make no habit.</summary>
    public float Out(int account) => account < _out.Length ? _out[account] : float.NaN;

    /// <summary>The middle of what it receives, likewise.</summary>
    public float In(int account) => account < _in.Length ? _in[account] : float.NaN;

    /// <summary>How many accounts it paid for the first time in the table.</summary>
    public int FirstOut(int account) => account < _firstOut.Length ? _firstOut[account] : 0;

    /// <summary>How many accounts paid it for the first time in the table.</summary>
    public int FirstIn(int account) => account < _firstIn.Length ? _firstIn[account] : 0;

    /// <summary>Reads the habits of all accounts.</summary>
    public static Habits Of(TrafficIndex traffic)
    {
        var n = traffic.Accounts;
        var (outs, ins, firstOut, firstIn) = (new float[n], new float[n], new int[n], new int[n]);
        var threads = Environment.ProcessorCount;
        var scratch = new float[threads][];
        Ranges.Each(n, threads, (worker, account) =>
        {
            outs[account] = Middle(traffic.Out(account), traffic.Background, ref scratch[worker], out firstOut[account]);
            ins[account] = Middle(traffic.In(account), traffic.Background, ref scratch[worker], out firstIn[account]);
        });
        return new Habits(outs, ins, firstOut, firstIn);
    }

    private static float Middle(ReadOnlySpan<Payment> payments, Background background, ref float[] scratch, out int first)
    {
        const int Enough = 255;
        first = 0;
        foreach (ref readonly var payment in payments)
            if (payment.Is(Traits.First)) first++;
        if (payments.Length < 3) return float.NaN;
        scratch ??= new float[Enough];
        var step = Math.Max(1, (payments.Length + Enough - 1) / Enough);
        var count = 0;
        for (var i = 0; i < payments.Length && count < Enough; i += step) scratch[count++] = Amounts.Log(payments[i].Amount) - background.Level(payments[i].Currency);
        var values = scratch.AsSpan(0, count);
        values.Sort();
        return values[count / 2];
    }
}
