using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Acts;

/// <summary>
/// Reads acts. An auditor sees those of everybody, anybody else their own; acts that name what the viewer may not read are withheld
/// by the same <see cref="Sight"/> as statements, and only an auditor learns how many of each kind. An auditor's looking is an act itself.
/// </summary>
public sealed class ActReading(Archive archive, RosterBook roster, ActLog acts)
{
    /// <summary>The most acts in a sample or a work paper.</summary>
    public const int Most = 1000;

    private const string Columns = "key, at, officer, unit, purpose, kind, subject, marking, content";

    /// <summary>A page of acts, newest first. <paramref name="after"/> is <see cref="ActPage.Next"/> of the page before; a made-up one starts at the newest.</summary>
    public async Task<ActPage> PageAsync(Viewer by, ActQuery query, string? after = null, int take = 50, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(query);
        if (after is null) await NoteAsync(by, "acts.look", query);
        var below = after is not null && archive.Ids.TryRead(IdKind.Act, after, out var key) ? key : long.MaxValue;
        var (where, values) = Where(by, query);
        var sight = archive.SightOf(by.Subject);
        var page = ImmutableArray.CreateBuilder<ActView>();
        await using var connection = await archive.Database.OpenAsync(stop);
        await foreach (var row in Lots.NewestFirstAsync<ActRow>(connection, $"select {Columns} from act where key < @below{where}", values, a => a.Key, below, stop))
        {
            if (!Reads(sight, row.Marking)) continue;
            if (page.Count == take) return new ActPage(page.ToImmutable(), page[^1].Id);
            page.Add(View(row));
        }

        return new ActPage(page.ToImmutable(), null);
    }

    /// <summary>How many acts match; an auditor's alone, so that a gap is stated and never silent. Refuses <c>acts.not-auditor</c>.</summary>
    public async Task<Result<ActCounts>> CountAsync(Viewer by, ActQuery query, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(query);
        if (!by.Roles.HasFlag(Role.Auditor)) return new Refusal("acts.not-auditor");
        var (where, values) = Where(by, query);
        var sight = archive.SightOf(by.Subject);
        await using var connection = await archive.Database.OpenAsync(stop);
        var groups = (await connection.QueryAsync<(string Kind, long? Marking, long Count)>(
            $"select kind, marking, count(*) from act where 1 = 1{where} group by kind, marking", values)).ToList();
        return new ActCounts(
            groups.Where(g => Reads(sight, g.Marking)).Sum(g => g.Count),
            [.. groups.Where(g => !Reads(sight, g.Marking)).GroupBy(g => g.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new WithheldActs(g.Key, g.Sum(x => x.Count)))]);
    }

    /// <summary>
    /// Draws <paramref name="size"/> readable acts: those with the smallest SHA-256 of (seed, key), so that anybody can draw them again and
    /// later acts do not shuffle earlier ones. An act. Refuses <c>acts.not-auditor</c>.
    /// </summary>
    public async Task<Result<ActSample>> SampleAsync(Viewer by, ActQuery query, int size, long seed, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(query);
        if (!by.Roles.HasFlag(Role.Auditor)) return new Refusal("acts.not-auditor");
        var (where, values) = Where(by, query);
        var sight = archive.SightOf(by.Subject);
        var drawn = new PriorityQueue<long, UInt128>();
        long all = 0;
        await using var connection = await archive.Database.OpenAsync(stop);
        await foreach (var (key, marking) in connection.QueryUnbufferedAsync<(long Key, long? Marking)>($"select key, marking from act where 1 = 1{where}", values).WithCancellation(stop))
        {
            if (!Reads(sight, marking)) continue;
            all++;
            drawn.Enqueue(key, UInt128.MaxValue - Lot(seed, key));
            if (drawn.Count > Math.Clamp(size, 1, Most)) drawn.Dequeue();
        }

        var keys = drawn.UnorderedItems.Select(d => d.Element);
        var rows = await connection.QueryAsync<ActRow>($"select {Columns} from act where key in {Database.In(keys)} order by key desc");
        await NoteAsync(by, "acts.sample", query, new { size, seed });
        return new ActSample([.. rows.Select(View)], all, seed);
    }

    private static UInt128 Lot(long seed, long key)
    {
        Span<byte> of = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(of, seed);
        BinaryPrimitives.WriteInt64BigEndian(of[8..], key);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(of));
    }

    internal Task NoteAsync(Viewer by, string kind, ActQuery query, object? more = null) => !by.Roles.HasFlag(Role.Auditor)
        ? Task.CompletedTask
        : archive.Database.Writer.NoteAsync((connection, transaction) =>
            acts.WriteAsync(connection, transaction, by, kind, "", null, new { query = ActPaper.Members(query), more }));

    private (string Where, DynamicParameters Values) Where(Viewer by, ActQuery query)
    {
        var where = new System.Text.StringBuilder();
        var values = new DynamicParameters();
        void And(string condition, string name, object value)
        {
            where.Append(" and ").Append(condition);
            values.Add(name, value);
        }

        if (!by.Roles.HasFlag(Role.Auditor)) And("officer = @self", "self", by.Officer.Id.Key);
        if (query.Officer is { } login) And("officer = @officer", "officer", roster.Current.ByLogin(login)?.Id.Key ?? -1);
        if (query.Unit is { } unit) And("unit = @unit", "unit", unit);
        if (query.Kind is { } kind)
        {
            And("(kind = @kind or substr(kind, 1, @kindLength) = @kindFrom)", "kind", kind);
            values.Add("kindFrom", kind + ".");
            values.Add("kindLength", kind.Length + 1);
        }

        if (query.From is { } from) And("at >= @from", "from", Start(from));
        if (query.Until is { } until) And("at < @until", "until", Start(until.AddDays(1)));
        return (where.ToString(), values);
    }

    private static long Start(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static bool Reads(Sight sight, long? marking) => marking is not { } key || sight.Reads(key);

    private ActView View(ActRow row) => new(
        archive.Ids.Text(IdKind.Act, row.Key), DateTimeOffset.FromUnixTimeMilliseconds(row.At),
        roster.Current.Officers.TryGetValue(new OfficerId(row.Officer), out var officer) ? officer.Login : "",
        row.Unit, row.Purpose, row.Kind, row.Subject, row.Content, row.Marking is { } marking ? archive.Markings[new MarkingId(marking)] : null);

    private sealed record ActRow(long Key, long At, long Officer, string Unit, string Purpose, string Kind, string Subject, long? Marking, string Content);
}
