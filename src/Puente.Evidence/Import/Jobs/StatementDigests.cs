using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Content of statements as 128 bits of SHA-256, to tell what was recorded before.</summary>
internal static class StatementDigests
{
    /// <summary>A key of the importing unit. Entities and facts never share one.</summary>
    public static UInt128 Key(string key, bool fact) => Of(fact ? "k-fact" : "k-entity", key);

    /// <summary>An attribute.</summary>
    public static UInt128 Attribute(long entity, string property, string value) => Of("attribute", entity, property, value);

    /// <summary>A fact.</summary>
    public static UInt128 Fact(NewFact f) =>
        Of("fact", f.Kind, f.From?.Key, f.To?.Key, f.Item?.Key, f.Place?.Key, f.At?.StartMs, f.At?.Code, f.Until?.StartMs, f.Until?.Code, f.Zone, f.Amount, f.Currency, f.Detail);

    /// <summary>A fact as it is stored.</summary>
    public static UInt128 Fact(FactRow f, CodeBook codes) =>
        Of("fact", codes[f.Kind], f.From_Key, f.To_Key, f.Item_Key, f.Place_Key, f.At, f.At_Code, f.Until_At, f.Until_Code,
            f.Zone is { } z ? codes[z] : null, f.Amount, f.Currency is { } c ? codes[c] : null, f.Detail);

    /// <summary>A fact together with its own key.</summary>
    public static UInt128 Keyed(UInt128 key, UInt128 content) => Of("keyed", key.ToString("x", null), content.ToString("x", null));

    /// <summary>The bytes under which a key is stored.</summary>
    public static byte[] Bytes(UInt128 digest)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, digest);
        return bytes;
    }

    /// <summary>Reads statements in force of the recordings given: each content and how often it was recorded, ended or not.</summary>
    public static async Task LoadAsync(DbConnection connection, CodeBook codes, IReadOnlyCollection<long> recordings, DigestTable<int> known)
    {
        if (recordings.Count == 0)
            return;
        var list = Database.In(recordings);
        await foreach (var (entity, property, value) in connection.QueryUnbufferedAsync<(long, long, string)>($"select entity, property, value from attribute where recording in {list}"))
            known.Add(Attribute(entity, codes[property], value));
        await foreach (var fact in connection.QueryUnbufferedAsync<FactRow>($"select {FactRow.Columns} from fact f where recording in {list}"))
            known.Add(Fact(fact, codes));
    }

    private static UInt128 Of(params object?[] parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var written = part is IFormattable number ? number.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : part?.ToString();
            text.Append(written is null ? "-" : written.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(':').Append(written);
        }
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The content of a stored fact.</summary>
    internal record FactRow
    {
        public const string Columns = "f.kind, f.from_key, f.to_key, f.item_key, f.place_key, f.at, f.at_code, f.until_at, f.until_code, f.zone, f.amount, f.currency, f.detail";

        public long Kind { get; init; }

        public long? From_Key { get; init; }

        public long? To_Key { get; init; }

        public long? Item_Key { get; init; }

        public long? Place_Key { get; init; }

        public long? At { get; init; }

        public long? At_Code { get; init; }

        public long? Until_At { get; init; }

        public long? Until_Code { get; init; }

        public long? Zone { get; init; }

        public long? Amount { get; init; }

        public long? Currency { get; init; }

        public string? Detail { get; init; }
    }
}
