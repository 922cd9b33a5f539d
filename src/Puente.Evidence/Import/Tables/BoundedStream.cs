using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Tables;

/// <summary>What a compressed container may still expand to, shared by all its parts.</summary>
internal sealed class Budget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes <paramref name="used"/> bytes.</summary>
    /// <exception cref="TableException">Nothing is left.</exception>
    public void Take(int used)
    {
        _left -= used;
        if (_left < 0)
            throw TableException.Of("table.expands-too-much");
    }
}

/// <summary>Reads a part of a container against a <see cref="Budget"/>, whatever size the container claims.</summary>
internal sealed class BoundedStream(Stream inner, Budget budget) : ReadThrough
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
