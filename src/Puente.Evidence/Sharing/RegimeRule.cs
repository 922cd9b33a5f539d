using System.Collections.Immutable;
using NodaTime;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Sharing;

/// <summary>The widest circle around the owner that a legal regime allows.</summary>
public enum Circle : byte
{
    /// <summary>The unit that recorded it.</summary>
    Unit,
    /// <summary>The owning agency.</summary>
    Agency,
    /// <summary>Agencies of the owner's country.</summary>
    Country,
    /// <summary>Other countries under an agreement.</summary>
    Partner,
    /// <summary>Anyone.</summary>
    Anyone,
}

/// <summary>What one legal regime says on one day. Dated data with its citation, never a constant; a marking can only tighten it.</summary>
/// <param name="Regime">Code of the regime.</param>
/// <param name="From">First day of this version, or null when it holds from the beginning.</param>
/// <param name="Until">Last day of this version, or null while it stands.</param>
/// <param name="WidestAudience">The widest circle that may read.</param>
/// <param name="HolderFunctions">Functions an agency needs to hold or read it, one of them being enough; empty is any.</param>
/// <param name="ForeignNeedsOrder">Release abroad needs a court order on the marking.</param>
/// <param name="ExistenceConfidential">Its existence may not be confirmed: pointer and silent hits are impossible.</param>
/// <param name="ReviewAfter">Calendar time after recording by which it must be reviewed, or null.</param>
/// <param name="DestroyAfter">Calendar time after recording by which it must be destroyed, or null.</param>
/// <param name="Citation">The law or practice it comes from.</param>
public sealed record RegimeRule(
    string Regime,
    DateOnly? From,
    DateOnly? Until,
    Circle WidestAudience,
    ImmutableArray<string> HolderFunctions,
    bool ForeignNeedsOrder,
    bool ExistenceConfidential,
    Period? ReviewAfter,
    Period? DestroyAfter,
    string Citation)
{
    /// <summary>Functions that a foreign agency needs; the same as at home when the file names none.</summary>
    public ImmutableArray<string> ForeignFunctions { get; init; } = HolderFunctions;

    /// <summary>What the rule asks of people, in a sentence for the page; null when the fields say it all.</summary>
    public Label? Note { get; init; }

    /// <summary>True when the citation was read for the product; false when counsel must confirm it before anyone relies on it.</summary>
    public bool Checked { get; init; }

    /// <summary>The day by which something recorded on <paramref name="recorded"/> must be reviewed.</summary>
    public DateOnly? ReviewBy(DateOnly recorded) => After(recorded, ReviewAfter);

    /// <summary>The last day on which something recorded on <paramref name="recorded"/> may be kept.</summary>
    public DateOnly? DestroyBy(DateOnly recorded) => After(recorded, DestroyAfter);

    /// <summary>True when the rule stands on a day.</summary>
    public bool Covers(DateOnly day) => (From is not { } first || day >= first) && (Until is not { } last || day <= last);

    /// <summary>
    /// The first field in which <paramref name="next"/> gives anybody more than <paramref name="old"/> on some day, by its name in the file; null
    /// when it only tightens.
    /// </summary>
    public static string? Loosened(Regime old, Regime next)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        var changes = old.Rules.Concat(next.Rules).Select(r => r.From ?? DateOnly.MinValue).Distinct();
        return changes.Select(day => Loosened(old.On(day), next.On(day))).FirstOrDefault(field => field is not null);
    }

    private static string? Loosened(RegimeRule old, RegimeRule next) =>
        next.WidestAudience > old.WidestAudience ? "widest"
        : Wider(old.HolderFunctions, next.HolderFunctions) ? "holders"
        : Wider(old.ForeignFunctions, next.ForeignFunctions) ? "foreign-holders"
        : old.ForeignNeedsOrder && !next.ForeignNeedsOrder ? "foreign-order"
        : old.ExistenceConfidential && !next.ExistenceConfidential ? "existence-confidential"
        : Later(old.ReviewAfter, next.ReviewAfter) ? "review-after"
        : Later(old.DestroyAfter, next.DestroyAfter) ? "destroy-after"
        : null;

    private static bool Wider(ImmutableArray<string> old, ImmutableArray<string> next) => old.Length > 0 && (next.Length == 0 || next.Any(f => !old.Contains(f)));

    /// <summary>Whether a period ends later than another from some day of the calendar: P1M is later than P30D from a long month.</summary>
    private static bool Later(Period? old, Period? next) =>
        old is not null && (next is null || Enumerable.Range(0, 4 * 366).Select(new DateOnly(2000, 1, 1).AddDays).Any(day => After(day, next) > After(day, old)));

    private static DateOnly? After(DateOnly day, Period? period) =>
        period is null ? null : (LocalDate.FromDateOnly(day) + period).ToDateOnly();
}
