using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Time;

/// <summary>Reads and writes moments as text.</summary>
/// <remarks>
/// Read: ISO 8601 with any part missing from the right (FollowTheMoney's partial dates), 2008/03/05, 20080305; day and month in the
/// stated order; months in English or Spanish letters; <c>about</c>, <c>c.</c>, <c>hacia</c> before or <c>~</c> after; <c>between … and …</c>,
/// <c>entre … y …</c>, <c>A/B</c>; an offset and a zone in brackets (RFC 9557). Fractions of a second are cut to milliseconds. Two-digit years,
/// impossible dates and times that did not occur or occurred twice in their zone are refused.
/// </remarks>
public static partial class WhenText
{
    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text.</param>
    /// <param name="order">The order of day and month where the text has them in figures.</param>
    /// <param name="zone">The zone of local times; null when it is not known.</param>
    /// <returns>The moment, or why not: <c>time.unreadable</c>, <c>time.order-needed</c>, <c>time.year-two-digits</c>, <c>time.no-such-date</c>,
    /// <c>time.ambiguous</c>, <c>time.skipped</c>, <c>time.offset-wrong</c>, <c>time.zone-unknown</c>, <c>time.range-order</c>, <c>time.range-zones</c>.</returns>
    public static Result<When> Parse(string text, DateOrder order = DateOrder.YearFirst, string? zone = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = Simple(text);
        if (Bracketed().Match(text) is { Success: true } bracket)
        {
            zone = bracket.Groups[1].Value;
            rest = Simple(text[..bracket.Index]);
        }

        if (zone is not null && !Zones.Exists(zone)) return new Refusal("time.zone-unknown", ("zone", zone));
        var about = false;
        if (Vague().Match(rest) is { Success: true } vague) (about, rest) = (true, rest[vague.Length..]);
        if (rest.EndsWith('~')) (about, rest) = (true, rest[..^1].TrimEnd());

        var range = Between().Match(rest);
        if (!range.Success) range = Interval().Match(rest);
        var read = range.Success
            ? Range(range.Groups[1].Value, range.Groups[2].Value, order, zone)
            : DateReading.Read(rest, order, zone);
        if (!read.IsOk) return read.Refusal!.Code == "time.unreadable" ? new Refusal("time.unreadable", ("text", text)) : read;
        return about ? read.Value.About() : read;
    }

    /// <summary>Writes the canonical text.</summary>
    public static string Write(When when)
    {
        var text = One(when.First, when.StartMs, when);
        if (when.IsRange) text += "/" + One(when.Last, when.LastStartMs, when);
        if (when.Approximate) text += "~";
        return when.Zone is { } zone ? $"{text}[{zone}]" : text;
    }

    /// <summary>Folded, with every dash a hyphen and every space a plain one.</summary>
    private static string Simple(string text) => Dash().Replace(Space().Replace(Fold.Plain(text), " "), "-").Trim();

    private static Result<When> Range(string first, string last, DateOrder order, string? zone)
    {
        var from = DateReading.Read(first, order, zone);
        if (!from.IsOk) return from;
        var to = DateReading.Read(last, order, zone);
        return to.IsOk ? from.Value.To(to.Value) : to;
    }

    private static string One(LocalDateTime local, long ms, When when)
    {
        var pattern = when.Precision switch
        {
            Precision.Year => "uuuu",
            Precision.Month => "uuuu'-'MM",
            Precision.Day => "uuuu'-'MM'-'dd",
            Precision.Hour => "uuuu'-'MM'-'dd'T'HH",
            Precision.Minute => "uuuu'-'MM'-'dd'T'HH':'mm",
            Precision.Second => "uuuu'-'MM'-'dd'T'HH':'mm':'ss",
            _ => "uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff",
        };
        var text = local.ToString(pattern, CultureInfo.InvariantCulture);
        return when.Zone is { } zone && when.Precision > Precision.Day ? text + Zones.OffsetAt(ms, zone) : text;
    }

    [GeneratedRegex(@"[\u2010-\u2015\u2212]", RegexOptions.CultureInvariant)]
    private static partial Regex Dash();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@"\[([A-Za-z0-9_+\-:/]+)\]\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^(?:~\s*|(?:about|approximately|approx\.?|around|circa|ca?\.?|hacia|aproximadamente|aprox\.?|alrededor de|cerca de)\s+)", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();

    [GeneratedRegex(@"^(?:between|entre)\s+(?:el\s+)?(.+?)\s+(?:and|y)\s+(?:el\s+)?(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(\d{4}(?:-[^/]*)?)/(\d{4}(?:-[^/]*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Interval();
}
