using System.Globalization;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Matching.Linkage;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <summary>
/// Who may be one with whom: candidates of an entity, the queue of a unit, two side by side, and what persons decide. Everything is computed
/// from the reader's own statements at the moment of reading; nothing is ever joined by itself.
/// </summary>
public sealed partial class MatchDesk(Archive archive, Recorder recorder, ActLog acts, IdentityIndex index)
{
    /// <summary>The most that a queue is counted to.</summary>
    public const int Countable = 10_000;

    /// <summary>Of so many persons and organisations of a unit, those recorded last, the queue looks for others who may be one with them. Whom it leaves out has a panel of its own.</summary>
    public const int Newest = 2_000;

    /// <summary>So many persons and organisations are counted while a page waits.</summary>
    public const int CountedAtOnce = 3_000;

    /// <summary>Candidates of an entity that nobody has decided yet, best first. Nobody of the past: a reading that looks back has none.</summary>
    public Task<IReadOnlyList<Candidate>> CandidatesAsync(Reading reading, EntityId id, int take = 10, CancellationToken stop = default) => AroundAsync(reading, id, true, take, stop);

    /// <summary>Whom an entity was compared with and is not suggested to be, nearest first: what speaks against is worth knowing too.</summary>
    public Task<IReadOnlyList<Candidate>> OthersAsync(Reading reading, EntityId id, int take = 3, CancellationToken stop = default) => AroundAsync(reading, id, false, take, stop);

