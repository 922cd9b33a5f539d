using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Node.Pages.Entities;

/// <summary>Who may be offered to change a statement. What is offered is only a courtesy: the record decides when it is asked.</summary>
public static class Statements
{
    /// <summary>A recorder of the agency that owns the statement.</summary>
    public static bool MayChange(Viewer viewer, Origin origin)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(origin);
        return viewer.Roles.HasFlag(Role.Recorder) && viewer.Subject.Agencies.Contains(origin.Marking.Owner);
    }
}
