using Puente.Evidence.Records;
using Puente.Evidence.Walks;

namespace Puente.Money.Following;

/// <summary>What vertices of a walk stand for, in the viewer's words.</summary>
internal static class WalkEnds
{
    /// <summary>An entity that the viewer sees among those that are one, the earliest recorded, else the account that rows name.</summary>
    public static async Task<Dictionary<int, FollowedEnd>> OfAsync(Walk walk, Reading reading, IEnumerable<int> vertices, CancellationToken stop)
    {
        var classes = new Dictionary<int, IReadOnlyList<WalkEnd>>();
        foreach (var vertex in vertices)
            if (!classes.ContainsKey(vertex)) classes[vertex] = [.. walk.Snapshot.ClassOf(vertex, walk.Filter).Select(walk.End)];
        var seen = await reading.EntitiesAsync(classes.Values.SelectMany(c => c).Where(e => e.Entity is not null).Select(e => e.Entity!.Value).Distinct(), stop);
        return classes.ToDictionary(c => c.Key, c =>
            c.Value is [{ Entity: null } alone] ? new FollowedEnd(null, alone.Account ?? "", "")
            : c.Value.Where(e => e.Entity is { } id && seen.ContainsKey(id)).Select(e => seen[e.Entity!.Value]).MinBy(e => e.Id.Key) is { } entity ? new FollowedEnd(entity.Id, entity.Caption, entity.Kind)
            : new FollowedEnd(null, c.Value.FirstOrDefault(e => e.Account is not null).Account ?? "", ""));
    }
}
