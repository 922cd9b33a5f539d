using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Puente.Evidence.Records;
using Puente.Graph.Filters;

namespace Puente.Evidence.Walks;

/// <summary>What a vertex stands for: an entity, an account that rows name, or, with neither, an end that nothing names.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Account">The account as rows write it.</param>
public readonly record struct WalkEnd(EntityId? Entity, string? Account);

/// <summary>Entities and named accounts as vertices. Written by one thread at a time; what was given stays.</summary>
internal sealed class VertexBook
{
    private readonly Dictionary<long, int> _entities = [];
    private readonly List<long> _keys = [];
    private readonly AccountNames _names;
    private readonly Lock _lock = new();

    /// <summary>An empty book.</summary>
    public VertexBook() => _names = new AccountNames(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));

    private VertexBook(List<long> keys, AccountNames names) => (_keys, _names) = (keys, names);

    /// <summary>Vertices so far.</summary>
    public int Count => _keys.Count;

    /// <summary>Accounts that rows have named so far.</summary>
    public int Named => _names.Accounts;

    /// <summary>The vertex of an entity, made when there is none.</summary>
    public int Of(long entity)
    {
        lock (_lock)
        {
            ref var vertex = ref CollectionsMarshal.GetValueRefOrAddDefault(_entities, entity, out var known);
            return known ? vertex : vertex = New(entity);
        }
    }

    /// <summary>The vertex of an account as rows of a mark name it, however it is written.</summary>
    public int Of(string account, ushort mark)
    {
        lock (_lock)
        {
            var vertex = _names.Add(account, mark, _keys.Count, out var name);
            return vertex == _keys.Count ? New(-name - 1) : vertex;
        }
    }

    /// <summary>A vertex for an end that nothing names: it joins nothing to anything.</summary>
    public int Open()
    {
        lock (_lock) return New(0);
    }

    /// <summary>The vertex of an entity that some edge or link names.</summary>
    public int? Find(EntityId entity)
    {
        lock (_lock) return _entities.TryGetValue(entity.Key, out var vertex) ? vertex : null;
    }

    /// <summary>The vertex of an account that some row names.</summary>
    public int? Find(string account)
    {
        lock (_lock) return _names.Find(account);
    }

    /// <summary>What a vertex stands for to who may walk these marks: an account is written as a row writes it that he may see.</summary>
    public WalkEnd End(int vertex, SlotSet marks)
    {
        lock (_lock)
        {
            var key = _keys[vertex];
            return key > 0 ? new WalkEnd(new EntityId(key), null) : key == 0 ? default : new WalkEnd(null, _names.Seen((int)(-key - 1), marks));
        }
    }

    /// <summary>The account of a vertex as it was first named; null for any other.</summary>
    public string? Account(int vertex)
    {
        lock (_lock) return _keys[vertex] < 0 ? _names[(int)(-_keys[vertex] - 1)] : null;
    }

    /// <summary>The entity key of a vertex; 0 for any other.</summary>
    public long Entity(int vertex)
    {
        lock (_lock) return Math.Max(_keys[vertex], 0);
    }

    /// <summary>A copy of the book as memory of this machine, while no entity has a vertex.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ToBytes()
    {
        lock (_lock) return [MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_keys)).ToArray(), .. _names.ToBytes()];
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    public static VertexBook Of(IReadOnlyList<byte[]> bytes)
    {
        List<long> keys = [.. MemoryMarshal.Cast<byte, long>(bytes[0])];
        var names = new AccountNames([.. bytes.Skip(1)]);
        for (var vertex = 0; vertex < keys.Count; vertex++)
            if (keys[vertex] < 0) names.Index((int)(-keys[vertex] - 1), vertex);
        return new VertexBook(keys, names);
    }

    private int New(long key)
    {
        _keys.Add(key);
        return _keys.Count - 1;
    }
}
