namespace Puente.Evidence.Sharing;

/// <summary>What a subject gets of everything under one marking.</summary>
/// <param name="Mode">How much.</param>
/// <param name="Redacted">Fields left out when redacted.</param>
/// <param name="Actions">What may be done with it.</param>
public readonly record struct Verdict(Mode Mode, Field Redacted, Permission Actions)
{
    /// <summary>Nothing at all.</summary>
    public static Verdict Nothing { get; } = new(Mode.None, Field.None, Permission.None);

    /// <summary>Whether the statement itself is read.</summary>
    public bool Reads => Mode >= Mode.Redacted;
}

/// <summary>
/// The one evaluator. Pure: the same subject, marking and rule always give the same verdict. Within the audience the most
/// permissive grant counts; across dimensions (regime, right, sensitivity, purpose, validity, audience) the most restrictive.
/// Denies by default.
/// </summary>
public static class Access
{
    /// <summary>Decides what <paramref name="who"/> gets under <paramref name="marking"/>; no rule for the regime is no access.</summary>
    public static Verdict Decide(Subject who, Marking marking, RegimeRule? rule)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(marking);
        if (who.Ceiling is not { } ceiling || marking.Tlp > ceiling) return Verdict.Nothing;
        if (marking.ExpiresOn is { } last && who.Today > last) return Verdict.Nothing;
        if (marking.Purposes.Length > 0 && !marking.Purposes.Contains(who.Purpose)) return Verdict.Nothing;
        if (!marking.Actions.HasFlag(Permission.View)) return Verdict.Nothing;
        if (rule is null || !RegimeAllows(who, marking, rule)) return Verdict.Nothing;

        var verdict = Audience(who, marking);
        if (verdict.Mode is Mode.Pointer or Mode.Silent && rule.ExistenceConfidential) return Verdict.Nothing;
        if (verdict.Mode == Mode.None) return Verdict.Nothing;
        return verdict with { Actions = verdict.Reads ? marking.Actions : Permission.None };
    }

    private static bool RegimeAllows(Subject who, Marking marking, RegimeRule rule)
    {
        var foreign = who.Country != CountryOf(marking.Owner);
        var holders = foreign ? rule.ForeignFunctions : rule.HolderFunctions;
        if (holders.Length > 0 && !holders.Any(who.Functions.Contains)) return false;
        if (foreign && rule.ForeignNeedsOrder && marking.CourtOrder is null) return false;
        return rule.WidestAudience switch
        {
            Circle.Unit => who.Unit == marking.Unit,
            Circle.Agency => who.Agencies.Contains(marking.Owner),
            Circle.Country => !foreign,
            _ => true,
        };
    }

    private static Verdict Audience(Subject who, Marking marking)
    {
        var owns = who.Agencies.Contains(marking.Owner);
        if (owns && (marking.Tlp < Tlp.Red || who.Unit == marking.Unit)) return new(Mode.Full, Field.None, Permission.None);

        var mode = Mode.None;
        var redacted = Field.None;
        foreach (var grant in marking.Audience)
        {
            if (!Reaches(marking.Tlp, grant.To.Kind) || !Names(grant.To, who)) continue;
            if (grant.Mode > mode) (mode, redacted) = (grant.Mode, grant.Redacted);
            else if (grant.Mode == mode) redacted &= grant.Redacted;
        }

        if (mode == Mode.Redacted && redacted == Field.None) mode = Mode.Full;
        return new(mode, mode == Mode.Redacted ? redacted : Field.None, Permission.None);
    }

    /// <summary>TLP narrows who an audience can name: AMBER+STRICT no whole country, RED no whole country or agency.</summary>
    private static bool Reaches(Tlp tlp, PrincipalKind kind) => tlp switch
    {
        Tlp.AmberStrict => kind != PrincipalKind.Country,
        Tlp.Red => kind is PrincipalKind.Officer or PrincipalKind.Unit or PrincipalKind.Case,
        _ => true,
    };

    private static bool Names(Principal principal, Subject who) => principal.Kind switch
    {
        PrincipalKind.Country => principal.Code == who.Country,
        PrincipalKind.Agency => who.Agencies.Contains(principal.Code),
        PrincipalKind.Unit => principal.Code == who.Unit,
        PrincipalKind.Case => who.Cases.Contains(principal.Code),
        _ => principal.Code == who.Officer,
    };

    /// <summary>The country of an agency or unit code.</summary>
    public static string CountryOf(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var slash = code.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? code : code[..slash];
    }
}
