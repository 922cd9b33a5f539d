using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Puente.Money.Records;

/// <summary>A key as the table compares it: its bytes when there are at most fifteen, else their hash and length.</summary>
internal readonly record struct PackedKey(ulong Low, ulong High)
{
    public const int Longest = 15;
    private const ulong First = 0x9E3779B97F4A7C15, Second = 0xD6E8FEB86659FD93;

    public bool IsWhole => High >> 56 <= (ulong)Longest;

    public ulong Hash
    {
        get
        {
            unchecked
            {
                var hash = (Low ^ BitOperations.RotateLeft(High * Second, 29)) * First;
                return hash ^ (hash >> 29);
            }
        }
    }

    public static PackedKey Of(ReadOnlySpan<byte> key)
    {
        if (key.Length > Longest) return Long(key);
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        key.CopyTo(padded);
        return new PackedKey(MemoryMarshal.Read<ulong>(padded), MemoryMarshal.Read<ulong>(padded[8..]) | (ulong)(uint)key.Length << 56);
    }

    /// <summary>The same for a key of at most fifteen bytes with at least sixteen readable bytes at its beginning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKey Short(byte* key, int length)
    {
        unchecked
        {
            var (low, high) = (Unsafe.ReadUnaligned<ulong>(key), 0UL);
            if (length < 8) low &= (1UL << (length * 8)) - 1;
            else if (length > 8) high = Unsafe.ReadUnaligned<ulong>(key + 8) & ((1UL << ((length - 8) * 8)) - 1);
            return new PackedKey(low, high | (ulong)(uint)length << 56);
        }
    }

    private static PackedKey Long(ReadOnlySpan<byte> key)
    {
        unchecked
        {
            var hash = (uint)key.Length * Second;
            for (; key.Length >= 8; key = key[8..]) hash = BitOperations.RotateLeft((hash ^ MemoryMarshal.Read<ulong>(key)) * First, 31);
            foreach (var b in key) hash = BitOperations.RotateLeft((hash ^ b) * Second, 23);
            return new PackedKey(hash ^ (hash >> 32), 0xFFUL << 56 | (uint)key.Length);
        }
    }
}

/// <summary>Numbers keys from zero in the order of their coming, without a string for any. One writer at a time.</summary>
internal sealed class KeyTable
{
    private Slot[] _slots = GC.AllocateArray<Slot>(1 << 12, pinned: true);
    private int _shift = 64 - 12;
    private byte[] _text = new byte[1 << 14];
    private int[] _ends = new int[1 << 10];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes(int id) => _text.AsSpan((id == 0 ? 0 : _ends[id - 1])..(_ends[id]));

    /// <summary>Brings the place of a key near, so that numbering it later need not wait for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(in PackedKey key)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref _slots[key.Hash >> _shift]));
    }

    public int Intern(ReadOnlySpan<byte> key) => Intern(PackedKey.Of(key), key);

    public int Intern(in PackedKey key, ReadOnlySpan<byte> bytes)
    {
        ref var slot = ref Place(key, bytes);
        if (slot.Next > 0) return slot.Next - 1;
        slot = new Slot { Key = key, Next = Count + 1 };
        Append(bytes);
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    public int Find(ReadOnlySpan<byte> key) => Place(PackedKey.Of(key), key).Next - 1;

    private ref Slot Place(in PackedKey key, ReadOnlySpan<byte> bytes)
    {
        var slots = _slots;
        for (var at = (int)(key.Hash >> _shift); ; at = (at + 1) & (slots.Length - 1))
        {
            ref var slot = ref slots[at];
            if (slot.Next == 0 || slot.Key == key && (key.IsWhole || Bytes(slot.Next - 1).SequenceEqual(bytes))) return ref slot;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var used = Count == 0 ? 0 : _ends[Count - 1];
        if (used + bytes.Length > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, used + bytes.Length));
        if (Count == _ends.Length) Array.Resize(ref _ends, Count * 2);
        bytes.CopyTo(_text.AsSpan(used));
        _ends[Count++] = used + bytes.Length;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = GC.AllocateArray<Slot>(old.Length * 4, pinned: true);
        _shift -= 2;
        foreach (var slot in old)
        {
            if (slot.Next == 0) continue;
            var at = (int)(slot.Key.Hash >> _shift);
            while (_slots[at].Next != 0) at = (at + 1) & (_slots.Length - 1);
            _slots[at] = slot;
        }
    }

    private struct Slot
    {
        public PackedKey Key;

        /// <summary>The number after the key's own; zero in an empty slot.</summary>
        public int Next;
    }
}
