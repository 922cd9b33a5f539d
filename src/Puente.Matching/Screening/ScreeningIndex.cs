using System.Runtime.InteropServices;
using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>
/// A list made ready to be searched by name. Every name that could reach the asked score is scored in full: candidates come from the
/// words of the list that are near a word of the query (spelling, sound, nickname, variant, initials, written together), never from a
/// sample. Names that were added are found at once. Reads are safe for many threads; adding is not safe while others read.
/// </summary>
public sealed class ScreeningIndex
{
    private const int Stretch = 1 << 14;

    private readonly List<IndexedName> _names = [];
    private readonly List<float> _weights = [];
    private readonly List<byte> _initials = [];

    /// <summary>An index over a list; weights of words come from the matcher.</summary>
    public ScreeningIndex(ScreeningList list, NameMatcher? matcher = null)
        : this(matcher)
    {
        ArgumentNullException.ThrowIfNull(list);
        // Names are read on every core, a stretch of the list at a time, and added in their order.
        foreach (var stretch in list.Entries.Chunk(Stretch))
            foreach (var (entry, names) in stretch.AsParallel().AsOrdered().Select(e => (e, e.Names.Select(n => Matcher.Prepare(n.Text, e.Kind)).ToArray())))
                Add(entry, names);
    }

    /// <summary>An empty index.</summary>
    public ScreeningIndex(NameMatcher? matcher = null)
    {
        Matcher = matcher ?? new NameMatcher();
        Words = new WordIndex();
    }

    /// <summary>The matcher that reads and compares its names.</summary>
    public NameMatcher Matcher { get; }

    /// <summary>How many names it holds.</summary>
    public int Count => _names.Count;

    internal WordIndex Words { get; }

    internal ReadOnlySpan<IndexedName> Names => CollectionsMarshal.AsSpan(_names);

    /// <summary>What the words of each name weigh together, side by side: a search looks at thousands that it does not compare.</summary>
    internal ReadOnlySpan<float> Weights => CollectionsMarshal.AsSpan(_weights);

    /// <summary>How many initials each name has.</summary>
    internal ReadOnlySpan<byte> Initials => CollectionsMarshal.AsSpan(_initials);

    /// <summary>Adds an entry under all its names.</summary>
    public void Add(ListEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Add(entry, [.. entry.Names.Select(n => Matcher.Prepare(n.Text, entry.Kind))]);
    }

    private void Add(ListEntry entry, PreparedName[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            if (name.IsEmpty) continue;
            Words.Add(_names.Count, name);
            _names.Add(new IndexedName(entry, i, name));
            _weights.Add(Weigh(name));
            _initials.Add((byte)name.Words.Count(w => w.IsInitial));
        }
    }

    /// <summary>A search with its own working room, for one thread at a time.</summary>
    public ScreeningSearch Open() => new(this);

    /// <summary>What the words of a name weigh together; initials do not count.</summary>
    internal static float Weigh(PreparedName name)
    {
        float sum = 0;
        foreach (var word in name.Words)
            if (!word.IsInitial) sum += word.Weight(name.Kind);
        return sum;
    }
}

/// <summary>A name of the index.</summary>
internal readonly record struct IndexedName(ListEntry Entry, int At, PreparedName Name)
{
    public bool Weak => Entry.Names[At].Kind == ListedNameKind.Weak;
}

/// <summary>An entry that was found, by the name that agrees best.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Name">The name of the entry that agrees best.</param>
/// <param name="Result">Score and decision.</param>
/// <param name="Query">The name that was asked for, as read.</param>
/// <param name="Found">The entry's name, as read.</param>
public sealed record ScreeningHit(ListEntry Entry, ListedName Name, NameScore Result, PreparedName Query, PreparedName Found)
{
    /// <summary>Why: the reasons, whose weights add up to the score.</summary>
    public NameComparison Explain() => NameMatcher.Compare(Query, Found);
}
