using System.Collections.Frozen;
using System.Data.Common;
using Dapper;

namespace Puente.Evidence.Records;

/// <summary>What became of a recording as a whole.</summary>
public enum RecordingState
{
    /// <summary>Still coming in; not visible yet.</summary>
    Pending = 0,
    /// <summary>In force.</summary>
    InForce = 1,
    /// <summary>The import was undone.</summary>
    Undone = 2,
    /// <summary>The source was withdrawn.</summary>
    Withdrawn = 3,
}

/// <summary>
/// The recordings that are not in force, kept in memory: changing one state makes a whole import appear or vanish. A pending recording is
/// hidden before its first row is written, one that comes into force or goes out of it changes after its commit.
/// </summary>
internal sealed class RecordingStates
{
    private FrozenSet<long> _hidden = FrozenSet<long>.Empty;

    /// <summary>Recordings came into force (true) or went out of it.</summary>
    public event Action<long, bool>? Changed;

    public FrozenSet<long> Hidden => Volatile.Read(ref _hidden);

    public static async Task<RecordingStates> LoadAsync(DbConnection connection) =>
        new() { _hidden = (await connection.QueryAsync<long>("select key from recording where state <> 1")).ToFrozenSet() };

    public void Hide(params IReadOnlyCollection<long> recordings)
    {
        lock (this) Volatile.Write(ref _hidden, Hidden.Concat(recordings).ToFrozenSet());
        foreach (var recording in recordings) Changed?.Invoke(recording, false);
    }

    public void Show(IReadOnlyCollection<long> recordings)
    {
        lock (this) Volatile.Write(ref _hidden, Hidden.Except(recordings).ToFrozenSet());
        foreach (var recording in recordings) Changed?.Invoke(recording, true);
    }
}
