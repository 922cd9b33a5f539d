using Puente.Graph.Budgets;

namespace Puente.Graph.Flows;

/// <summary>Sums and counts by group, group and stretch of time.</summary>
public sealed class FlowTable
{
    /// <summary>The most cells that a table may have.</summary>
    public const long MostCells = 50_000_000;

    private readonly Cell[] _cells;

    internal FlowTable(int groups, int buckets) => (_cells, Groups, Buckets) = (new Cell[(long)groups * groups * buckets], groups, buckets);

    /// <summary>How many groups there are.</summary>
    public int Groups { get; }

    /// <summary>How many stretches of time there are.</summary>
    public int Buckets { get; }

    /// <summary>What was left out, and why.</summary>
    public Cut Cut { get; internal set; }

    /// <summary>Edges looked at.</summary>
    public long Visits { get; internal set; }

    /// <summary>The exact sum of the amounts, in minor units.</summary>
    public Int128 Amount(int from, int to, int bucket) => At(from, to, bucket).Amount;

    /// <summary>How many edges.</summary>
    public long Count(int from, int to, int bucket) => At(from, to, bucket).Count;

    internal void Add(int from, int to, int bucket, long amount)
    {
        ref var cell = ref At(from, to, bucket);
        cell.Amount += amount;
        cell.Count++;
    }

    private ref Cell At(int from, int to, int bucket) => ref _cells[((long)from * Groups + to) * Buckets + bucket];

    private struct Cell
    {
        public Int128 Amount;
        public long Count;
    }
}
