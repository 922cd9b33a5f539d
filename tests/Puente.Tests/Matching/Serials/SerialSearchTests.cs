using CsCheck;
using Puente.Matching.Serials;

namespace Puente.Tests.Matching.Serials;

/// <summary>The search against looking at every serial in turn, written down a second time without its shortcuts.</summary>
public sealed class SerialSearchTests
{
    private const long Never = -1_000_000_000_000;
    private const string Few = "0OQD18B3GC6VUYZ2";
    private static readonly string[] Confused = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6G", "4A", "UV", "MN", "CG", "EF", "YV"];
    private static readonly string[] Classes = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6GC", "4A", "UVY", "MN", "EF"];

    private static readonly Gen<string> Serials = Gen.String[Gen.Char[Few], 2, 5];
    private static readonly Gen<string> Patterns = Gen.OneOf(
        Gen.String[Gen.Char[Few + "?"], 2, 6], Gen.String[Gen.Char[Few + "?*"], 2, 6],
        Gen.Select(Gen.String[Gen.Char[Few], 1, 3], Gen.String[Gen.Char[Few + "?"], 1, 3], (set, rest) => $"[{set}]{rest}"));

    [Fact]
    public void Whatever_was_read_and_however_the_serials_came_the_best_their_scores_and_their_number_are_those_of_looking_at_each() =>
        Gen.Select(Gen.Select(Serials, Gen.Int[0, 2].Select(m => m == 0 ? null : m == 1 ? "Acme" : "Norte")).Array[1, 60], Patterns, Gen.Int[1, 30], Gen.Bool, Gen.Int[1, 60])
            .Where((_, p, _, _, _) => SerialPattern.Read(p).Pattern is not null)
            .Sample((serials, text, top, shifts, at) =>
            {
                var store = new SerialStore();
                for (var i = 0; i < serials.Length; i++)
                {
                    store.Add(serials[i].Item1, serials[i].Item2);
                    if (i % at == 0) store.Count.ShouldBe(serials.Take(i + 1).Distinct().Count());
                }

                Same(store.Find(SerialPattern.Read(text).Pattern!, top, shifts), Expected(serials, text, top, shifts));
            }, iter: 3000, seed: "000000000001");

    [Theory, InlineData("AB12345?"), InlineData("?B1?3"), InlineData("[A4]?01*"), InlineData("*77"), InlineData("0B"), InlineData("A*9")]
    public void Formats_of_many_serials_are_searched_by_their_columns_with_the_same_result(string text)
    {
        var random = new Random(9);
        (string, string?)[] serials = [.. Enumerable.Range(0, 70_000).Select(i => (i % 3 == 0 ? $"{random.Next(100):00}" : $"{(char)('A' + random.Next(26))}{(char)('A' + random.Next(3))}{random.Next(i % 2 == 0 ? 1_000 : 1_000_000)}", (string?)"Acme"))];
        var store = new SerialStore();
        foreach (var (serial, maker) in serials) store.Add(serial, maker);
        foreach (var shifts in (ReadOnlySpan<bool>)[false, true])
            Same(store.Find(SerialPattern.Read(text).Pattern!, 50, shifts), Expected(serials, text, 50, shifts));
    }

    /// <summary>More equally good ones than are shown: the rest is counted from the columns, and counted rightly.</summary>
    [Theory, InlineData("A????"), InlineData("?????"), InlineData("???00"), InlineData("Q?0?0"), InlineData("K0???")]
    public void What_is_only_counted_is_counted_as_if_it_were_looked_at(string text)
    {
        (string, string?)[] serials = [.. from letter in "AKQ" from number in Enumerable.Range(0, 3001) select ($"{letter}{number:0000}", (string?)"Acme")];
        var store = new SerialStore();
        foreach (var (serial, maker) in serials) store.Add(serial, maker);
        Same(store.Find(SerialPattern.Read(text).Pattern!, 5, false), Expected(serials, text, 5, false));
    }

    [Theory, InlineData("ABCDEFGHIJ0123??"), InlineData("A8CDEFGHI*"), InlineData("?BCDEFGHIJ01234")]
    public void Serials_of_more_than_ten_characters_are_searched_alike(string text)
    {
        var random = new Random(4);
        (string, string?)[] serials = [.. Enumerable.Range(0, 3_000).Select(_ => ($"ABCDEFGHIJ{random.Next(1_000_000):000000}"[..(10 + random.Next(7))], (string?)null))];
        var store = new SerialStore();
        foreach (var (serial, _) in serials) store.Add(serial);
        Same(store.Find(SerialPattern.Read(text).Pattern!, 40), Expected(serials, text, 40, true));
    }

