using System.Collections.Concurrent;
using System.Security.Cryptography;
using Puente.Evidence;

namespace Puente.Node.SignIn;

/// <summary>A command line that waits for its officer to say yes in the browser.</summary>
internal sealed class DeviceLogin(string userCode, string client, DateTimeOffset until)
{
    public string UserCode => userCode;

    public string Client => client;

    public DateTimeOffset Until => until;

    /// <summary>The secret of the token once approved; handed over once.</summary>
    public string? Secret { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public bool Declined { get; set; }
}

/// <summary>
/// Sign-in of the command line after RFC 8628: the command shows a short code, the officer compares and approves it on a page of the
/// node, the command polls. Kept in memory for ten minutes. Thread-safe.
/// </summary>
internal sealed class DeviceLogins(TimeProvider clock)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private const int Most = 1000;
    private readonly ConcurrentDictionary<string, DeviceLogin> _byDevice = new(StringComparer.Ordinal);

    /// <summary>Begins one. Refuses <c>login.too-many</c> while too many wait.</summary>
    public Result<(string DeviceCode, DeviceLogin Login)> Start(string client)
    {
        foreach (var (old, login) in _byDevice)
            if (login.Until < clock.GetUtcNow()) _byDevice.TryRemove(old, out _);
        if (_byDevice.Count >= Most) return new Refusal("login.too-many");
        var device = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var code = RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 8);
        var started = new DeviceLogin($"{code[..4]}-{code[4..]}", client, clock.GetUtcNow() + Lasts);
        _byDevice[device] = started;
        return (device, started);
    }

    /// <summary>The login that shows this code to its officer; null when there is none or it is settled.</summary>
    public DeviceLogin? ByUserCode(string? typed)
    {
        var plain = (typed ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return _byDevice.Values.FirstOrDefault(l =>
            l.UserCode.Replace("-", "", StringComparison.Ordinal) == plain && l.Until >= clock.GetUtcNow() && l is { Secret: null, Declined: false });
    }

    /// <summary>What became of a login; a settled one is forgotten with the answer. Null when unknown or expired.</summary>
    public DeviceLogin? Poll(string device)
    {
        if (!_byDevice.TryGetValue(device, out var login)) return null;
        if (login.Until < clock.GetUtcNow() || login.Secret is not null || login.Declined) _byDevice.TryRemove(device, out _);
        return login.Until < clock.GetUtcNow() ? null : login;
    }
}
