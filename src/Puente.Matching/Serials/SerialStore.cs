namespace Puente.Matching.Serials;

/// <summary>A serial that can be the one that was read.</summary>
/// <param name="Serial">In its normal form.</param>
/// <param name="Maker">As it was given; null when it was not.</param>
/// <param name="Rank">1 for the most likely; equally good ones have the same.</param>
/// <param name="Score">Logarithm of the likelihood: of the reading given the serial, and of such a format for the maker.</param>
/// <param name="EquallyGood">How many serials of the store are exactly as good, this one included: the strength of the evidence.</param>
public sealed record SerialMatch(string Serial, string? Maker, int Rank, double Score, int EquallyGood);

/// <summary>
/// Serials in memory and a search that finds every one of them that a pattern allows. Each is held once for each maker it was added with:
/// 8 bytes up to ten characters, 16 beyond, and half a byte a character as an index over all places. Searches are safe for many threads;
/// adding is not safe while others search, and the search after it puts what was added in its place.
/// </summary>
public sealed class SerialStore
{
    /// <summary>Fewer rows than this are not worth a second core.</summary>
    private const int OneCore = 1 << 17;
    private const double Millionths = 1e6;

    private readonly List<string?> _names = [null];
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(ushort Maker, uint Shape), SerialSegment> _segments = [];
    private readonly Dictionary<ushort, long> _totals = [];
    private readonly HashSet<SerialSegment> _touched = [];
    private readonly Lock _arranging = new();
    private SerialSegment? _last;
    private int _count;

    /// <summary>Serials held.</summary>
    public int Count
    {
        get
        {
            Arrange();
            return _count;
        }
    }

    /// <summary>Adds a serial in any writing; false when nothing of it is left in its normal form, or more than 16 characters.</summary>
    public bool Add(string raw, string? maker = null)
    {
        ArgumentNullException.ThrowIfNull(raw);
        return Add(raw.AsSpan(), maker);
    }

    /// <inheritdoc cref="Add(string, string?)"/>
    public bool Add(ReadOnlySpan<char> raw, string? maker = null)
    {
        var (row, shape, length) = (UInt128.Zero, 0u, 0);
        foreach (var c in raw)
        {
            var code = SerialAlphabet.Code(c is >= 'a' and <= 'z' ? (char)(c - ('a' - 'A')) : c);
            if (code == 0) continue;
            if (length == SerialAlphabet.Places) return false;
            row = (row << SerialAlphabet.Bits) | code;
            if (code > 10) shape |= 1u << length;
            length++;
        }

        if (length == 0) return false;
        var key = (Maker: Number(maker), Shape: shape | ((uint)length << SerialAlphabet.Places));
        if (!_segments.TryGetValue(key, out var segment)) _segments[key] = segment = SerialSegment.Of(key.Maker, length, shape);
        segment.Add(row);
        if (!ReferenceEquals(segment, _last)) _touched.Add(segment);
        _last = segment;
        return true;
    }

    /// <summary>The most likely serials for a reading, best first; ties in the order of their characters.</summary>
    /// <param name="pattern">What was read.</param>
    /// <param name="top">How many at most.</param>
    /// <param name="shifts">Whether one character may have been read too many or too few.</param>
    public IReadOnlyList<SerialMatch> Find(SerialPattern pattern, int top = 20, bool shifts = true)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        Arrange();
        var matches = new List<SerialMatch>();
        foreach (var (score, count, first) in Search(Asked(pattern, shifts), top).Best())
        {
            var rank = matches.Count + 1;
            foreach (var (key, maker) in first.Take(top - matches.Count)) matches.Add(new SerialMatch(Text(key), _names[maker], rank, score / Millionths, count));
            if (matches.Count == top) break;
        }

