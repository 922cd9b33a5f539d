using Microsoft.Extensions.DependencyInjection;

namespace Puente.Ui.Layout;

/// <summary>The groups of the navigation, in their order; each has the text <c>nav.{name}</c>.</summary>
public enum NavGroup
{
    /// <summary>What an officer does every day.</summary>
    Work,

    /// <summary>What is known and how it came in.</summary>
    Records,

    /// <summary>Who did what.</summary>
    Oversight,

    /// <summary>Officers, units, the node itself.</summary>
    Administration,
}

/// <summary>One entry of the navigation, registered by the room it belongs to.</summary>
/// <param name="Group">The group it stands in.</param>
/// <param name="TextKey">The key of its text.</param>
/// <param name="Href">A path from the root; the entry is current on it and on every path below it.</param>
/// <param name="Icon">A symbol of <c>icons.svg</c>.</param>
/// <param name="Order">The place within the group.</param>
/// <param name="Role">What the host checks before it shows the entry; its meaning is the host's.</param>
public sealed record NavItem(NavGroup Group, string TextKey, string Href, string Icon, int Order = 100, string? Role = null);

/// <summary>Registration of navigation entries.</summary>
public static class Navigation
{
    /// <summary>Adds entries to the navigation of every page.</summary>
    public static IServiceCollection AddNavigation(this IServiceCollection services, params ReadOnlySpan<NavItem> items)
    {
        foreach (var item in items)
            services.AddSingleton(item);
        return services;
    }
}
