using Puente.Evidence.Sharing;

namespace Puente.Evidence.Agencies;

/// <summary>Who changes the roster: an officer at work, or somebody with the machine itself before there is one.</summary>
/// <param name="Officer">The officer; key 0 for <see cref="Machine"/>.</param>
/// <param name="Unit">The unit acted in.</param>
/// <param name="Agency">Its agency.</param>
/// <param name="Purpose">The declared purpose.</param>
/// <param name="Administers">Whether agencies, units and officers may be changed.</param>
public sealed record Author(OfficerId Officer, string Unit, string Agency, string Purpose, bool Administers)
{
    /// <summary>Set-up, the demo world, and work on a stopped node. May administer; may never approve a reading right.</summary>
    public static Author Machine { get; } = new(new OfficerId(0), "", "", "administration", true);

    /// <summary>The officer who looks.</summary>
    public static implicit operator Author(Viewer viewer) => FromViewer(viewer);

    /// <summary>The officer who looks.</summary>
    public static Author FromViewer(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return new(viewer.Officer.Id, viewer.Unit.Code, viewer.Subject.Agency, viewer.Purpose, viewer.Roles.HasFlag(Role.Administrator));
    }
}
