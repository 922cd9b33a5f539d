using System.Text.RegularExpressions;

namespace Puente.Matching.Identifiers.International;

/// <summary>
/// Registration plates as <c>MX-BCN 123-ABC</c> or <c>US-TX ABC1234</c>: country and state before the characters. States print what they like,
/// so a shape that is not known is no fault; how many characters a plate has, and that Mexican ones seldom have I, O, Q and Ñ, is general knowledge. Canonical is country, state and the letters and figures.
/// </summary>
public static partial class Plate
{
    /// <summary>States, the capital and inhabited territories: the codes of ISO 3166-2:US, compared with Debian's iso-codes 4.15 (2023).</summary>
    internal static readonly IReadOnlySet<string> American = new HashSet<string>("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI".Split(' '), StringComparer.Ordinal);
    /// <summary>States and the capital: the codes of ISO 3166-2:MX, compared with Debian's iso-codes 4.15 (2023).</summary>
    internal static readonly IReadOnlySet<string> Mexican = new HashSet<string>("AGU BCN BCS CAM CHP CHH CMX COA COL DUR GUA GRO HID JAL MEX MIC MOR NAY NLE OAX PUE QUE ROO SLP SIN SON TAB TAM TLA VER YUC ZAC".Split(' '), StringComparer.Ordinal);

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Plate, value);
        var text = Folding.Capitals(value).Trim();
        var (country, state) = ("", "");
        if (Placed().Match(text) is { Success: true } placed && Known(placed.Groups[1].Value, placed.Groups[2].Value))
            (country, state, text) = (placed.Groups[1].Value, placed.Groups[2].Value, placed.Groups[3].Value);
        else draft.Info("plate.no-state");
        var characters = Folding.Compact(text);
        if (characters.Length == 0) return draft.Error("identifier.empty").Unlike();
        if (characters.Length is < 2 or > 8) draft.Length("2-8", characters.Length);
        if (text.Any(c => !char.IsAsciiLetterOrDigit(c) && !char.IsWhiteSpace(c) && c is not ('-' or '.' or '·'))) draft.Error("identifier.shape", ("shape", "A-Z 0-9"));
        if (country.Length > 0) draft.Part("country", country).Part("state", state);
        draft.Part("characters", characters);
        if (characters.AsSpan().ContainsAny("IOQÑ") && country != "US") draft.Info("plate.lookalike");
        var mixed = characters.Any(char.IsAsciiDigit) && characters.Any(char.IsAsciiLetter);
        return draft.Done(country.Length > 0 ? $"{country}-{state} {characters}" : characters, country.Length > 0 ? 0.9 : mixed && characters.Length is >= 5 and <= 7 ? 0.5 : 0.05);
    }

    private static bool Known(string country, string state) => (country == "US" ? American : Mexican).Contains(state);

    [GeneratedRegex(@"^(US|MX)[-\s]+([A-Z]{2,3})[-\s]+(.+)$")]
    private static partial Regex Placed();
}
