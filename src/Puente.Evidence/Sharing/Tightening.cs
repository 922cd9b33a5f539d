namespace Puente.Evidence.Sharing;

/// <summary>Whether one marking is at least as close as another in every dimension. Any holder may tighten; loosening is the owner's act.</summary>
public static class Tightening
{
    /// <summary>True when nobody can get more under <paramref name="next"/> than under <paramref name="old"/>.</summary>
    public static bool Is(Marking old, Marking next)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        return next.Owner == old.Owner && next.Unit == old.Unit && next.Regime == old.Regime
            && next.Tlp >= old.Tlp
            && (next.Handling & old.Handling) == old.Handling
            && (next.Actions & ~old.Actions) == 0
            && (old.Purposes.Length == 0 || (next.Purposes.Length > 0 && next.Purposes.All(old.Purposes.Contains)))
            && (old.ExpiresOn is null || (next.ExpiresOn is { } day && day <= old.ExpiresOn))
            && (next.CourtOrder is null || next.CourtOrder == old.CourtOrder)
            && next.Audience.All(grant => old.Audience.Any(had => had.To == grant.To && Covers(had, grant)));
    }

    private static bool Covers(Grant had, Grant grant) =>
        had.Mode > grant.Mode || (had.Mode == grant.Mode && (had.Mode != Mode.Redacted || (grant.Redacted & had.Redacted) == had.Redacted));
}
