using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Acts;

/// <summary>
/// What officers did, append-only: who, unit, purpose, what, when, carrying the marking of what it names. Content is canonical
/// JSON (keys sorted, no spaces), stable for as long as the record exists, so that it can be committed to elsewhere.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="keys">For tests: where keys come from; null takes the next above the highest in the store.</param>
public sealed class ActLog(TimeProvider clock, Keys? keys = null)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private Keys? _keys = keys;

    /// <summary>Writes an act inside the transaction of what it records: both are durable, or neither.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="transaction">The writer's transaction.</param>
    /// <param name="by">Who.</param>
    /// <param name="kind">What, dotted and lower-case: <c>statement.record</c>; the text key is <c>act.KIND</c>.</param>
    /// <param name="subject">Public id, or code, of what it was done to.</param>
    /// <param name="marking">The marking of what it names; null when it names nothing marked.</param>
    /// <param name="content">Particulars; an anonymous object.</param>
    public Task WriteAsync(DbConnection connection, DbTransaction transaction, Viewer by, string kind, string subject, MarkingId? marking, object? content = null)
    {
        ArgumentNullException.ThrowIfNull(by);
        return WriteAsync(connection, transaction, by.Officer.Id.Key, by.Unit.Code, by.Purpose, kind, subject, marking, content);
    }

    /// <summary>The same for what happens before there is a viewer: sign-in, set-up, work on a stopped node (officer 0).</summary>
    public async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, long officer, string unit, string purpose, string kind, string subject, MarkingId? marking, object? content = null)
    {
        _keys ??= new Keys(await connection.ExecuteScalarAsync<long?>("select max(key) from act", transaction: transaction) ?? 0);
        await connection.ExecuteAsync(
            "insert into act (key, at, officer, unit, purpose, kind, subject, marking, content) values (@key, @at, @officer, @unit, @purpose, @kind, @subject, @marking, @content)",
            new
            {
                key = _keys.Next(),
                at = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                officer,
                unit,
                purpose,
                kind,
                subject,
                marking = marking?.Key,
                content = Canonical(content),
            }, transaction);
    }

    /// <summary>Canonical JSON of an object: members sorted by name, no spaces, null members left out.</summary>
    public static string Canonical(object? content)
    {
        if (content is null) return "{}";
        return (Sorted(JsonSerializer.SerializeToNode(content)) ?? new JsonObject()).ToJsonString(Plain);
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => m.Value is not null).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
