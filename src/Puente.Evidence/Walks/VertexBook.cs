using System.Runtime.InteropServices;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
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
    private readonly Dictionary<string, int> _accounts = new(StringComparer.Ordinal);
    private readonly List<long> _keys = [];
    private readonly List<(string Name, ushort Mark)> _names = [];
    private readonly Dictionary<int, List<(string Name, ushort Mark)>> _spellings = [];
    private readonly Lock _lock = new();

    /// <summary>Vertices so far.</summary>
    public int Count => _keys.Count;

    /// <summary>Accounts that rows have named so far.</summary>
    public int Named => _names.Count;

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
            var canonical = Canonical(account);
            if (!_accounts.TryGetValue(canonical, out var known))
            {
                _names.Add((account, mark));
                return _accounts[canonical] = New(-_names.Count);
            }

            if (_names[(int)-_keys[known] - 1] == (account, mark)) return known;
            if (!_spellings.TryGetValue(known, out var others)) _spellings[known] = others = [];
            if (!others.Contains((account, mark))) others.Add((account, mark));
            return known;
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
        lock (_lock) return _accounts.TryGetValue(Canonical(account), out var vertex) ? vertex : null;
    }

    /// <summary>What a vertex stands for to who may walk these marks: an account is written as a row writes it that he may see.</summary>
    public WalkEnd End(int vertex, SlotSet marks)
    {
        lock (_lock)
        {
            var key = _keys[vertex];
            if (key >= 0) return key > 0 ? new WalkEnd(new EntityId(key), null) : default;
            var first = _names[(int)-key - 1];
            if (!_spellings.TryGetValue(vertex, out var others)) return new WalkEnd(null, marks[first.Mark] ? first.Name : null);
            return new WalkEnd(null, others.Prepend(first).Where(s => marks[s.Mark]).Select(s => s.Name).Min(StringComparer.Ordinal));
        }
    }

    /// <summary>The account of a vertex as it was first named; null for any other.</summary>
    public string? Account(int vertex)
    {
        lock (_lock) return _keys[vertex] < 0 ? _names[(int)-_keys[vertex] - 1].Name : null;
    }

    /// <summary>The entity key of a vertex; 0 for any other.</summary>
    public long Entity(int vertex)
    {
        lock (_lock) return Math.Max(_keys[vertex], 0);
    }

    private static string Canonical(string account) => Fold.Identifier(account, IdentifierRule.Account);

    private int New(long key)
    {
        _keys.Add(key);
        return _keys.Count - 1;
    }
}
