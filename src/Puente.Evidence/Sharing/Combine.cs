namespace Puente.Evidence.Sharing;

/// <summary>What several markings allow together, for a bundle, a merged view or a banner: never more than each of them.</summary>
public static class Combine
{
    private const string Mixed = "mixed";

    /// <summary>
    /// Highest sensitivity, intersection of audiences and purposes, union of handling, fewest actions, earliest dates.
    /// Where owners, units or regimes differ the result says <c>mixed</c>, which no reader owns or holds.
    /// </summary>
    public static Marking All(IEnumerable<Marking> markings)
    {
        ArgumentNullException.ThrowIfNull(markings);
        return markings.Aggregate(Two);
    }

    private static Marking Two(Marking a, Marking b) => a with
    {
        Owner = a.Owner == b.Owner ? a.Owner : Mixed,
        Unit = a.Unit == b.Unit ? a.Unit : Mixed,
        Regime = a.Regime == b.Regime ? a.Regime : Mixed,
        Tlp = a.Tlp > b.Tlp ? a.Tlp : b.Tlp,
        Label = a.Label == b.Label ? a.Label : Join(a.Label, b.Label, " // "),
        Audience = [.. from x in a.Audience
                       from y in b.Audience
                       where x.To == y.To
                       let mode = x.Mode < y.Mode ? x.Mode : y.Mode
                       let redacted = (x.Mode == Mode.Redacted ? x.Redacted : Field.None) | (y.Mode == Mode.Redacted ? y.Redacted : Field.None)
                       select new Grant(x.To, mode, mode == Mode.Redacted ? redacted : Field.None)],
        Handling = a.Handling | b.Handling,
        HandlingText = a.HandlingText == b.HandlingText ? a.HandlingText : Join(a.HandlingText, b.HandlingText, "; "),
        Purposes = a.Purposes.Length == 0 ? b.Purposes
            : b.Purposes.Length == 0 ? a.Purposes
            : [.. a.Purposes.Intersect(b.Purposes).DefaultIfEmpty("none")],
        Actions = a.Actions & b.Actions,
        ReviewBy = Earlier(a.ReviewBy, b.ReviewBy),
        ExpiresOn = Earlier(a.ExpiresOn, b.ExpiresOn),
        LegalBasis = a.LegalBasis == b.LegalBasis ? a.LegalBasis : Join(a.LegalBasis, b.LegalBasis, "; "),
        CourtOrder = a.CourtOrder is null || b.CourtOrder is null ? null : Join(a.CourtOrder, b.CourtOrder == a.CourtOrder ? null : b.CourtOrder, "; "),
    };

    private static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null ? b : b is null || a < b ? a : b;

    /// <summary>The parts of both, each once: what was joined before is joined again without repeating itself.</summary>
    private static string? Join(string? a, string? b, string with) =>
        a is null ? b : b is null ? a : string.Join(with, a.Split(with).Concat(b.Split(with)).Distinct(StringComparer.Ordinal));
}