    private async Task<IReadOnlyList<Candidate>> AroundAsync(Reading reading, EntityId id, bool possible, int take, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.LooksBack) return [];
        await index.WarmAsync(stop);
        var met = index.Meetings(reading.Sight, reading.Viewer.Subject.Today, id.Key, possible);
        if (met.Count == 0) return [];
        var decided = await DecidedAsync(reading, id.Key, stop);
        return await WithNamesAsync(reading, met.Where(m => !decided.Contains((m.Left, m.Right))).Take(take), id.Key, stop);
    }

    /// <summary>Open suggestions of which the viewer's unit recorded one side, best first, a part at a time.</summary>
    /// <param name="reading">Who asks.</param>
    /// <param name="kind">Only persons or only organisations.</param>
    /// <param name="after">The <see cref="Page{T}.Next"/> of the part before.</param>
    /// <param name="take">How many.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Page<Candidate>> QueueAsync(Reading reading, NameKind kind = NameKind.Unknown, string? after = null, int take = 50, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var (rank, left, right) = Place(after);
        var open = await OpenAsync(reading, kind, stop);
        var part = open.Where(m => m.Rank < rank || (m.Rank == rank && (m.Left > left || (m.Left == left && m.Right > right)))).Take(take + 1).ToList();
        var rows = await WithNamesAsync(reading, part.Take(take), 0, stop);
        var last = part.Count > take ? part[take - 1] : default;
        return new Page<Candidate>(rows, part.Count > take
            ? string.Create(CultureInfo.InvariantCulture, $"{last.Rank}~{archive.Ids.Text(IdKind.Entity, last.Left)}~{archive.Ids.Text(IdKind.Entity, last.Right)}") : null);
    }

    /// <summary>
    /// How many suggestions wait in the viewer's queue, counted to <see cref="Countable"/>; null when <paramref name="atOnce"/> is asked for and the
    /// viewer may match more than <see cref="CountedAtOnce"/>, of whom counting takes longer than a page may wait.
    /// </summary>
    public async Task<int?> CountAsync(Reading reading, NameKind kind = NameKind.Unknown, bool atOnce = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (atOnce)
        {
            await index.WarmAsync(stop);
            if (index.MoreThan(CountedAtOnce, reading.Sight)) return null;
        }

        return (await OpenAsync(reading, kind, stop)).Take(Countable + 1).Count();
    }

    /// <summary>Whether the viewer's unit recorded more than <see cref="Newest"/>, so that the queue looks at the last of them only.</summary>
    public async Task<bool> IsCutAsync(Reading reading, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.LooksBack) return false;
        await index.WarmAsync(stop);
        return index.IsCut(reading.Sight, reading.Viewer.Unit.Code);
    }

    /// <summary>Two entities side by side; null when the viewer does not see both, or one of them may not be matched.</summary>
    public async Task<PairSheet?> SheetAsync(Reading reading, EntityId left, EntityId right, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.LooksBack) return null;
        await index.WarmAsync(stop);
        if (index.Two(reading.Sight, reading.Viewer.Subject.Today, left.Key, right.Key) is not var (one, other)) return null;
        var names = await reading.EntitiesAsync([left, right], stop);
        if (!names.TryGetValue(left, out var a) || !names.TryGetValue(right, out var b)) return null;
        var lines = SideBySide.Of(archive.Vocabulary.Kind(a.Kind), await reading.AttributesAsync(left, false, stop), await reading.AttributesAsync(right, false, stop));
        var said = (await reading.SameAsAsync(left, false, stop)).Where(s => s.Left == right.Key || s.Right == right.Key).ToList();
        var rejected = (await RejectionsAsync(reading, stop)).FirstOrDefault(r => (r.Left, r.Right) == (left, right) || (r.Left, r.Right) == (right, left));
        return new PairSheet((await NamedAsync(reading, [Explained(a, b, one, other)], stop))[0], lines, rejected, said);
    }

    private async Task<IEnumerable<Meeting>> OpenAsync(Reading reading, NameKind kind, CancellationToken stop)
    {
        if (reading.LooksBack) return [];
        await index.WarmAsync(stop);
        var all = index.All(reading.Sight, reading.Viewer.Subject.Today, reading.Viewer.Unit.Code, stop);
        if (all.Count == 0) return [];
        var decided = await DecidedAsync(reading, null, stop);
        return all.Where(m => !decided.Contains((m.Left, m.Right)) && index.IsOf(m, kind));
    }

    /// <summary>Pairs, lower key first, that the unit rejected or somebody in the viewer's sight said are one; of one entity or of all.</summary>
    private async Task<HashSet<(long, long)>> DecidedAsync(Reading reading, long? of, CancellationToken stop)
    {
        var decided = (await RejectionsAsync(reading, stop)).Select(r => (r.Left.Key, r.Right.Key)).ToHashSet();
        await using var connection = await archive.Database.OpenAsync(stop);
        var which = of is null ? "" : "and (left_key = @of or right_key = @of)";
        foreach (var (left, right, recording, marking, ended) in await connection.QueryAsync<(long, long, long, long, long?)>(new CommandDefinition(
            $"select left_key, right_key, recording, marking, ended from same_as where facts = 0 and score is null {which}", new { of }, cancellationToken: stop)))
            if (reading.Shows(recording, marking, ended)) decided.Add((Math.Min(left, right), Math.Max(left, right)));
        return decided;
    }

    private async Task<IReadOnlyList<Candidate>> WithNamesAsync(Reading reading, IEnumerable<Meeting> met, long first, CancellationToken stop)
    {
        var pairs = met.ToList();
        var names = await reading.EntitiesAsync(pairs.SelectMany(m => new[] { new EntityId(m.Left), new EntityId(m.Right) }), stop);
        var found = new List<Candidate>(pairs.Count);
        foreach (var pair in pairs)
        {
            var (left, right) = pair.Right == first ? (pair.Right, pair.Left) : (pair.Left, pair.Right);
            if (index.Two(reading.Sight, reading.Viewer.Subject.Today, left, right) is not var (one, other)) continue;
            if (names.TryGetValue(new EntityId(left), out var a) && names.TryGetValue(new EntityId(right), out var b)) found.Add(Explained(a, b, one, other));
        }

        return await NamedAsync(reading, found, stop);
    }

    /// <summary>Things that two share and that have no number are called in the reasons as the reader sees them.</summary>
    private static async Task<IReadOnlyList<Candidate>> NamedAsync(Reading reading, IReadOnlyList<Candidate> found, CancellationToken stop)
    {
        static EntityId? Thing(Reason reason) => reason.Code == "thing-shared" && long.TryParse(reason.Left, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? new EntityId(key) : null;
        var names = await reading.EntitiesAsync(found.SelectMany(c => c.Reasons).Select(Thing).OfType<EntityId>(), stop);
        if (names.Count == 0) return found;
        return [.. found.Select(c => c with { Reasons = [.. c.Reasons.Select(r => Thing(r) is { } thing && names.TryGetValue(thing, out var seen) ? r with { Left = Called(seen), Right = Called(seen) } : r)] })];

        static string Called(EntityView seen) => seen.Caption.Length > 0 ? seen.Caption : seen.Kind;
    }

    private static Candidate Explained(EntityView left, EntityView right, Seen one, Seen other)
    {
        var (_, a, b, further) = Seen.Best(one, other);
        var compared = RecordMatcher.Compare(a, b, further);
        return new Candidate(left, right, compared.Score, compared.Decision, compared.Reasons);
    }

    private (int Rank, long Left, long Right) Place(string? after)
    {
        var parts = after?.Split('~');
        return parts is { Length: 3 } && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            && archive.Ids.TryRead(IdKind.Entity, parts[1], out var left) && archive.Ids.TryRead(IdKind.Entity, parts[2], out var right)
            ? (rank, left, right) : (int.MaxValue, 0, 0);
    }
}
