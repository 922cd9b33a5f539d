using Puente.Evidence.Records;
using Puente.Evidence.Walks;

namespace Puente.Money.Following;

/// <summary>What vertices of a walk stand for, in the viewer's words.</summary>
internal static class WalkEnds
{
    /// <summary>An entity that the viewer sees among those that are one, the earliest recorded, else the account that rows name.</summary>
    public static async Task<Dictionary<int, FollowedEnd>> OfAsync(Walk walk, Reading reading, IEnumerable<int> vertices, CancellationToken stop)
    {
        var (ends, classes) = (new Dictionary<int, FollowedEnd>(), new Dictionary<int, IReadOnlyList<WalkEnd>>());
        foreach (var vertex in vertices)
        {
            if (ends.ContainsKey(vertex) || classes.ContainsKey(vertex)) continue;
            // Most are accounts that rows name and that nothing is one with.
            if (!walk.Snapshot.IsLinked(vertex) && walk.End(vertex) is { Entity: null } alone) ends[vertex] = new FollowedEnd(null, alone.Account ?? "", "");
            else classes[vertex] = [.. walk.Snapshot.ClassOf(vertex, walk.Filter).Select(walk.End)];
        }

        var seen = await reading.EntitiesAsync(classes.Values.SelectMany(c => c).Where(e => e.Entity is not null).Select(e => e.Entity!.Value).Distinct(), stop);
        foreach (var (vertex, members) in classes)
            ends[vertex] = members.Where(e => e.Entity is { } id && seen.ContainsKey(id)).Select(e => seen[e.Entity!.Value]).MinBy(e => e.Id.Key) is { } entity ? new FollowedEnd(entity.Id, entity.Caption, entity.Kind)
                : new FollowedEnd(null, members.FirstOrDefault(e => e.Account is not null).Account ?? "", "");
        return ends;
    }
}
