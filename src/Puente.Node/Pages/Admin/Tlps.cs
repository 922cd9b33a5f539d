using Puente.Evidence.Sharing;

namespace Puente.Node.Pages.Admin;

/// <summary>Sensitivities as the protocol writes them; the same in every language.</summary>
internal static class Tlps
{
    /// <summary>The label of FIRST TLP 2.0.</summary>
    public static string Name(Tlp tlp) => tlp == Tlp.AmberStrict ? "TLP:AMBER+STRICT" : "TLP:" + tlp.ToString().ToUpperInvariant();
}
