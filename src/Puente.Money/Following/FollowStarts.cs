using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;

namespace Puente.Money.Following;

/// <summary>Where money of an account, person or company is: at the account, and at those that it holds, by entity and by number.</summary>
/// <param name="vocabulary">The kinds.</param>
internal sealed class FollowStarts(Vocabulary vocabulary)
{
    private const string Holder = "holder";

    /// <summary>The vertices, one of those that are one to the viewer; none when nothing names it.</summary>
    public async Task<IReadOnlyList<int>> OfAsync(Walk walk, Reading reading, EntityId? start, string? account, CancellationToken stop)
    {
        var named = await NamedAsync(reading, start, stop);
        return [.. Vertices(walk, start, account is { Length: > 0 } text ? [text, .. named] : named).DistinctBy(v => walk.Snapshot.ClassOf(v, walk.Filter).Min())];
    }

    /// <summary>The identifiers that the viewer reads of an account.</summary>
    private async Task<IReadOnlyList<string>> NamedAsync(Reading reading, EntityId? start, CancellationToken stop)
    {
        if (start is not { } id || await reading.EntityAsync(id, stop) is not { } entity || vocabulary.Kind(entity.Kind) is not { } kind) return [];
        return [.. (await reading.AttributesAsync(id, stop: stop)).Where(a => !a.Ended && a.Value is not null && kind.Property(a.Property)?.Rule is IdentifierRule.Account or IdentifierRule.Exact).Select(a => a.Value!)];
    }

    private static IEnumerable<int> Vertices(Walk walk, EntityId? start, IReadOnlyList<string> accounts)
    {
        foreach (var account in accounts)
            if (walk.Vertex(account) is { } row) yield return row;
        if (start is not { } id || walk.Vertex(id) is not { } vertex) yield break;
        yield return vertex;
        var holders = walk.Of(s => s.Kind == Holder);
        foreach (var edge in walk.Snapshot.In(vertex).ToArray())
            if (holders.Admits(edge)) yield return edge.Neighbour;
    }
}
