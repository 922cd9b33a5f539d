using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Documents;
using Puente.Evidence.Identity;
using Puente.Evidence.Import;
using Puente.Evidence.Keeping;
using Puente.Evidence.Watches;
using Puente.Node.Alerts;
using Puente.Node.Api;
using Puente.Node.Certificates;
using Puente.Node.Demo;
using Puente.Node.Keeping;
using Puente.Node.Pages;
using Puente.Node.SignIn;

namespace Puente.Node.Hosting;

/// <summary>The web host of a node, put together: services, pipeline, endpoints.</summary>
internal static class NodeApp
{
    private const long LargestForm = 1L << 20;

    public static WebApplication Build(NodeOptions options, DataFolder folder, EvidenceStore store)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(NodeApp).Assembly.GetName().Name });
        // Before the log: a Windows service would add one of its own, with content.
        builder.Services.AddSystemd().AddWindowsService(service => service.ServiceName = "puente");
        builder.Logging.ClearProviders().AddPlainLog();
        builder.WebHost.UseUrls([.. options.Urls.Split(';'), .. options.Settings?.Cards is { } cards ? [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"https://{(options.LoopbackOnly ? "127.0.0.1" : "*")}:{cards.Port}")] : Array.Empty<string>()]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.MaxConcurrentConnections = 2000;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.ConfigureHttpsDefaults(https => https.ShowCertificatesOf(kestrel.ApplicationServices.GetRequiredService<ServerCertificates>(), options.Settings?.Cards?.Port));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddCertificates(folder.Root);
        builder.Services.AddSingleton(options).AddSingleton(_ => folder).AddEvidence(store).AddImport(folder.Files).AddDocuments().AddIdentity().AddWatches();
        builder.AddPages();
        builder.Services.AddSignIn(options.Settings);
        builder.Services.AddApi();
        builder.Services.AddRooms();
        builder.Services.AddKeeping(store, options);
        builder.Services.AddSingleton<RepeatedRequests>().AddSingleton<MailSettingsBook>().AddHostedService<AlertRun>();
        if (options.Demo) builder.Services.AddHostedService<DemoSearches>();
        builder.Services.AddProblemDetails(Faults.Describe);
        builder.Services.AddResponseCompression(compression =>
        {
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.EnableForHttps = true;
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);

        var app = builder.Build();
        app.UseMiddleware<RequestLog>();
        app.UseResponseCompression();
        app.UseSecureAddress();
        app.UsePages();
        app.UseWhen(static c => c.Request.Path.StartsWithSegments("/api"), static api => api.UseExceptionHandler(Faults.Handler).UseStatusCodePages());
        app.UseClockGate();
        app.UseSignIn();
        app.UseMiddleware<DoneOnce>();
        app.MapPages();
        app.MapSignIn();
        app.MapRootCertificate();
        app.MapApi();
        app.MapRoomDoors();
        app.MapHealth();
        return app;
    }
}
