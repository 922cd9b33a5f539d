using System.Data.Common;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <summary>
/// Persons and organisations of the record by what can tell who they are, in memory, following the record: each that is new or changed meets
/// the others before the next question is answered. It holds what nobody may see as well; what leaves it was made from one viewer's own
/// statements, so that whoever may not see a statement gets the same as if it did not exist.
/// </summary>
public sealed partial class IdentityIndex : IDerived, IDisposable
{
    /// <summary>Of a key that more entities share than this, as far as the viewer sees, nothing follows: they share rarer keys with whom they are.</summary>
    internal int Crowd { get; init; } = 400;

    private const int Chunk = 400;
    private readonly Archive _archive;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly Dictionary<long, Profile> _profiles = [];
    private readonly Dictionary<ulong, List<Tie>> _met = [];
    private bool _read;

    /// <summary>The index of a record, which it follows from now on.</summary>
    public IdentityIndex(Archive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        _archive = archive;
        _changes = new EntityChanges(archive, [.. Holdings.Facts.Keys], "from_key", "to_key");
        archive.Derived.Add(this);
    }

    /// <summary>Reads the record, or what changed in it since, so that the next question does not wait for it.</summary>
    public async Task WarmAsync(CancellationToken stop = default)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await using var connection = await _archive.Database.OpenAsync(stop);
            if (!_read)
            {
                _changes.Clear();
                _holders.Clear();
                Replace(null, await ProfilesAsync(connection, null, stop));
                _read = true;
            }

