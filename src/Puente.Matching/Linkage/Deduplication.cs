using System.Collections.Concurrent;
using Puente.Matching.Names;

namespace Puente.Matching.Linkage;

/// <summary>
/// Finds the records of a store that may be one. Pairs are suggestions: nothing is joined. Records meet in blocks; a block too large to
/// compare whole is taken in the order of the sounds of the full names and, of names that sound the same, of birth, each record with its
/// neighbours.
/// </summary>
public static class Deduplication
{
    private const int WholeBlock = 60;
    private const int Neighbours = 12;

    /// <summary>All pairs that score at least so high, in the order of the records.</summary>
    /// <param name="records">The records.</param>
    /// <param name="at">The least score.</param>
    /// <param name="threads">How many cores to use; all when 0.</param>
    public static IReadOnlyList<LinkedPair> Run(IReadOnlyList<LinkageRecord> records, double at = NameScore.MatchFrom, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(records);
        var (starts, keys) = Keys(records);
        var (sorted, owners) = Sorted(records.Count, starts, keys);
        var blocks = Blocks(sorted);
        // A pair is compared in the first block that both are in and that is compared whole.
        var large = blocks.Where(b => b.Length > WholeBlock).Select(b => sorted[b.Start]).ToHashSet();
        for (var k = 0; k < keys.Length; k++)
            if (large.Contains(keys[k])) keys[k] = 0;
        var found = new ConcurrentBag<List<LinkedPair>>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(0, Math.Max(1, blocks.Count), Math.Max(1, (blocks.Count / 64) + 1)), options, range =>
        {
            var pairs = new List<LinkedPair>();
            for (var b = range.Item1; b < Math.Min(range.Item2, blocks.Count); b++)
                Compare(records, owners.AsSpan(blocks[b].Start, blocks[b].Length), sorted[blocks[b].Start], starts, keys, at, pairs);
            found.Add(pairs);
        });
        // Neighbours in two large blocks are found twice.
        return [.. found.SelectMany(f => f).DistinctBy(p => (p.Left, p.Right)).OrderBy(p => p.Left).ThenBy(p => p.Right)];
    }

    private static (int[] Starts, ulong[] Keys) Keys(IReadOnlyList<LinkageRecord> records)
    {
        var starts = new int[records.Count + 1];
        var keys = new List<ulong>(records.Count * 6);
        for (var i = 0; i < records.Count; i++)
        {
            BlockingKeys.Write(records[i], keys);
            starts[i + 1] = keys.Count;
        }

        return (starts, [.. keys]);
    }

    private static (ulong[] Sorted, int[] Owners) Sorted(int count, int[] starts, ulong[] keys)
    {
        var owners = new int[keys.Length];
        for (var i = 0; i < count; i++) owners.AsSpan(starts[i], starts[i + 1] - starts[i]).Fill(i);
        var sorted = (ulong[])keys.Clone();
        Array.Sort(sorted, owners);
        return (sorted, owners);
    }

    private static List<(int Start, int Length)> Blocks(ulong[] sorted)
    {
        var blocks = new List<(int, int)>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            if (end - start > 1) blocks.Add((start, end - start));
            start = end;
        }

        return blocks;
    }

    private static void Compare(IReadOnlyList<LinkageRecord> records, Span<int> block, ulong key, int[] starts, ulong[] keys, double at, List<LinkedPair> pairs)
    {
        var reach = block.Length;
        if (block.Length > WholeBlock)
        {
            block.Sort((a, b) => Order(records[a], a).CompareTo(Order(records[b], b)));
            reach = Neighbours;
        }

        for (var i = 0; i < block.Length; i++)
            for (var j = i + 1; j < block.Length && j - i <= reach; j++)
            {
                var (a, b) = (Math.Min(block[i], block[j]), Math.Max(block[i], block[j]));
                if (reach == block.Length && FirstShared(keys.AsSpan(starts[a], starts[a + 1] - starts[a]), keys.AsSpan(starts[b], starts[b + 1] - starts[b])) != key) continue;
                var score = RecordMatcher.Score(records[a], records[b]);
                if (score.Score >= at) pairs.Add(new LinkedPair(a, b, score));
            }
    }

    private static (ulong Sounds, int Birth, int At) Order(LinkageRecord record, int at) =>
        (record.Name.Sounds, record.Birth is { } birth ? (birth.Year * 10_000) + (birth.Month * 100) + birth.Day : 0, at);

    /// <summary>The first key that two records share: a pair is compared in that block only.</summary>
    private static ulong FirstShared(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (left[i] == 0) i++;
            else if (left[i] == right[j]) return left[i];
            else if (right[j] != 0 && left[i] < right[j]) i++;
            else j++;
        }

        return 0;
    }
}
