using System.Diagnostics;
using System.Globalization;
using System.Text;
using Puente.Matching.Serials;

namespace Puente.Bench;

/// <summary>Partial serials over a store of many millions: load, any pattern, patterns with three certain characters, misreadings; and peers on fewer.</summary>
internal static class SerialBench
{
    private const int Repeats = 9;
    private const int Misread = 500;

    public static async Task<int> RunAsync(int serials, int peerSerials, string? folder, CancellationToken stop)
    {
        var report = new Report("Partial serial numbers", $"serials --serials {serials}");
        report.Line("Serials of twenty invented makers in formats of six to ten characters, seed 2026. A misreading changes two characters into others that are taken for them.");
        report.Line("Goals for 100 million: 250 ms for any pattern, 20 ms when at least three characters are certain, the true serial among the first twenty in 99 of 100 after two misreadings, 1.6 GB.");
        Warm();
        var world = new SerialWorld(serials);
        var watch = Stopwatch.StartNew();
        var store = new SerialStore();
        Span<char> room = stackalloc char[SerialWorld.Longest];
        for (var i = 0; i < serials; i++) store.Add(room[..world.Write(i, room)], world.Maker(i));
        var added = watch.Elapsed;
        var held = store.Count;
        var loaded = watch.Elapsed;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var bytes = GC.GetTotalMemory(forceFullCollection: true);
        report.Title("Load");
        report.Table("serials", "distinct", "added in s", "ready in s", "bytes each", "GB", "load");
        report.Row(serials, held, added.TotalSeconds, loaded.TotalSeconds, (double)bytes / held, (bytes / 1e9).ToString("N2", CultureInfo.InvariantCulture), Report.Load());
        Patterns(report, store, world);
        stop.ThrowIfCancellationRequested();
        var found = Found(store, world, serials, out var times, out var equal);
        report.Title("Two misreadings");
        report.Table("serial store", "first", "among 20", "p50 ms", "p99 ms", "equally good, median");
        report.Row($"this store, {serials:N0}", Percent(found.First), Percent(found.Twenty), Spread.Of(times, 0.5), Spread.Of(times, 0.99), equal);
        GC.KeepAlive(store);
        if (peerSerials > 0) await SerialPeers.RunAsync(report, peerSerials, stop);
        await report.SaveAsync(folder, "serials.md");
        return 0;
    }

    internal static string Percent(double part) => part.ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>How often the true serial comes first, and among the first twenty.</summary>
    internal static (double First, double Twenty) Found(SerialStore store, SerialWorld world, int serials, out List<double> times, out double equal)
    {
        var (first, twenty, ties) = (0, 0, new List<double>());
        times = [];
        foreach (var (truth, read) in world.Misreadings(serials, Misread))
        {
            var pattern = SerialPattern.Read(read).Pattern!;
            var watch = Stopwatch.GetTimestamp();
            var found = store.Find(pattern, shifts: false);
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            if (found.Count > 0 && found[0].Serial == truth) first++;
            if (found.FirstOrDefault(f => f.Serial == truth) is { } hit)
            {
                twenty++;
                ties.Add(hit.EquallyGood);
            }
        }

        equal = Spread.Of(ties, 0.5);
        return ((double)first / Misread, (double)twenty / Misread);
    }

