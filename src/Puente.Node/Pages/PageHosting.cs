using Microsoft.AspNetCore.Diagnostics;
using Puente.Ui;

namespace Puente.Node.Pages;

/// <summary>Pages of the node: their services, the pages for errors, the routes.</summary>
public static class PageHosting
{
    /// <summary>Adds the look and static server-side rendering.</summary>
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.AddPuenteUi();
        builder.Services.AddRazorComponents();
        builder.Services.AddOfficerPages();
        return builder;
    }

    /// <summary>
    /// Adds headers, culture, the error pages and routing. First in the pipeline; authentication, authorization and
    /// <c>UseAntiforgery</c> follow, in this order.
    /// </summary>
    public static WebApplication UsePages(this WebApplication app)
    {
        app.UsePuenteUi();
        app.UseWhen(static c => !c.Request.Path.StartsWithSegments("/api"), static pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/errors/500", CreateScopeForErrors = true });
            pages.UseStatusCodePagesWithReExecute("/errors/{0}", createScopeForStatusCodePages: true);
            // The page that says what was wrong is read, even when what went wrong was sent.
            pages.Use(static (context, next) =>
            {
                if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
                    context.Request.Method = HttpMethods.Get;
                return next(context);
            });
            // What a browser sent amiss is its fault, not the node's.
            pages.Use(static async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (BadHttpRequestException amiss) when (!context.Response.HasStarted)
                {
                    context.Response.StatusCode = amiss.StatusCode;
                }
            });
        });
        app.UseRouting();
        return app;
    }

    /// <summary>Maps static files, preferences and every page.</summary>
    public static RazorComponentsEndpointConventionBuilder MapPages(this WebApplication app)
    {
        app.MapPuenteUi();
        var rooms = app.Services.GetServices<PageAssembly>().Select(r => r.Assembly).ToArray();
        app.MapOfficerPages();
        return app.MapRazorComponents<App>().AddAdditionalAssemblies(rooms);
    }
}
