using System.Globalization;

namespace Puente.Ui.Text;

/// <summary>A language of the product: English as written in the United States, Spanish as written in Mexico.</summary>
public sealed class Language
{
    /// <summary>English; the language of a reader who states none.</summary>
    public static readonly Language English = new("en", "en-US");

    /// <summary>Spanish.</summary>
    public static readonly Language Spanish = new("es", "es-MX");

    /// <summary>Every language; each text exists in all of them.</summary>
    public static readonly IReadOnlyList<Language> All = [English, Spanish];

    private Language(string code, string culture)
    {
        Code = code;
        Culture = CultureInfo.GetCultureInfo(culture);
    }

    /// <summary>The two-letter code ("en", "es"), as in the cookie, the command line and <c>html lang</c>.</summary>
    public string Code { get; }

    /// <summary>Formats dates, numbers and sums for readers of the language.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The language of a tag such as "es", "es-MX" or "en-GB"; null when it is none of ours.</summary>
    public static Language? Of(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
            return null;
        var primary = tag.Split('-', 2)[0].Trim();
        return All.FirstOrDefault(l => l.Code.Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The best of our languages for an <c>Accept-Language</c> header; English when it names none of them.</summary>
    public static Language OfHeader(string? acceptLanguage)
    {
        if (string.IsNullOrWhiteSpace(acceptLanguage))
            return English;
        var best = English;
        var weight = 0.0;
        foreach (var part in acceptLanguage.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            if (Of(pieces[0]) is not { } language)
                continue;
            var quality = 1.0;
            var stated = pieces.Skip(1).FirstOrDefault(p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
            if (stated is not null && !double.TryParse(stated.AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out quality))
                continue;
            if (quality > weight)
                (best, weight) = (language, quality);
        }
        return best;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