        return matches;
    }

    /// <summary>
    /// What to ask of each segment that the pattern can be of: first for the serials that were read rightly, then, unless these are enough,
    /// for the others.
    /// </summary>
    private (List<SerialQuestion> Exact, List<SerialQuestion> Others) Asked(SerialPattern pattern, bool shifts)
    {
        var readings = new SerialReading[SerialAlphabet.Places + 1][];
        var (exact, others) = (new List<SerialQuestion>(), new List<SerialQuestion>());
        foreach (var segment in _segments.Values)
        {
            var own = readings[segment.Length] ??= SerialReading.Of(pattern, segment.Length, shifts);
            if (own.Length == 0) continue;
            var prior = (int)Math.Round(Math.Log((double)segment.Count / _totals[segment.Maker]) * Millionths);
            var best = own.Max(r => r.Best);
            exact.Add(new SerialQuestion(segment, [.. own.Where(r => r.Best == best)], prior, best, best, Exact: true));
            others.Add(new SerialQuestion(segment, own, prior, own.Max(r => r.Best == best ? r.NextBest : r.Best), best, Exact: false));
        }

        exact.Sort((a, b) => (b.Most + b.Prior).CompareTo(a.Most + a.Prior));
        others.Sort((a, b) => (b.Most + b.Prior).CompareTo(a.Most + a.Prior));
        return (exact, others);
    }

    private static SerialHits Search((List<SerialQuestion> Exact, List<SerialQuestion> Others) asked, int top)
    {
        var floor = new SerialFloor();
        var hits = new SerialHits(top, floor);
        Search(asked.Exact, top, hits, floor);
        Search(asked.Others, top, hits, floor);
        return hits;
    }

    private static void Search(List<SerialQuestion> asked, int top, SerialHits hits, SerialFloor floor)
    {
        var tiles = new List<(SerialQuestion Asked, SerialRun Run, int Tile)>();
        foreach (var one in asked)
        {
            if (one.Most + one.Prior < floor.Least) break;
            foreach (var run in one.Segment.Runs)
                for (var tile = 0; tile * (long)SerialRun.Tile < run.Count; tile++) tiles.Add((one, run, tile));
        }

        if (tiles.Sum(t => (long)Math.Min(t.Run.Count, SerialRun.Tile)) < OneCore)
        {
            foreach (var (one, run, tile) in tiles) Scan(one, run, tile, hits);
            return;
        }

        Parallel.ForEach(tiles, () => new SerialHits(top, floor), (tile, _, own) =>
        {
            Scan(tile.Asked, tile.Run, tile.Tile, own);
            return own;
        }, own =>
        {
            lock (hits) hits.Join(own);
        });
    }

    private static void Scan(SerialQuestion asked, SerialRun run, int tile, SerialHits into)
    {
        if (asked.Most + asked.Prior >= into.Least) run.Scan(tile, asked, into);
    }

    private void Arrange()
    {
        if (_last is null) return;
        lock (_arranging)
        {
            if (_last is null) return;
            foreach (var segment in _touched)
            {
                var before = segment.Count;
                segment.Arrange();
                _count += segment.Count - before;
                _totals[segment.Maker] = _totals.GetValueOrDefault(segment.Maker) + segment.Count - before;
            }

            _touched.Clear();
            _last = null;
        }
    }

    private ushort Number(string? maker)
    {
        if (string.IsNullOrWhiteSpace(maker)) return 0;
        if (_numbers.TryGetValue(maker, out var number)) return number;
        if (_names.Count > ushort.MaxValue) return 0;
        _names.Add(maker);
        return _numbers[maker] = (ushort)(_names.Count - 1);
    }

    private static string Text(UInt128 key)
    {
        Span<char> text = stackalloc char[SerialAlphabet.Places];
        var length = 0;
        for (; length < SerialAlphabet.Places; length++)
        {
            var code = (int)(uint)((key >> (SerialAlphabet.Bits * (SerialAlphabet.Places - 1 - length))) & (SerialAlphabet.Size - 1));
            if (code == 0) break;
            text[length] = SerialAlphabet.Character(code);
        }

        return text[..length].ToString();
    }
}
