using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>An answer as it was given.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Content type, or null without a body.</param>
/// <param name="Location">Where what was made is, or null.</param>
/// <param name="Body">The body.</param>
public sealed record GivenAnswer(int Status, string? Type, string? Location, byte[] Body);

/// <summary>
/// Requests that carry a key of the program's own are done once: the same key and request get the answer that was given, for a day, also after a
/// restart. What was begun and never answered is not begun again: nobody knows whether it was done. Thread-safe.
/// </summary>
/// <param name="database">The store.</param>
/// <param name="clock">The clock.</param>
public sealed class RepeatedRequests(Database database, TimeProvider clock)
{
    /// <summary>For how long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>The longest key.</summary>
    public const int LongestKey = 200;

    /// <summary>
    /// Begins a request, or gives the answer that it had: null means that it was begun now and must be ended or dropped. Refuses <c>repeat.other</c> (the key
    /// stood on another request) and <c>repeat.unanswered</c> (it is under way, or its answer was lost).
    /// </summary>
    /// <param name="officer">Who asks.</param>
    /// <param name="key">The key.</param>
    /// <param name="digest">Of everything that makes the request.</param>
    public Task<Result<GivenAnswer?>> BeginAsync(OfficerId officer, string key, byte[] digest) => database.Writer.WriteAsync<Result<GivenAnswer?>>(Lane.Prompt, async (connection, transaction) =>
    {
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync("delete from repeated_request where begun < @old", new { old = (now - Kept).ToUnixTimeMilliseconds() }, transaction);
        var begun = await connection.ExecuteAsync(
            "insert into repeated_request (officer, key, digest, begun) values (@officer, @key, @digest, @now) on conflict (officer, key) do nothing",
            new { officer = officer.Key, key, digest, now = now.ToUnixTimeMilliseconds() }, transaction);
        if (begun == 1) return (GivenAnswer?)null;
        var row = await connection.QuerySingleAsync<Row>("select digest, status, type, location, body from repeated_request where officer = @officer and key = @key", new { officer = officer.Key, key }, transaction);
        if (!row.Digest.AsSpan().SequenceEqual(digest)) return new Refusal("repeat.other", ("key", key));
        return row.Status is { } status ? new GivenAnswer((int)status, row.Type, row.Location, row.Body ?? []) : new Refusal("repeat.unanswered", ("key", key));
    });

    /// <summary>Keeps the answer of a request that was begun.</summary>
    public Task EndAsync(OfficerId officer, string key, GivenAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return database.Writer.NoteAsync((connection, transaction) => connection.ExecuteAsync(
            "update repeated_request set status = @Status, type = @Type, location = @Location, body = @Body where officer = @officer and key = @key",
            new { officer = officer.Key, key, Status = (long)answer.Status, answer.Type, answer.Location, answer.Body }, transaction));
    }

    /// <summary>Forgets a request that was begun and did nothing: it may be sent again.</summary>
    public Task DropAsync(OfficerId officer, string key) => database.Writer.NoteAsync((connection, transaction) =>
        connection.ExecuteAsync("delete from repeated_request where officer = @officer and key = @key", new { officer = officer.Key, key }, transaction));

    private sealed record Row
    {
        public byte[] Digest { get; init; } = [];
        public long? Status { get; init; }
        public string? Type { get; init; }
        public string? Location { get; init; }
        public byte[]? Body { get; init; }
    }
}
