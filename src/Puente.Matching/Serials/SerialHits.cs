namespace Puente.Matching.Serials;

/// <summary>
/// The best serials of a search so far, and how many there are of each score. Scores that can no longer be among the best are forgotten; a
/// score that is kept has been counted in full.
/// </summary>
/// <param name="top">How many are wanted.</param>
/// <param name="floor">What several parts of one search know of each other: below it nothing counts.</param>
internal sealed class SerialHits(int top, SerialFloor floor)
{
    private readonly SortedList<int, Level> _levels = [];
    private long _held;
    private Level? _last;
    private int _lastScore;

    /// <summary>Scores below count no more.</summary>
    public int Least => floor.Least;

    /// <summary>The scores from the best down, each with its number and its first serials in their order.</summary>
    public IEnumerable<(int Score, int Count, List<(UInt128 Key, ushort Maker)> First)> Best()
    {
        for (var i = _levels.Count - 1; i >= 0; i--) yield return (_levels.Keys[i], _levels.Values[i].Count, _levels.Values[i].First(top));
    }

    /// <summary>Adds a serial: its characters, the first in the highest of 96 bits.</summary>
    public void Add(int score, UInt128 key, ushort maker)
    {
        if (score < Least) return;
        Of(score).Add(key, maker, top);
        Grow(1);
    }

    /// <summary>Adds serials of which only the number matters.</summary>
    public void Count(int score, int serials)
    {
        if (score < Least) return;
        Of(score).Count += serials;
        Grow(serials);
    }

    /// <summary>Whether a serial of this score would be among those that are given.</summary>
    public bool Wants(int score, UInt128 key) => score >= Least && Of(score).Wants(key);

    /// <summary>Adds what another part of the search found.</summary>
    public void Join(SerialHits other)
    {
        foreach (var (score, level) in other._levels)
        {
            if (!_levels.TryGetValue(score, out var own)) _levels.Add(score, own = new Level());
            own.Join(level, top);
            _held += level.Count;
        }

        if (_held >= top) Forget();
    }

    private Level Of(int score)
    {
        if (_last is not null && _lastScore == score) return _last;
        if (!_levels.TryGetValue(score, out var level)) _levels.Add(score, level = new Level());
        (_last, _lastScore) = (level, score);
        return level;
    }

    private void Grow(int serials)
    {
        _held += serials;
        if (_held >= top) Forget();
    }

    private void Forget()
    {
        while (_held - _levels.Values[0].Count >= top)
        {
            _held -= _levels.Values[0].Count;
            _levels.RemoveAt(0);
            _last = null;
        }

        floor.Raise(_levels.Keys[0]);
    }

    private sealed class Level
    {
        private readonly List<(UInt128 Key, ushort Maker)> _serials = [];
        private UInt128 _last = UInt128.MaxValue;

        public int Count { get; set; }

        public bool Wants(UInt128 key) => key <= _last;

        public void Add(UInt128 key, ushort maker, int top)
        {
            Count++;
            if (key > _last) return;
            _serials.Add((key, maker));
            if (_serials.Count >= Math.Max(64, top * 2)) Trim(top);
        }

        public void Join(Level other, int top)
        {
            Count += other.Count;
            _serials.AddRange(other._serials);
            Trim(top);
        }

        public List<(UInt128 Key, ushort Maker)> First(int top)
        {
            Trim(top);
            return _serials;
        }

        private void Trim(int top)
        {
            _serials.Sort();
            if (_serials.Count > top) _serials.RemoveRange(top, _serials.Count - top);
            if (_serials.Count == top) _last = _serials[^1].Key;
        }
    }
}

/// <summary>The least score that still counts in a search that several threads do together.</summary>
internal sealed class SerialFloor
{
    private int _least = int.MinValue;

    /// <summary>The score.</summary>
    public int Least => Volatile.Read(ref _least);

    /// <summary>Raises it; it never falls.</summary>
    public void Raise(int least)
    {
        for (var now = Least; now < least; now = Least)
            if (Interlocked.CompareExchange(ref _least, least, now) == now) return;
    }
}
