using System.Collections.Immutable;
using CsCheck;
using Puente.Evidence.Sharing;

namespace Puente.Tests.Sharing;

/// <summary>Generated subjects, markings and regimes of a small world in which everything meets often.</summary>
internal static class Worlds
{
    private static readonly string[] Agencies = ["US/ATF", "US/DEA", "MX/FGR", "MX/PGR"];
    private static readonly string[] Units = ["US/ATF/PHX", "US/ATF/ELP", "US/DEA/HOU", "MX/FGR/CDMX", "MX/PGR/SIEDO"];
    private static readonly string[] Purposes = ["investigation", "trace", "financial"];

    public static readonly DateOnly Today = new(2026, 3, 1);

    private static readonly Dictionary<string, RegimeRule> Rules = new[]
    {
        Rule("open", Circle.Anyone),
        Rule("country", Circle.Country),
        Rule("agency", Circle.Agency),
        Rule("unit", Circle.Unit),
        Rule("police", Circle.Anyone, functions: ["police"]),
        Rule("order", Circle.Anyone, order: true),
        Rule("secret", Circle.Anyone, secret: true),
    }.ToDictionary(r => r.Regime);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static RegimeRule? RuleOf(string regime) => Rules.GetValueOrDefault(regime);

    public static RegimeRule Rule(string name, Circle widest, string[]? functions = null, bool order = false, bool secret = false) =>
        new(name, null, null, widest, [.. functions ?? []], order, secret, null, null, "test");

    public static readonly Gen<Subject> Subjects =
        from unit in OneOf(Units)
        from officer in OneOf("ana", "luz", "rivas")
        from purpose in OneOf(Purposes)
        from ceiling in Gen.Nullable(Gen.Enum<Tlp>(), 0.1)
        from inCase in Gen.Bool
        select Subject(unit, officer, purpose, ceiling, inCase ? ["case-1"] : []);

    public static Subject Subject(string unit, string officer = "ana", string purpose = "trace", Tlp? ceiling = Tlp.Red, params string[] cases)
    {
        var agency = unit[..unit.LastIndexOf('/')];
        return new Subject
        {
            Country = Access.CountryOf(unit),
            Agency = agency,
            Agencies = agency == "MX/FGR" ? [agency, "MX/PGR"] : [agency],
            Functions = agency.EndsWith("DEA", StringComparison.Ordinal) ? ["intelligence"] : ["police"],
            Unit = unit,
            Officer = officer,
            Purpose = purpose,
            Ceiling = ceiling,
            Cases = [.. cases],
            Today = Today,
        };
    }

    private static readonly Gen<Principal> Principals = Gen.OneOf(
        OneOf("US", "MX").Select(c => new Principal(PrincipalKind.Country, c)),
        OneOf(Agencies).Select(c => new Principal(PrincipalKind.Agency, c)),
        OneOf(Units).Select(c => new Principal(PrincipalKind.Unit, c)),
        Gen.Const(new Principal(PrincipalKind.Case, "case-1")),
        OneOf("ana", "luz").Select(c => new Principal(PrincipalKind.Officer, c)));

    public static readonly Gen<Grant> Grants =
        from to in Principals
        from mode in Gen.Enum<Mode>()
        from redacted in Gen.Int[0, 511]
        select new Grant(to, mode, mode == Mode.Redacted ? (Field)redacted : Field.None);

    public static readonly Gen<Marking> Markings =
        from unit in OneOf(Units)
        from regime in OneOf([.. Rules.Keys])
        from tlp in Gen.Enum<Tlp>()
        from audience in Grants.Array[0, 4]
        from handling in Gen.Int[0, 7]
        from purposes in OneOf(Purposes).Array[0, 2]
        from actions in Gen.Int[1, 15]
        from expiry in Gen.Nullable(Gen.Int[-2, 2], 0.5)
        from order in Gen.Bool
        select new Marking
        {
            Owner = unit[..unit.LastIndexOf('/')],
            Unit = unit,
            Regime = regime,
            Tlp = tlp,
            Audience = [.. audience],
            Handling = (Handling)handling,
            Purposes = [.. purposes.Distinct()],
            Actions = (Permission)actions,
            ExpiresOn = expiry is { } days ? Today.AddDays(days) : null,
            CourtOrder = order ? "order 1" : null,
        };

    public static Verdict Decide(Subject who, Marking marking) => Access.Decide(who, marking, RuleOf(marking.Regime));

    /// <summary>Whether one verdict gives nothing that the other does not.</summary>
    public static bool NoMoreThan(Verdict a, Verdict b) =>
        a.Mode <= b.Mode
        && (!a.Reads || ((b.Redacted & ~a.Redacted) == 0 && (a.Actions & ~b.Actions) == 0));
}
