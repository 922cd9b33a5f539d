using Puente.Evidence.Agencies;
using Puente.Node.Hosting;
using Puente.Ui.Layout;
using Puente.Ui.Text;

namespace Puente.Node.SignIn;

/// <summary>Who is reading, for the frame of the pages.</summary>
internal sealed class SignInReader(IHttpContextAccessor http, NodeOptions options, Texts texts) : IReaderSource
{
    public Reader? Current => http.HttpContext?.SignedIn() is { } who
        ? new Reader(who.Officer.Name, who.Viewer.IsOk ? who.Viewer.Value.Unit.Code : who.Session?.Unit ?? "", who.Viewer.IsOk ? texts["purpose." + who.Viewer.Value.Purpose] : null)
        : null;

    public bool IsDemo => options.Demo;

    public string? PurposePath => "/session";

    /// <summary>An entry may name roles, separated by commas; any one of them shows it.</summary>
    public bool Shows(NavItem item) =>
        http.HttpContext?.TryViewer() is { } viewer
        && (item.Role is not { } roles || (Enum.Parse<Role>(roles) & viewer.Roles) != 0);
}
