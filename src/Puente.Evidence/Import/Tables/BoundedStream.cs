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
internal sealed class BoundedStream(Stream inner, Budget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
