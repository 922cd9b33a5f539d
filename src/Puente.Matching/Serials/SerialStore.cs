using System.Runtime.Intrinsics;

namespace Puente.Matching.Serials;

/// <summary>A serial that can be the one that was read.</summary>
/// <param name="Serial">In its normal form.</param>
/// <param name="Maker">As it was given; null when it was not.</param>
/// <param name="Rank">1 for the most likely; equally good ones have the same.</param>
/// <param name="Score">Logarithm of the likelihood: of the reading given the serial, and of such a format for the maker.</param>
/// <param name="EquallyGood">How many serials of the store are exactly as good, this one included: the strength of the evidence.</param>
public sealed record SerialMatch(string Serial, string? Maker, int Rank, double Score, int EquallyGood);

/// <summary>
/// Serials in memory, 16 bytes each, and a search that compares every one of them with any pattern. Each is held once for each maker it was
/// added with. Not safe for adding while others search.
/// </summary>
public sealed class SerialStore
{
    private const int ChunkBits = 18;
    private readonly List<Vector128<byte>[]> _chunks = [];
    private readonly List<ushort> _makers = [];
    private readonly List<string?> _names = [null];
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(ushort Maker, uint Shape), int> _shapes = [];
    private readonly Dictionary<ushort, int> _totals = [];

    /// <summary>Serials held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a serial in any writing; false when nothing of it is left in its normal form, or more than 16 characters.</summary>
    public bool Add(string raw, string? maker = null)
    {
        var serial = Serial.Normal(raw);
        if (serial.Length is 0 or > SerialAlphabet.Places) return false;
        var number = Number(maker);
        if (number != 0 || _makers.Count > 0)
        {
            while (_makers.Count < Count) _makers.Add(0);
            _makers.Add(number);
        }

        if (Count >> ChunkBits == _chunks.Count) _chunks.Add(new Vector128<byte>[1 << ChunkBits]);
        _chunks[^1][Count & ((1 << ChunkBits) - 1)] = SerialAlphabet.Pack(serial);
        Count++;
        var shape = Shape(serial);
        _shapes[(number, shape)] = _shapes.GetValueOrDefault((number, shape)) + 1;
        _totals[number] = _totals.GetValueOrDefault(number) + 1;
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
        var found = new Dictionary<(string Serial, ushort Maker), double>();
        foreach (var reading in SerialReading.Of(pattern, shifts)) Scan(reading, found);
        var counts = found.Values.CountBy(Rounded).ToDictionary(c => c.Key, c => c.Value);
        var (matches, rank, before) = (new List<SerialMatch>(), 0, double.NaN);
        foreach (var ((serial, maker), score) in found.OrderByDescending(f => Rounded(f.Value)).ThenBy(f => f.Key.Serial, StringComparer.Ordinal).ThenBy(f => f.Key.Maker).Take(top))
        {
            var rounded = Rounded(score);
            if (rounded != before) rank = matches.Count + 1;
            before = rounded;
            matches.Add(new SerialMatch(serial, _names[maker], rank, rounded, counts[rounded]));
        }

        return matches;
    }

    private void Scan(SerialReading reading, Dictionary<(string Serial, ushort Maker), double> found)
    {
        var (bytes, mask) = (reading.Bytes, reading.Mask);
        for (var chunk = 0; chunk < _chunks.Count; chunk++)
        {
            var slots = _chunks[chunk].AsSpan(0, Math.Min(1 << ChunkBits, Count - (chunk << ChunkBits)));
            for (var i = 0; i < slots.Length; i++)
                if (((slots[i] ^ bytes) & mask) == Vector128<byte>.Zero) Weigh(reading, slots[i], (chunk << ChunkBits) + i, found);
        }
    }

    private void Weigh(SerialReading reading, Vector128<byte> slot, int at, Dictionary<(string Serial, ushort Maker), double> found)
    {
        var serial = SerialAlphabet.Unpack(slot);
        if (reading.Likelihood(serial) is not { } likelihood) return;
        var maker = at < _makers.Count ? _makers[at] : (ushort)0;
        var score = likelihood + Math.Log((double)_shapes[(maker, Shape(serial))] / _totals[maker]);
        if (!found.TryGetValue((serial, maker), out var other) || other < score) found[(serial, maker)] = score;
    }

    private ushort Number(string? maker)
    {
        if (string.IsNullOrWhiteSpace(maker)) return 0;
        if (_numbers.TryGetValue(maker, out var number)) return number;
        if (_names.Count > ushort.MaxValue) return 0;
        _names.Add(maker);
        return _numbers[maker] = (ushort)(_names.Count - 1);
    }

    /// <summary>The format: length, and which places hold letters.</summary>
    private static uint Shape(string serial)
    {
        var letters = 0u;
        for (var i = 0; i < serial.Length; i++)
            if (char.IsAsciiLetter(serial[i])) letters |= 1u << i;
        return letters | ((uint)serial.Length << 16);
    }

    private static double Rounded(double score) => Math.Round(score, 6);
}
