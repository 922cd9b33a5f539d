using System.Collections.Concurrent;

namespace Puente.Graph.Memory;

/// <summary>What a walk does not ask, by the number of the edge: the vertex it leaves, the caller's key, amounts too large for the edge itself.</summary>
internal sealed class ColdColumns
{
    private readonly Growing<int> _from = new();
    private readonly Growing<long> _reference = new();

    /// <summary>Amounts beyond <see cref="Edge.LargestAmount"/>.</summary>
    public ConcurrentDictionary<int, long> Large { get; } = [];

    public long Bytes => _from.Bytes + _reference.Bytes;

    public Growing<int> From => _from;

    public Growing<long> Reference => _reference;

    public void Reserve(int count)
    {
        _from.Reserve(count);
        _reference.Reserve(count);
    }

    public void Write(int number, int from, long amount, long reference)
    {
        _from[number] = from;
        _reference[number] = reference;
        if (amount is >= Edge.LargestAmount or <= -Edge.LargestAmount) Large[number] = amount;
    }

    /// <summary>The numbers below <paramref name="count"/> whose reference is this one, in ascending order.</summary>
    public List<int> Find(long reference, int count)
    {
        var found = new List<int>();
        for (var at = 0; at < count;)
        {
            ReadOnlySpan<long> run = _reference.RunFrom(at, count);
            for (var i = run.IndexOf(reference); i >= 0 && i < run.Length;)
            {
                found.Add(at + i);
                var next = run[(i + 1)..].IndexOf(reference);
                i = next < 0 ? -1 : i + 1 + next;
            }

            at += run.Length;
        }

        return found;
    }

    public void Free()
    {
        _from.Free();
        _reference.Free();
    }
}
