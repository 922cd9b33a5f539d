using System.Collections.Immutable;
using NodaTime;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Sharing;

/// <summary>One line of a preset's audience. The code may be <c>$own</c>, <c>$partner</c> (countries) or <c>$case</c>, filled in when the preset is used.</summary>
public sealed record PresetGrant(PrincipalKind Kind, string Code, Mode Mode, Field Redacted);

/// <summary>
/// Legal regime and marking in one choice, for daily use: who may see it, in words, and the national label. Immutable; from
/// <c>presets.yaml</c> and the files of the node.
/// </summary>
public sealed record Preset
{
    /// <summary>Stable code: <c>internal</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Its name on pages.</summary>
    public required Label Label { get; init; }

    /// <summary>Who will see what, in a sentence.</summary>
    public required Label Help { get; init; }

    /// <summary>True for the few that a form shows first.</summary>
    public bool Daily { get; init; }

    /// <summary>The only country whose agencies are offered it; null when all are.</summary>
    public string? Country { get; init; }

    /// <summary>Code of the legal regime.</summary>
    public required string Regime { get; init; }

    /// <summary>Sensitivity.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>The national label by the owner's country: <c>CUI//LES</c>, <c>Reservada</c>.</summary>
    public ImmutableDictionary<string, string> National { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Who gets what outside the owner.</summary>
    public ImmutableArray<PresetGrant> Audience { get; init; } = [];

    /// <summary>Handling codes.</summary>
    public Handling Handling { get; init; }

    /// <summary>Purposes it may be used for; empty is any.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>What readers may do with it.</summary>
    public Permission Actions { get; init; } = Permission.All;

    /// <summary>Time until it must be reviewed.</summary>
    public Period? ReviewAfter { get; init; }

    /// <summary>Time until it can no longer be read.</summary>
    public Period? ExpiresAfter { get; init; }

    /// <summary>True when a partner's country must be named.</summary>
    public bool NeedsPartner => Audience.Any(g => g.Code == "$partner");

    /// <summary>True when a joint case must be named.</summary>
    public bool NeedsCase => Audience.Any(g => g.Code == "$case");

    /// <summary>True when agencies of this country are offered it.</summary>
    public bool OfferedTo(string country) => Country is null || Country == country;

    /// <summary>
    /// The marking of something that a unit records today. Review and expiry are the earlier of the preset's and the regime's.
    /// </summary>
    /// <param name="owner">Agency that owns it, <c>US/ATF</c>.</param>
    /// <param name="unit">Unit that records it, <c>US/ATF/PHX</c>.</param>
    /// <param name="today">The day of recording.</param>
    /// <param name="partner">Country of the partner, two letters, where the preset needs one.</param>
    /// <param name="caseCode">Code of the joint case, where the preset needs one.</param>
    /// <param name="regimes">The node's regimes; the standard ones when not given.</param>
    /// <returns>The marking, or <c>preset.not-offered</c>, <c>preset.partner-needed</c>, <c>preset.case-needed</c>.</returns>
    public Result<Marking> ToMarking(string owner, string unit, DateOnly today, string? partner = null, string? caseCode = null, Regimes? regimes = null)
    {
        var own = Access.CountryOf(owner);
        if (!OfferedTo(own)) return new Refusal("preset.not-offered", ("preset", Code), ("country", own));
        if (NeedsPartner && (partner is null || partner == own)) return new Refusal("preset.partner-needed", ("preset", Code));
        if (NeedsCase && caseCode is null) return new Refusal("preset.case-needed", ("preset", Code));
        var rule = (regimes ?? Regimes.Standard).Rule(Regime, today);
        return new Marking
        {
            Owner = owner,
            Unit = unit,
            Regime = Regime,
            Tlp = Tlp,
            Label = National.GetValueOrDefault(own),
            Audience = [.. Audience.Select(g => new Grant(new Principal(g.Kind, Fill(g.Code)), g.Mode, g.Redacted))],
            Handling = Handling,
            Purposes = Purposes,
            Actions = Actions,
            ReviewBy = Earlier(After(today, ReviewAfter), rule?.ReviewBy(today)),
            ExpiresOn = Earlier(After(today, ExpiresAfter), rule?.DestroyBy(today)),
        };

        string Fill(string code) => code switch { "$own" => own, "$partner" => partner!, "$case" => caseCode!, _ => code };
    }

    private static DateOnly? After(DateOnly day, Period? period) => period is null ? null : (LocalDate.FromDateOnly(day) + period).ToDateOnly();

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}
