using System.Security.Cryptography;
using System.Text;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Node.SignIn;

/// <summary>
/// The cookie of a session: its secret and nothing else. Same-site strict, not for scripts, only over HTTPS where there is HTTPS. Its name
/// carries the node, so that two nodes on one machine do not sign each other out.
/// </summary>
internal sealed class SessionCookie(Archive archive)
{
    private readonly string _name =
        "puente-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(archive.Ids.Text(IdKind.Officer, long.MaxValue))))[..8];

    public string? Read(HttpRequest request) => request.Cookies[_name];

    public void Write(HttpContext context, string secret) => context.Response.Cookies.Append(_name, secret, Options(context));

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(_name, Options(context));

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, IsEssential = true, Path = "/", SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps };
}
