namespace Puente.Graph.Memory;

/// <summary>
/// A column that only grows, in pieces of 65,536 values outside of the garbage collector. One writer; a reader may read every place
/// that the writer had filled before the reader learned of it; what was not written holds anything.
/// </summary>
internal sealed unsafe class Growing<T>
    where T : unmanaged
{
    private const int Shift = 16;
    private const int Size = 1 << Shift;
    private NativeBlock[] _pieces = [];

    public long Bytes => _pieces.Sum(p => p.Bytes);

    public ref T this[int at] => ref ((T*)Volatile.Read(ref _pieces)[at >> Shift].Start)[at & (Size - 1)];

    /// <summary>Makes room for places below <paramref name="count"/>.</summary>
    public void Reserve(int count)
    {
        var pieces = (int)(((long)count + Size - 1) >> Shift);
        if (pieces <= _pieces.Length) return;
        var grown = new NativeBlock[pieces];
        _pieces.CopyTo(grown, 0);
        for (var i = _pieces.Length; i < pieces; i++) grown[i] = new NativeBlock((long)Size * sizeof(T));
        Volatile.Write(ref _pieces, grown);
    }

    /// <summary>The run of values that begins at <paramref name="at"/> and ends with its piece or before <paramref name="count"/>.</summary>
    public Span<T> RunFrom(int at, int count) => new(&((T*)_pieces[at >> Shift].Start)[at & (Size - 1)], Math.Min(Size - (at & (Size - 1)), count - at));

    public void Free()
    {
        foreach (var piece in _pieces) piece.Free();
    }
}
