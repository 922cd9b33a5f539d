using CsCheck;
using Puente.Evidence.Time;

namespace Puente.Tests.Time;

public sealed class WhenPropertyTests
{
    private static readonly long First = new DateTimeOffset(1931, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long Last = new DateTimeOffset(2037, 12, 31, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static readonly string?[] SomeZones = [null, null, null, "UTC", "UTC-07:00", .. Zones.Near];
    private static readonly Gen<string?> Zone = Gen.Int[0, SomeZones.Length - 1].Select(i => SomeZones[i]);
    private static readonly Gen<string> Named = Gen.Int[0, Zones.Near.Count - 1].Select(i => Zones.Near[i]);
    private static readonly Gen<Precision> AnyPrecision = Gen.Enum<Precision>();

    private static readonly Gen<When> Single =
        Gen.Select(Gen.Long[First, Last], AnyPrecision, Zone, (ms, precision, zone) =>
            zone is null ? When.Unit(NodaTime.Instant.FromUnixTimeMilliseconds(ms).InUtc().LocalDateTime, precision) : When.Instant(ms, precision, zone));

    private static readonly Gen<When> Any =
        Gen.Select(Single, AnyPrecision, Gen.Long[0, 4_000_000_000], Gen.Bool, Gen.Bool, (first, precision, later, range, about) =>
        {
            var last = first.Zone is { } zone
                ? When.Instant(first.StartMs + later, precision, zone)
                : When.Unit(NodaTime.Instant.FromUnixTimeMilliseconds(first.StartMs + later).InUtc().LocalDateTime, precision);
            var when = range && first.To(last) is { IsOk: true } joined ? joined.Value : first;
            return about ? when.About() : when;
        });

    [Fact]
    public void Storing_and_reading_gives_the_same_moment() =>
        Any.Sample(w => When.FromStored(w.StartMs, w.Code, w.Zone) == w, seed: "0000000000001", iter: 20_000);

    [Fact]
    public void Writing_and_parsing_gives_the_same_moment() =>
        Any.Sample(w => When.Parse(w.ToString()).Value == w, seed: "0000000000002", iter: 20_000);

    [Fact]
    public void The_interval_holds_its_start_and_is_never_empty() =>
        Any.Sample(w => w.Earliest <= w.StartMs && w.StartMs <= w.LastStartMs && w.LastStartMs <= w.Latest && (!w.Approximate || w.Earliest < w.StartMs),
            seed: "0000000000003", iter: 20_000);

    [Fact]
    public void A_unit_contains_the_instant_it_was_made_from() =>
        Gen.Select(Gen.Long[First, Last], AnyPrecision, Named).Sample((ms, precision, zone) =>
        {
            var when = When.Instant(ms, precision, zone);
            return when.Earliest <= ms && ms <= when.Latest;
        }, seed: "0000000000004", iter: 20_000);

    [Fact]
    public void Being_unsure_never_makes_the_interval_smaller() =>
        Single.Sample(w => w.About().Earliest < w.Earliest && w.About().Latest > w.Latest, seed: "0000000000005", iter: 20_000);

    [Fact]
    public void A_range_holds_both_its_ends() =>
        Gen.Select(Single, Single).Sample((a, b) =>
        {
            if (a.To(b) is not { IsOk: true } range) return true;
            return range.Value.Earliest <= a.Earliest && range.Value.Latest >= b.Latest;
        }, seed: "0000000000006", iter: 20_000);

    [Fact]
    public void The_order_is_total_and_agrees_with_equality() =>
        Gen.Select(Any, Any, Any).Sample((a, b, c) =>
            a.CompareTo(b) == 0 == (a == b)
            && Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
            && (!(a <= b && b <= c) || a <= c)
            && (a.CompareTo(b) >= 0 || a.StartMs <= b.StartMs),
            seed: "0000000000007", iter: 20_000);

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws() =>
        Gen.String[Gen.Char["0123456789-/.: TtZapmcy[]~Amerike"], 0, 24].Sample(text =>
        {
            foreach (var order in Enum.GetValues<DateOrder>()) _ = When.Parse(text, order, "America/Tijuana").IsOk | When.Parse(text, order).IsOk;
        }, seed: "0000000000008", iter: 20_000);
}
