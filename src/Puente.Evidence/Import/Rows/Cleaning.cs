using System.Net;
using System.Text;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Evidence.Import.Rows;

/// <summary>A value made canonical, or why not.</summary>
/// <param name="Value">The canonical text; null when there is none.</param>
/// <param name="Code">Text key of what is wrong, or null.</param>
/// <param name="Rejects">True when the row cannot be taken without the value.</param>
internal readonly record struct Cleaned(string? Value, string? Code, bool Rejects);

/// <summary>Makes values canonical by the type of their property. A date or number that cannot be read rejects its row, because a fact would
/// otherwise change its meaning; a country, address or code that is not known is left out and said so.</summary>
internal static class Cleaning
{
    /// <summary>Cleans one value; empty text is no value and no problem.</summary>
    public static Cleaned Clean(Property property, string raw, FileShape shape)
    {
        var text = Tidy(raw, property.Type is not (PropertyType.Text or PropertyType.Json));
        if (text.Length == 0)
            return default;
        return property.Type switch
        {
            PropertyType.Date => When.Parse(text, shape.Dates, shape.Zone) is { } date && date.IsOk
                ? new Cleaned(date.Value.ToString(), null, false)
                : new Cleaned(null, date.Refusal!.Code, true),
            PropertyType.Number or PropertyType.Amount or PropertyType.Weight or PropertyType.Percent =>
                Numbers.Canonical(text, shape.DecimalSign) is { } number ? new Cleaned(number, null, false) : new Cleaned(null, "value.number", true),
            PropertyType.Country => Known(Countries.Code(text), "value.country"),
            PropertyType.Gender => Known(Gender(text), "value.gender"),
            PropertyType.Choice => Known(Choice(property, text), "value.choice"),
            PropertyType.Language => Known(text.Length is 2 or 3 && text.All(char.IsAsciiLetter) ? text.ToLowerInvariant() : null, "value.language"),
            PropertyType.Email => Known(text.Count(c => c == '@') == 1 && !text.Contains(' ', StringComparison.Ordinal) ? text.ToLowerInvariant() : null, "value.email"),
            PropertyType.Url => Known(Url(text), "value.url"),
            PropertyType.Ip => Known(IPAddress.TryParse(text, out var ip) ? ip.ToString() : null, "value.ip"),
            PropertyType.Phone => Known(text.Count(char.IsAsciiDigit) >= 4 ? text : null, "value.phone"),
            PropertyType.Identifier => Known(Fold.Identifier(text, property.Rule).Length > 0 ? text : null, "value.identifier"),
            _ => new Cleaned(text, null, false),
        };
    }

    private static Cleaned Known(string? value, string code) => new(value, value is null ? code : null, false);

    private static string Tidy(string raw, bool oneLine)
    {
        var text = Fold.Sound(raw).Normalize(NormalizationForm.FormC).Trim();
        return oneLine && text.AsSpan().IndexOfAny("\r\n\t\u00a0") >= 0 || oneLine && text.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : text;
    }

    private static string? Gender(string text) => Fold.Plain(text) switch
    {
        "m" or "male" or "man" or "h" or "hombre" or "masculino" or "masc" or "varon" => "male",
        "f" or "female" or "woman" or "mujer" or "femenino" or "fem" => "female",
        "o" or "x" or "other" or "otro" or "no binario" => "other",
        _ => null,
    };

    private static string? Choice(Property property, string text)
    {
        var folded = Fold.Plain(text);
        foreach (var choice in property.Choices)
            if (folded == Fold.Plain(choice.Code) || folded == Fold.Plain(choice.Label.En) || folded == Fold.Plain(choice.Label.Es))
                return choice.Code;
        return null;
    }

    private static string? Url(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Host.Contains('.', StringComparison.Ordinal)
            && url.Scheme is "http" or "https" or "ftp" ? address : null;
    }
}
