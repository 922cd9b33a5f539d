using System.Data.Common;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>What a unit's keys stand for. The table is private to the unit: two units that import one key get two entities.</summary>
internal sealed class OwnKeys(Archive archive, string unit)
{
    private const int Together = 400;

    /// <summary>An entity that a key stands for.</summary>
    internal readonly record struct KnownEntity(long Id, string Kind, long Recording);

    /// <summary>A fact that a key stands for.</summary>
    /// <param name="Id">Its key.</param>
    /// <param name="Content">What it says.</param>
    /// <param name="Recording">Where it was recorded.</param>
    /// <param name="Ended">The recording that ended it; 0 when none did.</param>
    /// <param name="Supersedes">The fact it corrects; 0 when it corrects none.</param>
    internal readonly record struct KnownFact(long Id, UInt128 Content, long Recording, long Ended, long Supersedes)
    {
        /// <summary>A row of this run said it.</summary>
        public bool Met { get; init; }
    }

    /// <summary>Looks up entities.</summary>
    public async Task<Dictionary<UInt128, KnownEntity>> EntitiesAsync(DbConnection connection, IReadOnlyCollection<UInt128> digests)
    {
        var found = new Dictionary<UInt128, KnownEntity>();
        foreach (var chunk in digests.Chunk(Together))
        {
            var (list, parameters) = In(chunk);
            foreach (var row in await connection.QueryAsync<(byte[] Digest, long Key, long Kind, long Recording)>(
                $"select o.digest, e.key, e.kind, e.recording from own_key o join entity e on e.key = o.key where o.unit = @unit and o.digest in {list}", parameters))
                found[Digest(row.Digest)] = new KnownEntity(row.Key, archive.Codes[row.Kind], row.Recording);
        }
        return found;
    }

    /// <summary>
    /// Looks up facts: of each key the latest that was not undone, or, when all were, the latest. <paramref name="recording"/> is of the
    /// run that asks, whose own facts count though they do not show yet.
    /// </summary>
    public async Task<Dictionary<UInt128, KnownFact>> FactsAsync(DbConnection connection, IReadOnlyCollection<UInt128> digests, long recording)
    {
        var found = new Dictionary<UInt128, KnownFact>();
        foreach (var chunk in digests.Chunk(Together))
        {
            var (list, parameters) = In(chunk);
            foreach (var row in await connection.QueryAsync<FactWithKey>(
                $"select o.digest, {FactWithKey.All} from own_key o join fact f on f.key = o.key where o.unit = @unit and o.digest in {list}", parameters))
                found[Digest(row.Digest)] = Known(row);
        }

        var gone = found.Where(f => IsGone(f.Value)).ToDictionary(f => f.Key, f => f.Value);
        while (gone.Count > 0)
        {
            var before = new Dictionary<long, KnownFact>();
            foreach (var chunk in gone.Values.Select(f => f.Supersedes).Distinct().Chunk(Together))
                foreach (var row in await connection.QueryAsync<FactWithKey>($"select {FactWithKey.All} from fact f where f.key in {Database.In(chunk)}"))
                    before[row.Key] = Known(row);
            foreach (var (digest, fact) in gone.ToList())
            {
                if (before.TryGetValue(fact.Supersedes, out var earlier) && IsGone(earlier)) gone[digest] = earlier;
                else gone.Remove(digest);
                if (earlier.Id != 0 && !archive.States.Hidden.Contains(earlier.Recording)) found[digest] = earlier;
            }
        }

        return found;

        bool IsGone(KnownFact fact) => fact.Recording != recording && fact.Supersedes != 0 && archive.States.Hidden.Contains(fact.Recording);
    }

    /// <summary>Points keys to what they stand for from now on.</summary>
    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<(UInt128 Digest, long Key)> fresh, IReadOnlyCollection<UInt128> moved)
    {
        foreach (var digest in moved)
            await connection.ExecuteAsync("delete from own_key where unit = @unit and digest = @digest", new { unit, digest = StatementDigests.Bytes(digest) }, transaction);
        await Bulk.InsertAsync(connection, transaction, "own_key", ["unit", "digest", "key"], [.. fresh.Select(f => new object?[] { unit, StatementDigests.Bytes(f.Digest), f.Key })]);
    }

    private (string List, DynamicParameters Parameters) In(UInt128[] digests)
    {
        var parameters = new DynamicParameters();
        parameters.Add("unit", unit);
        for (var i = 0; i < digests.Length; i++)
            parameters.Add("d" + i, StatementDigests.Bytes(digests[i]));
        return ($"({string.Join(", ", Enumerable.Range(0, digests.Length).Select(i => "@d" + i))})", parameters);
    }

    private KnownFact Known(FactWithKey row) => new(row.Key, StatementDigests.Fact(row, archive.Codes), row.Recording, row.Ended ?? 0, row.Supersedes ?? 0);

    private static UInt128 Digest(byte[] bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);

    /// <summary>A stored fact and the key that points to it.</summary>
    private sealed record FactWithKey : StatementDigests.FactRow
    {
        public const string All = "f.key, f.recording, f.ended, f.supersedes, " + Columns;

        public byte[] Digest { get; init; } = [];

        public long Key { get; init; }

        public long? Ended { get; init; }

        public long? Supersedes { get; init; }

        public long Recording { get; init; }
    }
}
