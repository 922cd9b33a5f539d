namespace Puente.Money.Records;

/// <summary>The columns of a table while it is made; arrays may be longer than <see cref="Count"/>.</summary>
internal sealed class TransferColumns(int capacity, bool received)
{
    public int Count;
    public int[] From = Of<int>(capacity);
    public int[] To = Of<int>(capacity);
    public long[] Time = Of<long>(capacity);
    public long[] Amount = Of<long>(capacity);
    public byte[] Currency = Of<byte>(capacity);
    public ushort[] Kind = Of<ushort>(capacity);
    public long[]? Received = received ? Of<long>(capacity) : null;
    public byte[]? ReceivedCurrency = received ? Of<byte>(capacity) : null;

    /// <summary>Makes room for one more.</summary>
    public void Grow()
    {
        if (Count < From.Length) return;
        var size = Math.Max(16, Count * 2);
        Array.Resize(ref From, size);
        Array.Resize(ref To, size);
        Array.Resize(ref Time, size);
        Array.Resize(ref Amount, size);
        Array.Resize(ref Currency, size);
        Array.Resize(ref Kind, size);
        if (Received is not null) Array.Resize(ref Received, size);
        if (ReceivedCurrency is not null) Array.Resize(ref ReceivedCurrency, size);
    }

    /// <summary>Moves rows down, over those that were refused.</summary>
    public void Move(int from, int to, int count)
    {
        if (from == to || count == 0) return;
        foreach (var column in (Array?[])[From, To, Time, Amount, Currency, Kind, Received, ReceivedCurrency])
            if (column is not null) Array.Copy(column, from, column, to, count);
    }

    private static T[] Of<T>(int capacity) where T : unmanaged => GC.AllocateUninitializedArray<T>(capacity);
}
