namespace Puente.Node.Hosting;

/// <summary>Addresses to listen on, separated by semicolons; <c>*</c> and <c>+</c> for the host mean every address of the machine.</summary>
internal static class ListenUrls
{
    /// <summary>Each address, with the host <c>any</c> for every one; null when one of them is none.</summary>
    public static IReadOnlyList<Uri>? Read(string urls)
    {
        var read = urls.Split(';').Select(Of).ToList();
        return read.TrueForAll(u => u is not null) ? [.. read.OfType<Uri>()] : null;
    }

    private static Uri? Of(string url) =>
        Uri.TryCreate(url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : null;
}
