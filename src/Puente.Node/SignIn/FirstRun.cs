using System.Security.Cryptography;
using System.Text;
using Puente.Evidence.Agencies;
using Puente.Node.Hosting;

namespace Puente.Node.SignIn;

/// <summary>
/// The time before a node has an administrator who can sign in. A code made at this start, known only to who sees the console,
/// opens <c>/setup</c>. A demo has none.
/// </summary>
internal sealed class FirstRun(RosterBook roster, OneTimeCodes ways, NodeOptions options)
{
    private readonly string _code = NewCode();
    private volatile bool _closed = options.Demo;

    /// <summary>Whether set-up is open; once closed it stays so until the node starts again.</summary>
    public async Task<bool> IsOpenAsync()
    {
        if (_closed) return false;
        foreach (var officer in roster.Current.Officers.Values.Where(o => o.Active && o.Roles.HasFlag(Role.Administrator)))
            _closed |= await ways.HasWayInAsync(officer.Id);
        return !_closed;
    }

    /// <summary>The code to print on the console, or null when the node is set up.</summary>
    public async Task<string?> CodeAsync() => await IsOpenAsync() ? _code : null;

    /// <summary>Whether this is the code.</summary>
    public bool Matches(string typed) =>
        !_closed && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(typed))), SHA256.HashData(Encoding.UTF8.GetBytes(Plain(_code))));

    private static string NewCode() => string.Join('-', RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstvwxyz", 16).Chunk(4).Select(c => new string(c)));

    private static string Plain(string typed) => typed.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
