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

/// <summary>The recordings that are not in force, kept in memory: changing one state makes a whole import appear or vanish.</summary>
internal sealed class RecordingStates
{
    private FrozenSet<long> _hidden = FrozenSet<long>.Empty;

    public FrozenSet<long> Hidden => Volatile.Read(ref _hidden);

    public async Task ReloadAsync(DbConnection connection, DbTransaction? transaction = null)
    {
        var hidden = await connection.QueryAsync<long>("select key from recording where state <> 1", transaction: transaction);
        Volatile.Write(ref _hidden, hidden.ToFrozenSet());
    }

    public void Hide(long recording)
    {
        lock (this) Volatile.Write(ref _hidden, Hidden.Append(recording).ToFrozenSet());
    }

    public void Show(IEnumerable<long> recordings)
    {
        lock (this) Volatile.Write(ref _hidden, Hidden.Except(recordings).ToFrozenSet());
    }
}
