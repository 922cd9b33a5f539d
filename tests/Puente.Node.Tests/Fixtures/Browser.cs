using Microsoft.Playwright;

namespace Puente.Node.Tests.Fixtures;

/// <summary>One Chromium for all tests; each visit has a context of its own. Skips visibly where there is no browser.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Skips the running test when there is no browser.</summary>
    public static void Need() => Assert.SkipWhen(Executable is null, "PUENTE_TEST_CHROMIUM is not set: no browser");

    private static string? Executable => Environment.GetEnvironmentVariable("PUENTE_TEST_CHROMIUM") is { Length: > 0 } path ? path : null;

    public async ValueTask InitializeAsync()
    {
        if (Executable is null) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Quiet });
    }

    /// <summary>A fresh context: no cookie, no cache.</summary>
    public async Task<Visit> VisitAsync(Uri address, string language = "en", int width = 1280, bool dark = false)
    {
        Need();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = language,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
        });
        return await Visit.OpenAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
