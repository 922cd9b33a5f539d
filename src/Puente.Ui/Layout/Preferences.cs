using Microsoft.AspNetCore.Http;
using Puente.Ui.Text;

namespace Puente.Ui.Layout;

/// <summary>What a reader chose for this browser: language and theme, in two cookies that name nobody.</summary>
/// <param name="Language">The language of the pages.</param>
/// <param name="Theme">"light", "dark", or null to follow the system.</param>
public sealed record Preferences(Language Language, string? Theme)
{
    /// <summary>The cookie that holds the language.</summary>
    public const string LanguageCookie = "puente-lang";

    /// <summary>The cookie that holds the theme.</summary>
    public const string ThemeCookie = "puente-theme";

    /// <summary>Reads the cookies, then the browser's languages.</summary>
    public static Preferences Of(HttpContext? context)
    {
        if (context is null)
            return new Preferences(Language.English, null);
        var language = Language.Of(context.Request.Cookies[LanguageCookie])
            ?? Language.OfHeader(context.Request.Headers.AcceptLanguage);
        var theme = context.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;
        return new Preferences(language, theme);
    }
}
