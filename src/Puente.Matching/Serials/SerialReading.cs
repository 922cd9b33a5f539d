using System.Runtime.Intrinsics;

namespace Puente.Matching.Serials;

/// <summary>A pattern laid over places of a fixed number, as bytes and mask, with the price of the misreading that made it.</summary>
internal sealed class SerialReading
{
    private const double Right = -0.05, Confused = -4, Other = -12, Shift = -9;

    private SerialReading(string[] places, double price)
    {
        (Places, Price) = (places, price);
        Span<byte> bytes = stackalloc byte[SerialAlphabet.Places];
        Span<byte> mask = stackalloc byte[SerialAlphabet.Places];
        bytes.Clear();
        mask.Fill(0xFF);
        for (var i = 0; i < places.Length; i++)
        {
            bytes[i] = places[i].Length == 0 ? (byte)0 : SerialAlphabet.Code(places[i][0]);
            mask[i] = places[i].Length > 0 && places[i].All(c => (SerialAlphabet.Code(c) & SerialAlphabet.ClassMask) == (SerialAlphabet.Code(places[i][0]) & SerialAlphabet.ClassMask)) ? SerialAlphabet.ClassMask : (byte)0;
        }

        (Bytes, Mask) = (Vector128.Create<byte>(bytes), Vector128.Create<byte>(mask));
    }

    public string[] Places { get; }

    public double Price { get; }

    public Vector128<byte> Bytes { get; }

    public Vector128<byte> Mask { get; }

    /// <summary>The pattern for every length that its stars allow and, when wanted, with one place too many or too few.</summary>
    public static IReadOnlyList<SerialReading> Of(SerialPattern pattern, bool shifts)
    {
        var readings = new Dictionary<string, SerialReading>(StringComparer.Ordinal);
        var whole = new List<string[]>();
        Stretch(pattern.Places, 0, [], whole);
        foreach (var places in whole) Add(readings, places, 0);
        if (shifts && whole.Count == 1)
        {
            for (var i = 0; i <= whole[0].Length; i++)
            {
                Add(readings, [.. whole[0][..i], "", .. whole[0][i..]], Shift);
                if (i < whole[0].Length && whole[0].Length > 3) Add(readings, [.. whole[0][..i], .. whole[0][(i + 1)..]], Shift);
            }
        }

        return [.. readings.Values];
    }

    /// <summary>Logarithm of the likelihood that a serial of this length was read so; null when a place excludes it.</summary>
    public double? Likelihood(string serial)
    {
        if (serial.Length != Places.Length) return null;
        var sum = Price;
        for (var i = 0; i < serial.Length; i++)
        {
            if (Places[i].Length == 0) continue;
            var best = Places[i].Max(read => read == serial[i] ? Right : SerialAlphabet.Confusable(read, serial[i]) ? Confused : (SerialAlphabet.Code(read) ^ SerialAlphabet.Code(serial[i])) < 8 ? Other : double.NegativeInfinity);
            if (double.IsNegativeInfinity(best)) return null;
            sum += best - Math.Log(Places[i].Length);
        }

        return sum;
    }

    private static void Add(Dictionary<string, SerialReading> readings, string[] places, double price)
    {
        if (places.Length <= SerialAlphabet.Places) readings.TryAdd(string.Join(',', places), new SerialReading(places, price));
    }

    private static void Stretch(IReadOnlyList<string?> pattern, int at, string[] so, List<string[]> into)
    {
        if (so.Length > SerialAlphabet.Places) return;
        if (at == pattern.Count)
        {
            into.Add(so);
            return;
        }

        if (pattern[at] is { } place)
        {
            Stretch(pattern, at + 1, [.. so, place], into);
            return;
        }

        for (var more = 0; so.Length + more <= SerialAlphabet.Places; more++) Stretch(pattern, at + 1, [.. so, .. Enumerable.Repeat("", more)], into);
    }
}
