using System.Numerics;
using System.Runtime.Intrinsics;

namespace Puente.Matching.Serials;

/// <summary>
/// A pattern laid over places of a fixed number: for each place what each character costs, in millionths of log likelihood, and which
/// can stand there at all.
/// </summary>
internal sealed class SerialReading
{
    /// <summary>What a place costs that excludes a character.</summary>
    public const int Never = -1_000_000_000;

    private const double Right = -0.05, Confused = -4, Other = -12, Shift = -9;
    private const double Millionths = 1e6;
    private const int Tables = 4;

    private readonly int[] _costs;
    private readonly int _price;
    private readonly Vector128<byte>[] _tables;

    private SerialReading(string[] places, double price)
    {
        (Length, _price) = (places.Length, Whole(price));
        _costs = new int[places.Length * SerialAlphabet.Size];
        // Where the fewest characters can stand is asked first: most rows end there.
        Known = [.. Enumerable.Range(0, places.Length).Where(p => places[p].Length > 0).OrderBy(p => places[p].Length)];
        _tables = new Vector128<byte>[places.Length * Tables];
        Best = _price;
        HasOwnKeys = Known.All(p => places[p].All(c => SerialAlphabet.HasOwnKey(SerialAlphabet.Code(c))));
        foreach (var place in Known)
        {
            var costs = _costs.AsSpan(place * SerialAlphabet.Size, SerialAlphabet.Size);
            var allowed = Fill(places[place], costs);
            Best += Cost(place, SerialAlphabet.Code(places[place][0]));
            for (var table = 0; table < Tables; table++)
                _tables[(place * Tables) + table] = SerialAlphabet.Table(allowed.Where(c => SerialAlphabet.IsLetter(c) == ((table & 1) != 0) && ((table & 2) == 0 || places[place].Contains(SerialAlphabet.Character(c), StringComparison.Ordinal))));
        }
    }

    /// <summary>How many places.</summary>
    public int Length { get; }

    /// <summary>The places that say something, those first where the fewest characters can stand.</summary>
    public int[] Known { get; }

    /// <summary>Whether the keys of what was read are nothing else's, so that a serial that has them was read rightly.</summary>
    public bool HasOwnKeys { get; }

    /// <summary>What a serial has that was read rightly: the most that any can have.</summary>
    public int Best { get; }

    /// <summary>The most that a serial can have that was not.</summary>
    public int NextBest => Best - Whole(Right - Confused);

    /// <summary>The keys that can stand in a place that holds a letter or a figure; only of the characters that were read, when they are to be exact.</summary>
    public Vector128<byte> Table(int place, bool letter, bool exact) => _tables[(place * Tables) + (letter ? 1 : 0) + (exact ? 2 : 0)];

    /// <summary>The pattern for serials of a length: for every way in which its stars can fill it and, when wanted, with one place too many or too few.</summary>
    public static SerialReading[] Of(SerialPattern pattern, int length, bool shifts)
    {
        var readings = new Dictionary<string, SerialReading>(StringComparer.Ordinal);
        var fixedPlaces = pattern.Places.Count(p => p is not null);
        if (fixedPlaces < pattern.Places.Count)
        {
            if (fixedPlaces <= length) Stretch(pattern.Places, 0, [], length - fixedPlaces, readings);
            return [.. readings.Values];
        }

        string[] whole = [.. pattern.Places.Select(p => p!)];
        if (length == whole.Length) Add(readings, whole, 0);
        if (!shifts) return [.. readings.Values];
        for (var i = 0; i <= whole.Length; i++)
        {
            if (length == whole.Length + 1) Add(readings, [.. whole[..i], "", .. whole[i..]], Shift);
            if (length == whole.Length - 1 && length > 2 && i < whole.Length) Add(readings, [.. whole[..i], .. whole[(i + 1)..]], Shift);
        }

        return [.. readings.Values];
    }

    /// <summary>
    /// Logarithm of the likelihood that a serial was read so, in millionths; <see cref="Never"/> when a place excludes it. The row holds the
    /// serial's characters, the first in the highest bits.
    /// </summary>
    public int Likelihood<TRow>(TRow row)
        where TRow : unmanaged, IBinaryInteger<TRow>
    {
        var sum = _price;
        foreach (var place in Known)
        {
            var cost = Cost(place, (int)(uint.CreateTruncating(row >> (SerialAlphabet.Bits * (Length - 1 - place))) & (SerialAlphabet.Size - 1)));
            if (cost == Never) return Never;
            sum += cost;
        }

        return sum;
    }

    private int Cost(int place, int code) => _costs[(place * SerialAlphabet.Size) + code];

    /// <summary>Writes what each character costs that can have been read so; the others never can.</summary>
    private static List<int> Fill(string read, Span<int> costs)
    {
        costs.Fill(Never);
        var allowed = new List<int>();
        for (var code = 1; code <= 36; code++)
        {
            var c = SerialAlphabet.Character(code);
            var best = read.Max(r => r == c ? Right : SerialAlphabet.Confusable(r, c) ? Confused : SerialAlphabet.SameClass(r, c) ? Other : double.NegativeInfinity);
            if (double.IsNegativeInfinity(best)) continue;
            costs[code] = Whole(best - Math.Log(read.Length));
            allowed.Add(code);
        }

        return allowed;
    }

    private static void Add(Dictionary<string, SerialReading> readings, string[] places, double price)
    {
        if (places.Length <= SerialAlphabet.Places) readings.TryAdd(string.Join(',', places), new SerialReading(places, price));
    }

    private static void Stretch(IReadOnlyList<string?> pattern, int at, string[] so, int more, Dictionary<string, SerialReading> into)
    {
        if (at == pattern.Count)
        {
            if (more == 0) Add(into, so, 0);
            return;
        }

        if (pattern[at] is { } place) Stretch(pattern, at + 1, [.. so, place], more, into);
        else
            for (var taken = 0; taken <= more; taken++) Stretch(pattern, at + 1, [.. so, .. Enumerable.Repeat("", taken)], more - taken, into);
    }

    private static int Whole(double value) => (int)Math.Round(value * Millionths);
}
