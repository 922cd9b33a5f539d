using System.Data.Common;
using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>One thing the doctor looked at.</summary>
/// <param name="Code">Stable, dotted: <c>store.integrity</c>.</param>
/// <param name="Healthy">Whether it is as it should be.</param>
/// <param name="Count">Rows counted, or rows that are wrong.</param>
public sealed record Checkup(string Code, bool Healthy, long Count)
{
    /// <summary>How many rows there are, or of which kinds, would tell who keeps the node that something was recorded.</summary>
    public bool TellsOfRecord => Code.StartsWith("count.", StringComparison.Ordinal) || Code is "vocabulary.known" or "regime.known";
}

/// <summary>Examines a store. Reads everything and shows nobody anything but counts, so it needs no viewer.</summary>
/// <param name="archive">The record.</param>
/// <param name="rules">The kinds and regimes the node knows.</param>
/// <param name="files">The folder of received files, when there is one.</param>
public sealed class Doctor(Archive archive, NodeRules rules, string? files = null)
{
    private static readonly string[] Counted = ["entity", "attribute", "fact", "same_as", "source", "recording", "act"];

    private static readonly (string Code, string Sql)[] Owners =
    [
        ("owner.attribute-entity", "select count(*) from attribute t left join entity o on o.key = t.entity where o.key is null"),
        ("owner.fact-from", "select count(*) from fact t left join entity o on o.key = t.from_key where t.from_key is not null and o.key is null"),
        ("owner.fact-to", "select count(*) from fact t left join entity o on o.key = t.to_key where t.to_key is not null and o.key is null"),
        ("owner.fact-item", "select count(*) from fact t left join entity o on o.key = t.item_key where t.item_key is not null and o.key is null"),
        ("owner.fact-place", "select count(*) from fact t left join entity o on o.key = t.place_key where t.place_key is not null and o.key is null"),
        ("owner.recording-source", "select count(*) from recording t left join source o on o.key = t.source where o.key is null"),
        ("owner.recording-officer", "select count(*) from recording t left join officer o on o.key = t.officer where o.key is null"),
        .. Statements.SelectMany(table => new[]
        {
            ($"owner.{table}-recording", $"select count(*) from {table} t left join recording o on o.key = t.recording where o.key is null"),
            ($"owner.{table}-marking", $"select count(*) from {table} t left join marking o on o.key = t.marking where o.key is null"),
            ($"owner.{table}-ended", $"select count(*) from {table} t left join recording o on o.key = t.ended where t.ended is not null and o.key is null"),
        }),
        ("owner.hold-statement", "select count(*) from hold h where not exists (select 1 from attribute where key = h.statement) and not exists (select 1 from fact where key = h.statement) and not exists (select 1 from same_as where key = h.statement)"),
    ];

    private static IEnumerable<string> Statements => ["attribute", "fact", "same_as"];

    /// <summary>Examines everything, in order: the database itself, counts, rows without an owner, markings, kinds, and what is derived.</summary>
    public async IAsyncEnumerable<Checkup> ExamineAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        if (!archive.Database.IsPostgres)
        {
            var complaints = (await connection.QueryAsync<string>(new CommandDefinition("pragma integrity_check", commandTimeout: 0, cancellationToken: stop))).Where(c => c != "ok").ToList();
            yield return new Checkup("store.integrity", complaints.Count == 0, complaints.Count);
        }

        foreach (var table in Counted) yield return new Checkup("count." + table, true, await CountAsync(connection, $"select count(*) from {table}", stop));
        foreach (var (code, sql) in Owners)
        {
            var orphans = await CountAsync(connection, sql, stop);
            yield return new Checkup(code, orphans == 0, orphans);
        }

        var unreadable = (await connection.QueryAsync<string>("select canon from marking")).Count(canon => !IsCanonical(canon));
        yield return new Checkup("marking.readable", unreadable == 0, unreadable);
        var lawless = (await connection.QueryAsync<string>("select distinct regime from source")).Count(regime => rules.Regimes.Find(regime) is null);
        yield return new Checkup("regime.known", lawless == 0, lawless);
        var strange = (await connection.QueryAsync<string>("select distinct c.text from entity e join code c on c.key = e.kind")).Count(kind => rules.Vocabulary.Kind(kind) is null)
            + (await connection.QueryAsync<string>("select distinct c.text from fact f join code c on c.key = f.kind")).Count(kind => rules.Vocabulary.Fact(kind) is null);
        yield return new Checkup("vocabulary.known", strange == 0, strange);
        if (files is not null)
        {
            var leftovers = await Leftovers.FindAsync(connection, files, archive.Clock.GetUtcNow());
            foreach (var why in Enum.GetValues<Leftover>())
            {
                var count = leftovers.Count(l => l.Why == why);
                yield return new Checkup("files." + why.ToString().ToLowerInvariant(), count == 0, count);
            }

            var missing = await Leftovers.MissingAsync(connection, DatasetFiles.Under(files)) + await Documents.DocumentFiles.Under(files).MissingAsync(connection);
            yield return new Checkup("files.missing", missing == 0, missing);
        }

        // What lies in memory alone has no table that could differ; it is read anew when it is made again.
        foreach (var derived in archive.Derived.Where(d => d.Tables.Count > 0))
        {
            var differences = await derived.DifferencesAsync(stop);
            yield return new Checkup("derived." + derived.Tables.First(), differences == 0, differences);
        }
    }

    /// <summary>Throws away everything derived and makes it again from the statements.</summary>
    public async Task RebuildAsync(IProgress<long>? progress = null, CancellationToken stop = default)
    {
        foreach (var derived in archive.Derived) await derived.RebuildAsync(progress, stop);
    }

    private static Task<long> CountAsync(DbConnection connection, string sql, CancellationToken stop) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: stop));

    private static bool IsCanonical(string canon)
    {
        try
        {
            return MarkingText.Write(MarkingText.Read(canon)) == canon;
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or ArgumentException or FormatException or InvalidOperationException or NullReferenceException)
        {
            return false;
        }
    }
}
