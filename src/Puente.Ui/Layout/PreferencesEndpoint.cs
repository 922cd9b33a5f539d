using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Puente.Ui.Text;

namespace Puente.Ui.Layout;

/// <summary>Keeps the choice of language or theme in a cookie and returns to the page it was made on.</summary>
internal static class PreferencesEndpoint
{
    public const string Path = "/preferences";

    public static void MapPreferences(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, Keep).AllowAnonymous().ExcludeFromDescription();

    private static RedirectHttpResult Keep(HttpContext context, [FromForm] string? language, [FromForm] string? theme, [FromForm] string? back)
    {
        if (Language.Of(language) is { } chosen)
            context.Response.Cookies.Append(Preferences.LanguageCookie, chosen.Code, Cookie(context));
        if (theme is "light" or "dark")
            context.Response.Cookies.Append(Preferences.ThemeCookie, theme, Cookie(context));
        else if (theme is "auto")
            context.Response.Cookies.Delete(Preferences.ThemeCookie, Cookie(context));
        return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    private static bool IsLocal(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
        && !path.Any(char.IsControl);

    private static CookieOptions Cookie(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
    };
}