    private static void Patterns(Report report, SerialStore store, SerialWorld world)
    {
        report.Title($"Patterns (milliseconds, {Repeats} times each after one, the first twenty and how many are as good)");
        report.Table("pattern", "what", "goal", "median", "longest", "as good as the first");
        var whole = world.Serial(4_711);
        (string Pattern, string What, int Goal, bool Shifts)[] asked =
        [
            (whole, "the whole serial", 20, false),
            (whole[..3] + "*", "three at the beginning", 20, false),
            ("*" + whole[^3..], "three at the end, any length", 20, false),
            ($"?{whole[1]}?{whole[3]}?{whole[5]}*", "three apart", 20, false),
            ("??" + whole[2..6] + "*", "four in the middle", 20, false),
            ($"{whole[0]}[8B3]{whole[2]}?{whole[4]}*", "three and a set", 20, false),
            (whole[..1] + "*", "one character", 250, false),
            ("*" + whole[^1], "one character at the end", 250, false),
            ("?" + whole[1..3] + "*", "two characters", 250, false),
            ("[AB]?[12]*", "two sets", 250, false),
            ("*" + whole[2..4] + "*", "two characters anywhere", 250, false),
            ("*" + whole[2..5] + "*", "three characters anywhere", 250, false),
            ("????????", "a length alone", 250, false),
            (whole, "the whole serial, one character too many or too few", 1000, true),
            (whole[1..], "one character lost", 1000, true),
        ];
        foreach (var (text, what, goal, shifts) in asked)
        {
            var pattern = SerialPattern.Read(text).Pattern!;
            var found = store.Find(pattern, shifts: shifts);
            var times = new List<double>();
            for (var i = 0; i < Repeats; i++)
            {
                var watch = Stopwatch.GetTimestamp();
                store.Find(pattern, shifts: shifts);
                times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            }

            report.Row($"`{text}`", what, goal, Spread.Of(times, 0.5), times.Max(), found.Count == 0 ? 0 : found[0].EquallyGood);
        }
    }

    /// <summary>Once over a small store, so that the compiler's work is not measured.</summary>
    private static void Warm()
    {
        var (store, world) = (new SerialStore(), new SerialWorld(200_000));
        for (var i = 0; i < 200_000; i++) store.Add(world.Serial(i), world.Maker(i));
        foreach (var (_, read) in world.Misreadings(200_000, 300)) store.Find(SerialPattern.Read(read).Pattern!);
    }
}

/// <summary>Invented serials, each known by its number, so that millions need no room.</summary>
internal sealed class SerialWorld(int count)
{
    public const int Longest = 10;

    /// <summary>A stands for a letter, 9 for a figure; anything else for itself.</summary>
    private static readonly string[] Formats =
    [
        "AA999999", "A9999999", "AAA99999", "999999A", "AAAA999", "A99999999", "9999999", "99A99999", "AA99999A", "BB9999999",
        "K99999A", "AAA999999", "99999999", "AAAA9999", "SN9999999", "A999999", "9AA99999", "AA9999999", "999AA9999", "AAA9999AAA",
    ];

    private static readonly string[] Confused = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6G", "4A", "UV", "MN", "CG", "EF", "YV"];

    public string Maker(int number) => "Maker " + (Mix((ulong)number) % 20).ToString(CultureInfo.InvariantCulture);

    public string Serial(int number)
    {
        Span<char> room = stackalloc char[Longest];
        return room[..Write(number, room)].ToString();
    }

    public int Write(int number, Span<char> into)
    {
        var format = Formats[Mix((ulong)number) % 20];
        var noise = Mix((ulong)number + 0x9E3779B97F4A7C15);
        for (var i = 0; i < format.Length; i++)
        {
            var size = format[i] switch { 'A' => 26u, '9' => 10u, _ => 1u };
            into[i] = format[i] switch { 'A' => (char)('A' + (noise % size)), '9' => (char)('0' + (noise % size)), var c => c };
            noise /= size;
            if (noise < 1000) noise += Mix(noise + (ulong)number + ((ulong)i << 40)) & 0x7FFFFFFFFFFFFFFF;
        }

        return format.Length;
    }

    /// <summary>True serials with what was read of them: two characters taken for others.</summary>
    public IEnumerable<(string Truth, string Read)> Misreadings(int among, int many)
    {
        var random = new Random(2026);
        for (var given = 0; given < many;)
        {
            var truth = Serial(random.Next(Math.Min(among, count)));
            var places = Enumerable.Range(0, truth.Length).Where(i => Others(truth[i]).Length > 0).OrderBy(_ => random.Next()).Take(2).ToArray();
            if (places.Length < 2) continue;
            var read = new StringBuilder(truth);
            foreach (var at in places) read[at] = Others(truth[at]) is var others ? others[random.Next(others.Length)] : read[at];
            given++;
            yield return (truth, read.ToString());
        }
    }

    private static string Others(char c) => new([.. Confused.Where(g => g.Contains(c, StringComparison.Ordinal)).SelectMany(g => g).Where(o => o != c).Distinct()]);

    private static ulong Mix(ulong key)
    {
        unchecked
        {
            key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
            key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
            return key ^ (key >> 31);
        }
    }
}
