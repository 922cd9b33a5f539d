using System.Runtime.CompilerServices;
using Puente.Evidence.Sharing;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <content>The meetings of one unit's persons and organisations as one sight sees them, kept for as long as the sight is and brought up to date by what changed.</content>
public sealed partial class IdentityIndex
{
    private readonly ConditionalWeakTable<Sight, Kept> _kept = [];
    private readonly Lock _keeping = new();
    private readonly List<Shift> _changed = [];
    private int _forgotten;
    private const int MostChanges = 50_000;

    /// <summary>The most entities of a unit whose meetings are looked for at once.</summary>
    internal int Newest { get; init; } = MatchDesk.Newest;

    /// <summary>An entity that was read anew, and those of the keys that it left or came under which may be crowded.</summary>
    private readonly record struct Shift(long Entity, ulong[] Keys);

    private sealed class Kept
    {
        public required int Upto { get; set; }

        public required int Epoch { get; set; }

        public Dictionary<long, List<Meeting>> Of { get; } = [];

        public HashSet<long> Done { get; } = [];

        public IReadOnlyList<Meeting> All { get; set; } = [];
    }

    /// <summary>
    /// Every meeting that the sight sees of those whom a unit recorded, best first; when these are more than <see cref="Newest"/>, of the ones recorded last.
    /// </summary>
    internal IReadOnlyList<Meeting> All(Sight sight, DateOnly today, string unit, CancellationToken stop = default)
    {
        lock (_keeping)
        {
            _gate.EnterReadLock();
            try
            {
                var (own, upto) = (Own(sight, unit).Take(Newest).ToHashSet(), _changed.Count);
                var again = new HashSet<long>();
                if (!_kept.TryGetValue(sight, out var kept) || kept.Epoch != _forgotten) _kept.AddOrUpdate(sight, kept = new Kept { Upto = upto, Epoch = _forgotten });
                else if (kept.Upto != upto) again = Around(sight, kept.Upto);
                again.UnionWith(own.Where(e => !kept.Done.Contains(e)));
                if (again.Count > 0) Refresh(kept, sight, today, again, stop);
                kept.Done.UnionWith(again);
                kept.Upto = upto;
                return [.. kept.All.Where(m => own.Contains(m.Left) || own.Contains(m.Right))];
            }
            finally
            {
                _gate.ExitReadLock();
            }
        }
    }

    /// <summary>Whether a unit recorded more than are looked at.</summary>
    internal bool IsCut(Sight sight, string unit)
    {
        _gate.EnterReadLock();
        try
        {
            return Own(sight, unit).Skip(Newest).Any();
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Entities of which the unit recorded a name or number that the sight reads, the last recorded first.</summary>
    private IOrderedEnumerable<long> Own(Sight sight, string unit)
    {
        var marks = new Dictionary<long, bool>();
        bool IsOwn(long marking) => marks.TryGetValue(marking, out var known) ? known
            : marks[marking] = sight.Reads(marking, Field.Value) && _archive.Markings[new MarkingId(marking)].Unit == unit;
        return _profiles.Values.Where(p => p.Clues.Any(c => c.Through is null && IsOwn(c.Marking))).Select(p => p.Entity).OrderDescending();
    }

    /// <summary>Notes what was read anew; nothing named means everything.</summary>
    private void Note(IEnumerable<Shift>? shifts)
    {
        if (shifts is not null) _changed.AddRange(shifts);
        if (shifts is not null && _changed.Count < MostChanges) return;
        _changed.Clear();
        _forgotten++;
    }

    /// <summary>Entities that changed since, and those who share a key with one of them that is just crowded to this sight, or just was.</summary>
    private HashSet<long> Around(Sight sight, int since)
    {
        var around = new HashSet<long>();
        var keys = new HashSet<ulong>();
        foreach (var shift in _changed.Skip(since))
        {
            around.Add(shift.Entity);
            keys.UnionWith(shift.Keys);
        }

        // What came since counts once for each, so the crowd may have been smaller or larger by as many, and by no more.
        var changed = around.Count;
        foreach (var key in keys)
            if (_met.TryGetValue(key, out var ties)
                && ties.Where(t => Shows(sight, t.One, t.Other)).Select(t => t.Of).Distinct().Take(Crowd + changed + 1).Count() is var crowd && crowd >= Crowd - changed && crowd <= Crowd + changed)
                around.UnionWith(ties.Select(t => t.Of.Entity));
        return around;
    }

    /// <summary>Computes the meetings of some entities anew.</summary>
    private void Refresh(Kept kept, Sight sight, DateOnly today, HashSet<long> again, CancellationToken stop)
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<Profile, Seen?>();
        // Of the same unit many meet under the same keys: who shares one is found once.
        var crowds = new System.Collections.Concurrent.ConcurrentDictionary<(ulong, NameKind), Profile[]?>();
        var found = new System.Collections.Concurrent.ConcurrentBag<(long Entity, List<Meeting> Met)>();
        Parallel.ForEach(again, new ParallelOptions { CancellationToken = stop }, entity =>
        {
            if (!_profiles.TryGetValue(entity, out var profile) || See(profile) is not { } one) return;
            if (Meetings(sight, today, one, See, crowds: Crowds) is { Count: > 0 } met) found.Add((entity, met));
        });
        foreach (var entity in again)
            if (kept.Of.Remove(entity, out var old))
                foreach (var meeting in old)
                    if (kept.Of.TryGetValue(meeting.Left == entity ? meeting.Right : meeting.Left, out var others)) others.RemoveAll(m => m.Left == meeting.Left && m.Right == meeting.Right);
        foreach (var (entity, met) in found) kept.Of[entity] = met;
        foreach (var (entity, met) in found)
            foreach (var meeting in met)
            {
                var other = meeting.Left == entity ? meeting.Right : meeting.Left;
                if (again.Contains(other)) continue;
                if (!kept.Of.TryGetValue(other, out var others)) kept.Of[other] = others = [];
                others.Add(meeting);
            }

        kept.All = [.. kept.Of.SelectMany(o => o.Value.Where(m => m.Left == o.Key)).Order()];

        Profile[]? Crowds(ulong key, NameKind kind) => crowds.GetOrAdd((key, kind), k => Sharing(sight, k.Item1, k.Item2));

        Seen? See(Profile profile) => seen.GetOrAdd(profile, p => Seen.By(sight, p, today));
    }
}
