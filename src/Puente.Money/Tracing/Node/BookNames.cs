using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Walks;
using Puente.Money.Following;

namespace Puente.Money.Tracing.Node;

/// <summary>A name for each account of a book, of which no two are equal: two of one caption are told apart by their public id.</summary>
internal sealed class BookNames
{
    private const string Seized = " ! ";
    private readonly Dictionary<int, FollowedEnd> _ends;
    private readonly HashSet<string> _shared;
    private readonly Archive _archive;

    public BookNames(Dictionary<int, FollowedEnd> ends, Archive archive)
    {
        (_ends, _archive) = (ends, archive);
        _shared = ends.Values.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The id by which programs name a statement or row.</summary>
    public static string Id(Archive archive, WalkSource source) => source.Fact is { } fact
        ? archive.Ids.Text(fact.Kind, fact.Key)
        : string.Create(CultureInfo.InvariantCulture, $"{archive.Ids.Text(IdKind.Dataset, source.Dataset!.Value.Key)}/{source.Row}");

    /// <summary>The statement or row of such an id; null when it is none.</summary>
    public static WalkSource? Source(Archive archive, string id)
    {
        if (archive.Ids.TryRead(IdKind.Fact, id, out var fact)) return new WalkSource(new StatementId(IdKind.Fact, fact), null, 0);
        var parts = id.Split('/');
        return parts.Length == 2 && archive.Ids.TryRead(IdKind.Dataset, parts[0], out var dataset) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row > 0
            ? new WalkSource(null, new Evidence.Datasets.DatasetId(dataset), row) : null;
    }

    /// <summary>The name of an account. An end that nothing names joins nothing to anything: it is an account of its own, named by its transfer.</summary>
    public (string Name, FollowedEnd End) Of(int account, string transfer)
    {
        var end = _ends[account];
        if (end.Name.Length == 0) return ("? " + transfer, end);
        if (!_shared.Contains(end.Name)) return (end.Name, end);
        return ($"{end.Name} ({(end.Entity is { } id ? _archive.Ids.Text(IdKind.Entity, id.Key)[..8] : "-")})", end);
    }

    /// <summary>Money that was seized goes nowhere else: each seizure is an end of its own.</summary>
    public static (string Name, FollowedEnd End) Seizure(FollowedEnd body, string transfer) => ($"{body.Name}{Seized}{transfer}", body);

    /// <summary>Whether a name is that of a seizure.</summary>
    public static bool IsSeizure(string name) => name.Contains(Seized, StringComparison.Ordinal);
}
