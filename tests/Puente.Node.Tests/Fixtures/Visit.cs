using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Puente.Node.Tests.Fixtures;

/// <summary>One person at one browser. Everything that goes wrong on a page is kept in <see cref="Complaints"/>.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private ICDPSession? _wire;
    private long _bytes;

    private Visit(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Console errors, page errors, refused contents, failed requests and answers of 500 and above.</summary>
    public IReadOnlyList<string> Complaints
    {
        get { lock (_complaints) return [.. _complaints]; }
    }

    /// <summary>Bytes that came over the wire since the last <see cref="ForgetBytes"/>, headers included.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    internal static async Task<Visit> OpenAsync(IBrowserContext context)
    {
        var visit = new Visit(context, await context.NewPageAsync());
        await visit.ListenAsync();
        return visit;
    }

    /// <summary>Starts counting bytes again.</summary>
    public void ForgetBytes() => Interlocked.Exchange(ref _bytes, 0);

    /// <summary>Empties the browser's cache; cookies stay.</summary>
    public Task ForgetCacheAsync() => _wire!.SendAsync("Network.clearBrowserCache");

    /// <summary>Opens a page of the node and waits until it is quiet.</summary>
    public async Task<int> GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        return answer?.Status ?? 0;
    }

    /// <summary>Text and boxes that do not fit: the page itself when it scrolls sideways, and text that is cut off.</summary>
    public async Task<IReadOnlyList<string>> MisfitsAsync() => await Page.EvaluateAsync<string[]>(Layout);

    /// <summary>Accessibility rules the page breaks, each with the first element that does.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var result = await Page.RunAxe();
        return [.. result.Violations.Select(v => string.Create(CultureInfo.InvariantCulture,
            $"{v.Id}: {v.Help} ({v.Nodes.Length} times, first {v.Nodes[0].Html[..Math.Min(160, v.Nodes[0].Html.Length)]})"))];
    }

    /// <summary>Saves the whole page as a picture for eyes.</summary>
    public Task ShootAsync(string name) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Screenshots, name + ".png"), FullPage = true, Timeout = 120_000 });

    public async ValueTask DisposeAsync()
    {
        if (_wire is not null) await _wire.DetachAsync();
        await _context.DisposeAsync();
    }

    private async Task ListenAsync()
    {
        Page.Console += (_, message) =>
        {
            // What failed to load is told by the answer itself, with its address.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) Complain($"console {message.Type}: {message.Text}");
        };
        Page.PageError += (_, error) => Complain("page error: " + error);
        Page.RequestFailed += (_, request) =>
        {
            if (request.Failure != "net::ERR_ABORTED") Complain($"failed request: {request.Url} {request.Failure}");
        };
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400 && response.Request.ResourceType != "document" || response.Status >= 500) Complain($"answer {response.Status}: {response.Url}");
        };
        await _context.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
        _wire = await _context.NewCDPSessionAsync(Page);
        _wire.Event("Network.loadingFinished").OnEvent += (_, data) =>
        {
            if (data?.TryGetProperty("encodedDataLength", out var length) == true) Interlocked.Add(ref _bytes, (long)length.GetDouble());
        };
        await _wire.SendAsync("Network.enable");
    }

    private void Complain(string what)
    {
        lock (_complaints) _complaints.Add(what);
    }

    /// <summary>
    /// An element that may scroll inside itself (tables, code) is allowed to be wider than the page; the page is not. Text is
    /// cut off when its box hides what does not fit, unless the whole text stands in a title.
    /// </summary>
    private const string Layout =
        """
        () => {
          const bad = [];
          const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (typeof e.className === 'string' && e.className ? '.' + e.className.trim().split(/\s+/).join('.') : '');
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth + 1) {
            bad.push('page is ' + root.scrollWidth + ' wide in ' + root.clientWidth);
            for (const e of document.body.querySelectorAll('*')) {
              const r = e.getBoundingClientRect();
              let scrolls = false;
              for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') scrolls = true;
              if (r.width && r.right > root.clientWidth + 1 && !scrolls) { bad.push('  reaches ' + Math.round(r.right) + ': ' + name(e)); if (bad.length > 6) break; }
            }
          }
          for (const e of document.body.querySelectorAll('*')) {
            const text = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            if (!text || !e.clientWidth) continue;
            const s = getComputedStyle(e);
            if (s.position === 'absolute' && e.clientWidth <= 1) continue;
            const hidesX = s.overflowX === 'hidden' || s.overflowX === 'clip', hidesY = s.overflowY === 'hidden' || s.overflowY === 'clip';
            if ((hidesX && e.scrollWidth > e.clientWidth + 1 || hidesY && e.scrollHeight > e.clientHeight + 2) && !e.title)
              bad.push('cut off: ' + name(e) + ' "' + e.textContent.trim().slice(0, 40) + '"');
          }
          return bad;
        }
        """;
}
