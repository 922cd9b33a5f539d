using System.Runtime.CompilerServices;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Identity;

/// <content>All meetings that one sight can see, kept for as long as the sight is and brought up to date by what changed.</content>
public sealed partial class IdentityIndex
{
    private readonly ConditionalWeakTable<Sight, Kept> _kept = [];
    private readonly Lock _keeping = new();
    private readonly List<Shift> _changed = [];
    private int _forgotten;
    private const int MostChanges = 50_000;

    /// <summary>An entity that was read anew, and those of the keys that it left or came under which may be crowded.</summary>
    private readonly record struct Shift(long Entity, ulong[] Keys);

    private sealed class Kept
    {
        public required int Upto { get; set; }

        public required int Epoch { get; set; }

        public Dictionary<long, List<Meeting>> Of { get; } = [];

        public IReadOnlyList<Meeting> All { get; set; } = [];
    }

    /// <summary>Every meeting that the sight sees, best first.</summary>
    internal IReadOnlyList<Meeting> All(Sight sight, DateOnly today)
    {
        lock (_keeping)
        {
            _gate.EnterReadLock();
            try
            {
                var upto = _changed.Count;
                if (_kept.TryGetValue(sight, out var kept) && kept.Epoch == _forgotten)
                {
                    if (kept.Upto == upto) return kept.All;
                    Refresh(kept, sight, today, Around(sight, kept.Upto));
                }
                else
                {
                    kept = new Kept { Upto = upto, Epoch = _forgotten };
                    Refresh(kept, sight, today, [.. _profiles.Keys]);
                    _kept.AddOrUpdate(sight, kept);
                }

                kept.Upto = upto;
                return kept.All;
            }
            finally
            {
                _gate.ExitReadLock();
            }
        }
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

        // What came since counts once for each, so the crowd may have been smaller or larger by as many.
        foreach (var key in keys)
            if (_met.TryGetValue(key, out var ties)
                && ties.Where(t => Shows(sight, t.One, t.Other)).Select(t => t.Of).Distinct().Take(Crowd + around.Count + 1).Count() is var crowd && crowd >= Crowd - around.Count && crowd <= Crowd + around.Count)
                around.UnionWith(ties.Select(t => t.Of.Entity));
        return around;
    }

    /// <summary>Computes the meetings of some entities anew.</summary>
    private void Refresh(Kept kept, Sight sight, DateOnly today, HashSet<long> again)
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<Profile, Seen?>();
        var found = new System.Collections.Concurrent.ConcurrentBag<(long Entity, List<Meeting> Met)>();
        Parallel.ForEach(again, entity =>
        {
            if (!_profiles.TryGetValue(entity, out var profile) || See(profile) is not { } one) return;
            if (Meetings(sight, today, one, See) is { Count: > 0 } met) found.Add((entity, met));
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

        Seen? See(Profile profile) => seen.GetOrAdd(profile, p => Seen.By(sight, p, today));
    }
}