            await CatchUpAsync(connection, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Whom an entity meets, as one viewer sees both, with the score of each: those who are at least possible, or those who are not; nobody
    /// when it may not be matched.
    /// </summary>
    internal IReadOnlyList<Meeting> Meetings(Sight sight, DateOnly today, long entity, bool possible = true)
    {
        _gate.EnterReadLock();
        try
        {
            return _profiles.TryGetValue(entity, out var profile) && Seen.By(sight, profile, today) is { } seen ? Meetings(sight, today, seen, p => Seen.By(sight, p, today), possible) : [];
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>How two entities compare for one viewer; null when either may not be matched or they are of two kinds.</summary>
    internal (Seen Left, Seen Right)? Two(Sight sight, DateOnly today, long left, long right)
    {
        _gate.EnterReadLock();
        try
        {
            return left != right && _profiles.TryGetValue(left, out var a) && _profiles.TryGetValue(right, out var b) && a.Kind == b.Kind
                && Seen.By(sight, a, today) is { } one && Seen.By(sight, b, today) is { } other ? (one, other) : null;
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>What a viewer sees of one entity; null when it may not be matched.</summary>
    internal Seen? One(Sight sight, DateOnly today, long entity)
    {
        _gate.EnterReadLock();
        try
        {
            return _profiles.TryGetValue(entity, out var profile) ? Seen.By(sight, profile, today) : null;
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Whether a sight reads a name or number of more entities than so many.</summary>
    internal bool MoreThan(int most, Sight sight)
    {
        _gate.EnterReadLock();
        try
        {
            return _profiles.Values.Where(p => p.Clues.Any(c => c.Through is null && c.IsRead(sight))).Skip(most).Any();
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Whether a meeting is of a kind.</summary>
    internal bool IsOf(Meeting meeting, NameKind kind)
    {
        _gate.EnterReadLock();
        try
        {
            return _profiles.TryGetValue(meeting.Left, out var left) && _profiles.ContainsKey(meeting.Right) && (kind == NameKind.Unknown || left.Kind == kind);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Everybody whom a viewer may match, by entity.</summary>
    internal IReadOnlyList<Seen> Everybody(Sight sight, DateOnly today)
    {
        _gate.EnterReadLock();
        try
        {
            return [.. _profiles.Values.OrderBy(p => p.Entity).Select(p => Seen.By(sight, p, today)).OfType<Seen>()];
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _changes.Dispose();
        _turn.Dispose();
        _gate.Dispose();
    }

    private List<Meeting> Meetings(Sight sight, DateOnly today, Seen seen, Func<Profile, Seen?> see, bool possible = true, Func<ulong, NameKind, Profile[]?>? crowds = null)
    {
        var met = new HashSet<Profile>();
        foreach (var knot in seen.Of.Knots)
            if (Shows(sight, knot.One, knot.Other) && (crowds is null ? Sharing(sight, knot.Key, seen.Of.Kind) : crowds(knot.Key, seen.Of.Kind)) is { } sharing) met.UnionWith(sharing);

        met.Remove(seen.Of);
        var found = new List<Meeting>();
        foreach (var profile in met)
        {
            if (see(profile) is not { } other) continue;
            var score = Seen.Best(seen, other).Score;
            if ((score.Decision != MatchDecision.No) == possible) found.Add(new Meeting(Math.Min(seen.Of.Entity, profile.Entity), Math.Max(seen.Of.Entity, profile.Entity), score));
        }

        found.Sort();
        return found;
    }

    /// <summary>Those of a kind that share a key as far as a sight reads; null when they are a crowd, of which nothing follows.</summary>
    private Profile[]? Sharing(Sight sight, ulong key, NameKind kind)
    {
        var sharing = new HashSet<Profile>();
        foreach (var tie in _met[key])
            if (tie.Of.Kind == kind && Shows(sight, tie.One, tie.Other) && sharing.Add(tie.Of) && sharing.Count > Crowd) return null;
        return [.. sharing];
    }

    private static bool Shows(Sight sight, Clue one, Clue? other) => one.IsRead(sight) && other?.IsRead(sight) != false;

    /// <summary>Puts profiles in the place of those of the entities named; of all when none is named.</summary>
    private void Replace(IReadOnlyCollection<long>? entities, List<Profile> with)
    {
        _gate.EnterWriteLock();
        try
        {
            if (entities is null)
            {
                _profiles.Clear();
                _met.Clear();
            }

            var crowded = new Dictionary<long, HashSet<ulong>>();
            foreach (var entity in entities ?? [])
            {
                crowded[entity] = [];
                if (!_profiles.Remove(entity, out var old)) continue;
                foreach (var key in old.Knots.Select(k => k.Key).Distinct())
                {
                    if (_met[key].Count >= Crowd) crowded[entity].Add(key);
                    _met[key].RemoveAll(t => t.Of == old);
                    if (_met[key].Count == 0) _met.Remove(key);
                }
            }

            foreach (var profile in with)
            {
                _profiles[profile.Entity] = profile;
                foreach (var knot in profile.Knots)
                {
                    if (!_met.TryGetValue(knot.Key, out var ties)) _met[knot.Key] = ties = [];
                    ties.Add(new Tie(profile, knot.One, knot.Other));
                    if (ties.Count >= Crowd && crowded.TryGetValue(profile.Entity, out var keys)) keys.Add(knot.Key);
                }
            }

            Note(entities is null ? null : crowded.Select(c => new Shift(c.Key, [.. c.Value])));
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    private async Task<List<Profile>> ProfilesAsync(DbConnection connection, IReadOnlyCollection<long>? entities, CancellationToken stop)
    {
        var properties = Clue.Properties.Where(p => _archive.Codes.TryFind(p, out _)).ToDictionary(p => { _archive.Codes.TryFind(p, out var key); return key; });
        if (properties.Count == 0) return [];
        var which = entities is null ? "" : $"and a.entity in {Database.In(entities)}";
        var read = new Dictionary<long, (NameKind Kind, List<Clue> Clues)>();
        await foreach (var (key, entity, entityKind, property, value, recording, marking, ended) in connection.QueryUnbufferedAsync<(long, long, long, long, string, long, long, long?)>(
            $"""
            select a.key, a.entity, e.kind, a.property, a.value, a.recording, a.marking, a.ended from attribute a join entity e on e.key = a.entity
            where a.property in {Database.In(properties.Keys)} {which} order by a.entity, a.key
            """).WithCancellation(stop))
        {
            var declared = _archive.Vocabulary.Kind(_archive.Codes[entityKind]);
            var kind = declared is null ? NameKind.Unknown : declared.Is("Person") ? NameKind.Person : declared.Is("Organization") ? NameKind.Organisation : NameKind.Unknown;
            if (kind == NameKind.Unknown || !Stands(recording) || (ended is { } end && Stands(end))) continue;
            var code = properties[property];
            if (Clue.Read(declared!.Property(code), code, kind, key, recording, marking, value) is not { } clue) continue;
            if (!read.TryGetValue(entity, out var known)) read[entity] = known = (kind, []);
            known.Clues.Add(clue);
        }

        await HoldAsync(connection, entities, read, stop);
        return [.. read.Select(r => new Profile(r.Key, r.Value.Kind, r.Value.Clues))];
    }

    private bool Stands(long recording) => !_archive.States.Hidden.Contains(recording);
}

/// <summary>Two entities that may be one, for one viewer.</summary>
/// <param name="Left">The lower key.</param>
/// <param name="Right">The higher key.</param>
/// <param name="Score">From the statements that the viewer sees.</param>
internal readonly record struct Meeting(long Left, long Right, NameScore Score) : IComparable<Meeting>
{
    /// <summary>The score in millionths, by which meetings are ordered.</summary>
    public int Rank => (int)Math.Round(Score.Score * 1_000_000);

    /// <summary>Best first.</summary>
    public int CompareTo(Meeting other) =>
        Rank != other.Rank ? other.Rank.CompareTo(Rank) : Left != other.Left ? Left.CompareTo(other.Left) : Right.CompareTo(other.Right);
}
