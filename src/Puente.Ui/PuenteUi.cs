using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Puente.Ui.Layout;
using Puente.Ui.Text;

namespace Puente.Ui;

/// <summary>The doors of the look: services, then the pipeline, then the endpoints.</summary>
public static class PuenteUi
{
    /// <summary>
    /// Adds texts, preferences, navigation and anti-forgery. Register an <see cref="IReaderSource"/> of your own before or after.
    /// </summary>
    public static WebApplicationBuilder AddPuenteUi(this WebApplicationBuilder builder)
    {
        // A node is often run from a build rather than a publish: the compressed, long-lived files are wanted there too.
        if (!builder.Environment.IsDevelopment())
        {
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
            builder.Configuration["EnableStaticAssetsDevelopmentCaching"] = "true";
        }
        builder.Services.AddPuenteUi();
        return builder;
    }

    /// <summary>The services alone, for hosts that build their own pipeline.</summary>
    public static IServiceCollection AddPuenteUi(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new Catalogue());
        services.TryAddScoped(at => Preferences.Of(at.GetRequiredService<IHttpContextAccessor>().HttpContext));
        services.TryAddScoped(at => at.GetRequiredService<Catalogue>().For(at.GetRequiredService<Preferences>().Language));
        services.TryAddScoped<IReaderSource, NoReader>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "puente-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>
    /// Adds the security headers and the reader's culture. Call it first, before authentication and routing of errors.
    /// </summary>
    public static WebApplication UsePuenteUi(this WebApplication app)
    {
        app.Use(SecurityHeaders.Set);
        app.Use(static (context, next) =>
        {
            var language = Preferences.Of(context).Language;
            CultureInfo.CurrentCulture = language.Culture;
            CultureInfo.CurrentUICulture = language.Culture;
            context.Response.Headers.ContentLanguage = language.Code;
            return next(context);
        });
        return app;
    }

    /// <summary>Maps the style, fonts, icons and elements (fingerprinted, compressed) and the preferences form.</summary>
    public static WebApplication MapPuenteUi(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapPreferences();
        return app;
    }
}