    [Fact]
    public void Searches_at_once_from_many_threads_agree()
    {
        var store = new SerialStore();
        for (var i = 0; i < 200_000; i++) store.Add($"AB{i:000000}");
        var pattern = SerialPattern.Read("AB12?4").Pattern!;
        var alone = store.Find(pattern);
        Parallel.For(0, 16, _ => Same(store.Find(pattern), alone));
    }

    private static void Same(IReadOnlyList<SerialMatch> found, IReadOnlyList<SerialMatch> expected)
    {
        found.Select(f => (f.Serial, f.Maker, f.Rank, f.EquallyGood)).ShouldBe(expected.Select(e => (e.Serial, e.Maker, e.Rank, e.EquallyGood)));
        for (var i = 0; i < found.Count; i++) found[i].Score.ShouldBe(expected[i].Score, 2e-5);
    }

    private static List<SerialMatch> Expected((string Serial, string? Maker)[] serials, string text, int top, bool shifts)
    {
        var held = serials.Distinct().ToList();
        var makers = serials.Select(s => s.Maker).Distinct().Select((m, i) => (m, i)).ToDictionary(m => m.m ?? "", m => m.m is null ? -1 : m.i);
        var shapes = held.CountBy(h => (h.Maker, Shape(h.Serial))).ToDictionary(c => c.Key, c => c.Value);
        var totals = held.CountBy(h => h.Maker ?? "").ToDictionary(c => c.Key, c => c.Value);
        var readings = Readings(Places(text), shifts);
        var scored = held.Select(h => (h.Serial, h.Maker, Score: readings.Max(r => Price(r.Places, h.Serial) + r.Price) + Millionths(Math.Log((double)shapes[(h.Maker, Shape(h.Serial))] / totals[h.Maker ?? ""]))))
            .Where(h => h.Score > Never / 2).OrderByDescending(h => h.Score).ThenBy(h => h.Serial, StringComparer.Ordinal).ThenBy(h => makers[h.Maker ?? ""]).ToList();
        return [.. scored.Take(top).Select(h => new SerialMatch(h.Serial, h.Maker, 1 + scored.Count(o => o.Score > h.Score), h.Score / 1e6, scored.Count(o => o.Score == h.Score)))];
    }

    private static string Shape(string serial) => string.Concat(serial.Select(c => char.IsAsciiDigit(c) ? '9' : 'A'));

    private static List<string> Places(string text)
    {
        var places = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '[') places.Add(text[i].ToString());
            else
            {
                var end = text.IndexOf(']', i);
                places.Add(new string([.. text[(i + 1)..end].Distinct()]));
                i = end;
            }
        }

        return places;
    }

    private static List<(List<string> Places, long Price)> Readings(List<string> places, bool shifts)
    {
        var all = new List<(List<string>, long)> { (places, 0) };
        if (!shifts || places.Contains("*")) return all;
        for (var i = 0; i <= places.Count; i++) all.Add(([.. places[..i], "?", .. places[i..]], Millionths(-9)));
        if (places.Count > 3)
            for (var i = 0; i < places.Count; i++) all.Add(([.. places[..i], .. places[(i + 1)..]], Millionths(-9)));
        return all;
    }

    private static long Price(List<string> places, string serial)
    {
        if (places.Count == 0) return serial.Length == 0 ? 0 : Never;
        if (places[0] == "*") return Enumerable.Range(0, serial.Length + 1).Max(taken => Price(places[1..], serial[taken..]));
        if (serial.Length == 0) return Never;
        var one = places[0] == "?" ? 0 : places[0].Max(r => r == serial[0] ? -0.05 : In(Confused, r, serial[0]) ? -4 : In(Classes, r, serial[0]) ? -12 : double.NegativeInfinity) - Math.Log(places[0].Length);
        return double.IsNegativeInfinity(one) ? Never : Math.Max(Never, Millionths(one) + Price(places[1..], serial[1..]));
    }

    /// <summary>What each character says is taken in millionths, so that equally good is a matter of whole numbers.</summary>
    private static long Millionths(double value) => (long)Math.Round(value * 1e6);

    private static bool In(string[] groups, char a, char b) => groups.Any(g => g.Contains(a, StringComparison.Ordinal) && g.Contains(b, StringComparison.Ordinal));
}
