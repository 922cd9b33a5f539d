using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Puente.Evidence.Terms;
using Puente.Graph.Filters;

namespace Puente.Evidence.Walks;

/// <summary>
/// The names of accounts as rows write them, in a few large arrays, so that a million of them are copied at once. Names that differ in spaces, signs and case only are spellings of
/// one account. Not for several threads at once.
/// </summary>
internal sealed class AccountNames
{
    private const int None = -1;
    private readonly ulong _seed;
    private readonly List<char> _text;
    private readonly List<int> _ends;
    private readonly List<ushort> _marks;

    /// <summary>The next spelling of the same account.</summary>
    private readonly List<int> _others;

    /// <summary>Of the account's canonical form, for the first spelling.</summary>
    private readonly List<uint> _hashes;

    /// <summary>By hash, the first spelling and its vertex; at most half full.</summary>
    private Place[] _table;

    /// <summary>No names.</summary>
    /// <param name="seed">A secret, so that nobody writes names of one hash.</param>
    public AccountNames(ulong seed) => (_seed, _text, _ends, _marks, _others, _hashes, _table) = (seed, [], [], [], [], [], new Place[64]);

    /// <summary>Reads what <see cref="ToBytes"/> gave; each first spelling must then be indexed.</summary>
    public AccountNames(IReadOnlyList<byte[]> bytes)
    {
        _seed = BitConverter.ToUInt64(bytes[0]);
        (_text, _ends, _marks, _others, _hashes) = (ListOf<char>(bytes[1]), ListOf<int>(bytes[2]), ListOf<ushort>(bytes[3]), ListOf<int>(bytes[4]), ListOf<uint>(bytes[5]));
        _table = new Place[TableFor(_ends.Count)];
    }

    private struct Place
    {
        /// <summary>The first spelling, from 1; 0 is none.</summary>
        public int Name;
        public int Vertex;
    }

    /// <summary>How many accounts there are.</summary>
    public int Accounts { get; private set; }

    /// <summary>A name.</summary>
    public string this[int name] => Text(name).ToString();

    /// <summary>The vertex of an account, which is <paramref name="next"/> when it is a new one; then its first spelling is <paramref name="name"/>.</summary>
    public int Add(string account, ushort mark, int next, out int name)
    {
        var canonical = Canonical(account);
        var hash = Hash(canonical);
        ref var place = ref PlaceOf(account, canonical, hash);
        if (place.Name == 0)
        {
            name = New(account, mark, None, hash);
            place = new Place { Name = name + 1, Vertex = next };
            if (++Accounts * 2 > _table.Length) Grow();
            return next;
        }

        name = place.Name - 1;
        for (var spelling = name; spelling != None; spelling = _others[spelling])
            if (_marks[spelling] == mark && Text(spelling).SequenceEqual(account)) return place.Vertex;
        _others[name] = New(account, mark, _others[name], hash);
        return place.Vertex;
    }

    /// <summary>The vertex of an account, however it is written.</summary>
    public int? Find(string account)
    {
        var canonical = Canonical(account);
        var place = PlaceOf(account, canonical, Hash(canonical));
        return place.Name == 0 ? null : place.Vertex;
    }

    /// <summary>The account whose first spelling this is as a row of these marks writes it; null when none does.</summary>
    public string? Seen(int name, SlotSet marks)
    {
        if (_others[name] == None) return marks[_marks[name]] ? this[name] : null;
        string? least = null;
        for (var spelling = name; spelling != None; spelling = _others[spelling])
            if (marks[_marks[spelling]] && (least is null || string.CompareOrdinal(this[spelling], least) < 0)) least = this[spelling];
        return least;
    }

    /// <summary>Makes a first spelling findable after reading.</summary>
    public void Index(int name, int vertex)
    {
        var at = _hashes[name] & (uint)(_table.Length - 1);
        while (_table[at].Name != 0) at = (at + 1) & (uint)(_table.Length - 1);
        _table[at] = new Place { Name = name + 1, Vertex = vertex };
        Accounts++;
    }

    /// <summary>A copy of the names as memory of this machine.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> ToBytes() => [BitConverter.GetBytes(_seed), Copy(_text), Copy(_ends), Copy(_marks), Copy(_others), Copy(_hashes)];

    private static string Canonical(string account) => Fold.Identifier(account, IdentifierRule.Account);

    private static int TableFor(int names)
    {
        var size = 64;
        while (size < names * 2L) size = checked(size * 2);
        return size;
    }

    private static byte[] Copy<T>(List<T> list)
        where T : unmanaged => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(list)).ToArray();

    private static List<T> ListOf<T>(byte[] bytes)
        where T : unmanaged => [.. MemoryMarshal.Cast<byte, T>(bytes)];

    private ReadOnlySpan<char> Text(int name)
    {
        var start = name == 0 ? 0 : _ends[name - 1];
        return CollectionsMarshal.AsSpan(_text)[start.._ends[name]];
    }

    private int New(string account, ushort mark, int other, uint hash)
    {
        _text.AddRange(account.AsSpan());
        _ends.Add(_text.Count);
        _marks.Add(mark);
        _others.Add(other);
        _hashes.Add(hash);
        return _ends.Count - 1;
    }

    private ref Place PlaceOf(string account, string canonical, uint hash)
    {
        var at = hash & (uint)(_table.Length - 1);
        while (_table[at].Name is not 0 and var name && !(_hashes[name - 1] == hash && IsOf(name - 1, account, canonical))) at = (at + 1) & (uint)(_table.Length - 1);
        return ref _table[at];
    }

    private bool IsOf(int name, string account, string canonical) => Text(name).SequenceEqual(account) || Canonical(this[name]) == canonical;

    private void Grow()
    {
        var old = _table;
        _table = new Place[checked(old.Length * 2)];
        foreach (var place in old)
        {
            if (place.Name == 0) continue;
            var at = _hashes[place.Name - 1] & (uint)(_table.Length - 1);
            while (_table[at].Name != 0) at = (at + 1) & (uint)(_table.Length - 1);
            _table[at] = place;
        }
    }

    /// <summary>Mixes four characters at a time by a product of 128 bits.</summary>
    private uint Hash(string text)
    {
        unchecked
        {
            var hash = _seed ^ (ulong)text.Length;
            for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[Math.Min(4, rest.Length)..])
            {
                var four = 0UL;
                rest[..Math.Min(4, rest.Length)].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<ulong, char>(ref four), 4));
                var high = Math.BigMul(hash ^ four, _seed | 0x9E3779B97F4A7C15, out var low);
                hash = high ^ low ^ _seed;
            }

            return (uint)(hash ^ (hash >> 32));
        }
    }
}
