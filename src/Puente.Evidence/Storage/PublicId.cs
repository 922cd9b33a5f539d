using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Puente.Evidence.Storage;

/// <summary>What a public id names; part of the id, so that an id of one thing is never taken for another.</summary>
public enum IdKind : byte
{
    /// <summary>An entity.</summary>
    Entity = 1,
    /// <summary>An attribute statement.</summary>
    Attribute = 2,
    /// <summary>A fact statement.</summary>
    Fact = 3,
    /// <summary>A same-as statement.</summary>
    SameAs = 4,
    /// <summary>A source.</summary>
    Source = 5,
    /// <summary>A recording.</summary>
    Recording = 6,
    /// <summary>An act.</summary>
    Act = 7,
    /// <summary>An import.</summary>
    Import = 8,
    /// <summary>A saved search.</summary>
    Search = 9,
    /// <summary>A dataset.</summary>
    Dataset = 10,
    /// <summary>An officer.</summary>
    Officer = 11,
    /// <summary>A mapping kept on the node.</summary>
    Mapping = 12,
    /// <summary>A file received but not yet imported.</summary>
    Upload = 13,
    /// <summary>A legal hold.</summary>
    Hold = 14,
    /// <summary>A decision that two entities are not one.</summary>
    Rejection = 15,
    /// <summary>A list that an officer screened against.</summary>
    Screening = 16,
    /// <summary>A watch.</summary>
    Watch = 17,
    /// <summary>An entry of a duty roster.</summary>
    Duty = 18,
    /// <summary>A reading right.</summary>
    Right = 19,

    /// <summary>A document.</summary>
    Document = 30,
    /// <summary>A document that is being sent.</summary>
    DocumentUpload = 31,
    /// <summary>A passage of a document that somebody quotes.</summary>
    Quote = 32,
    /// <summary>The place in a list of documents that were found.</summary>
    DocumentPlace = 33,
    /// <summary>An order by which records are had.</summary>
    Order = 20,
    /// <summary>What a custodian returned under an order.</summary>
    Return = 21,
    /// <summary>Two lines that may be one transfer.</summary>
    Pair = 22,
    /// <summary>A search for patterns over what a unit may see.</summary>
    PatternSearch = 25,
    /// <summary>What such a search found.</summary>
    Finding = 26,
}

/// <summary>
/// Turns row keys into public ids and back. A public id is one AES-128 block of (kind, seven zero bytes, key): it looks
/// random, tells neither order nor number, needs no column and no index, and a made-up one fails the zero check.
/// Shown as 26 characters of Crockford's base 32, lower case. Thread-safe.
/// </summary>
public sealed class PublicIds : IDisposable
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private readonly Aes _aes;
    private readonly ThreadLocal<(ICryptoTransform Hide, ICryptoTransform Show)> _transforms;

    /// <summary>Uses the node's 16-byte id key.</summary>
    public PublicIds(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 16);
        _aes = Aes.Create();
        (_aes.Mode, _aes.Padding, _aes.Key) = (CipherMode.ECB, PaddingMode.None, key);
        // A transform costs more to make than to use, and is for one thread at a time.
        _transforms = new(() => (_aes.CreateEncryptor(), _aes.CreateDecryptor()), trackAllValues: true);
    }

    /// <summary>The 16 bytes of a public id.</summary>
    public byte[] Bytes(IdKind kind, long key)
    {
        var block = new byte[16];
        block[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(block.AsSpan(8), key);
        _transforms.Value.Hide.TransformBlock(block, 0, 16, block, 0);
        return block;
    }

    /// <summary>The id as text, 26 characters.</summary>
    public string Text(IdKind kind, long key)
    {
        var bytes = Bytes(kind, key);
        return string.Create(26, bytes, static (chars, b) =>
        {
            var value = BinaryPrimitives.ReadUInt128BigEndian(b);
            for (var i = 25; i >= 0; i--, value >>= 5) chars[i] = Alphabet[(int)(value & 31)];
        });
    }

    /// <summary>Reads a public id of the given kind; false for anything else, forged ids included.</summary>
    public bool TryRead(IdKind kind, string? text, out long key)
    {
        key = 0;
        if (text is not { Length: 26 }) return false;
        UInt128 value = 0;
        for (var i = 0; i < 26; i++)
        {
            var digit = Alphabet.IndexOf(char.ToLowerInvariant(text[i]), StringComparison.Ordinal);
            if (digit < 0 || (i == 0 && digit > 7)) return false;
            value = (value << 5) | (UInt128)digit;
        }

        var plain = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(plain, value);
        _transforms.Value.Show.TransformBlock(plain, 0, 16, plain, 0);
        if (plain[0] != (byte)kind || plain.AsSpan(1, 7).ContainsAnyExcept((byte)0)) return false;
        key = BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(8));
        return key > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (hide, show) in _transforms.Values)
        {
            hide.Dispose();
            show.Dispose();
        }

        _transforms.Dispose();
        _aes.Dispose();
    }
}
