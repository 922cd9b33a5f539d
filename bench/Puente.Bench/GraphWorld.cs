using Puente.Graph;
using Puente.Graph.Filters;

namespace Puente.Bench;

/// <summary>Ten million transfers or fewer, with marks: 64 or 65,535 sets, the first of which holds 35 in 100. Fixed seed.</summary>
internal sealed class GraphWorld
{
    public const int Sets = 64;
    private readonly ushort[] _many;

    public GraphWorld(int transfers)
    {
        var columns = PowerLawTransfers.Make(transfers);
        var random = new Random(11);
        (From, To, Amount, Accounts) = (columns.From, columns.To, columns.Amount, columns.Accounts);
        Time = [.. columns.At.Select(at => at * 1000 + random.Next(1000))];
        Mark = [.. Time.Select(_ => random.Next(100) < 35 ? (ushort)0 : (ushort)random.Next(1, Sets))];
        _many = [.. Mark.Select(m => m == 0 ? (ushort)0 : (ushort)random.Next(1, ushort.MaxValue))];
        Reference = [.. Enumerable.Range(0, transfers).Select(i => (long)i)];
        Removed = [.. Enumerable.Range(0, transfers / 100).Select(_ => random.Next(transfers)).Distinct()];
        Starts = [.. Enumerable.Range(0, 20_000).Select(_ => random.Next(transfers))];
        Pairs = [.. Enumerable.Range(0, 2_000).Select(_ => (random.Next(Accounts), random.Next(Accounts)))];
        // 35 in 100 by set 0 and 41 by 40 of the 63 others: 76 in 100.
        Seen = new SlotSet([.. Enumerable.Range(0, 41).Select(i => (ushort)i)]);
    }

    public int Accounts { get; }

    public int[] From { get; }

    public int[] To { get; }

    public long[] Time { get; }

    public long[] Amount { get; }

    public ushort[] Mark { get; }

    public long[] Reference { get; }

    /// <summary>One in a hundred.</summary>
    public int[] Removed { get; }

    /// <summary>Transfers whose payer and moment questions begin at: so that busy accounts come up as often as they do in work.</summary>
    public int[] Starts { get; }

    public (int From, int To)[] Pairs { get; }

    /// <summary>The sets of the reader, about 76 in 100 of the transfers.</summary>
    public SlotSet Seen { get; }

    public TemporalGraph Build(bool many = false) => TemporalGraph.Build(
        new EdgeColumns { From = From, To = To, Time = Time, Amount = Amount, Mark = many ? _many : Mark, Reference = Reference }, Accounts, new GraphOptions { MergeAt = 0.05 });
}
