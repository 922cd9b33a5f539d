using Puente.Evidence.Sharing;

namespace Puente.Node.Demo;

/// <summary>The markings of the demo world.</summary>
internal static class Marks
{
    public static Grant Full(string to) => new(Principal(to), Mode.Full);

    public static Grant Without(string to, Field fields) => new(Principal(to), Mode.Redacted, fields);

    public static Grant Pointer(string to) => new(Principal(to), Mode.Pointer);

    public static Grant Silent(string to) => new(Principal(to), Mode.Silent);

    /// <summary>Of a unit, for the named readers besides its own agency.</summary>
    public static Marking Of(string unit, Tlp tlp, params Grant[] audience) => new()
    {
        Owner = unit[..unit.LastIndexOf('/')],
        Unit = unit,
        Tlp = tlp,
        Audience = [.. audience],
        Label = unit.StartsWith("MX/", StringComparison.Ordinal) ? (tlp >= Tlp.Amber ? "RESERVADA" : null) : tlp >= Tlp.Amber ? "CUI//LES" : null,
    };

    /// <summary>Open to both countries.</summary>
    public static Marking Open(string unit) => Of(unit, Tlp.Clear, Full("US"), Full("MX"));

    /// <summary>A country, an agency or a unit, by the parts of its code.</summary>
    private static Principal Principal(string code) => new(code.Count(c => c == '/') switch
    {
        0 => PrincipalKind.Country,
        1 => PrincipalKind.Agency,
        _ => PrincipalKind.Unit,
    }, code);
}
