using Puente.Evidence.Agencies;
using Puente.Ui.Text;

namespace Puente.Node.Pages.SignIn;

/// <summary>Roles in words.</summary>
internal static class RoleNames
{
    /// <summary>Every role there is.</summary>
    public static IReadOnlyList<Role> All { get; } = [.. Enum.GetValues<Role>().Where(r => r != Role.None)];

    /// <summary>The key of a role's name.</summary>
    public static string Key(Role role) => "role." + role;

    /// <summary>All roles of an officer, in words.</summary>
    public static string Of(Role roles, Texts texts) => string.Join(", ", All.Where(r => roles.HasFlag(r)).Select(r => texts[Key(r)]));
}
