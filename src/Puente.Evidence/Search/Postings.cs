using System.Data.Common;
using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Search;

/// <summary>A row of the index that the viewer reads and that matches, as far as the index alone can tell.</summary>
/// <param name="Quality">How good.</param>
/// <param name="Entity">Of whom.</param>
/// <param name="Attribute">The statement.</param>
/// <param name="Kind">Kind of the entity.</param>
/// <param name="Doubtful">Its words were too many to keep beside it: the text itself must be looked at.</param>
internal readonly record struct Posting(long Quality, long Entity, long Attribute, long Kind, bool Doubtful);

/// <summary>What to read of the index: a term, the other words that must stand in the same value, and bounds.</summary>
internal sealed record Scan
{
    /// <summary>Any of these terms.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Or every term that begins so.</summary>
    public string? Prefix { get; init; }

    /// <summary>Words that must stand in the value.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The beginning of a word that must stand in the value.</summary>
    public string? OtherPrefix { get; init; }

    /// <summary>Kinds of entities; null is any.</summary>
    public IReadOnlyCollection<long>? Kinds { get; init; }

    /// <summary>Lowest quality.</summary>
    public long From { get; init; }

    /// <summary>Highest quality.</summary>
    public long To { get; init; } = long.MaxValue;
}

/// <summary>Reads the index in its own order, best first, and passes on only what the viewer reads.</summary>
internal static class Postings
{
    private const int MostMarkings = 2_000;
    private static readonly int[] Caps = [500, 5_000, 40_000];

    /// <summary>The rows of a scan that show, in order of quality, then entity, latest first.</summary>
    public static async IAsyncEnumerable<Posting> ReadAsync(Reading reading, DbConnection connection, Scan scan, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        if (scan.Terms.Count == 0 && scan.Prefix is null) yield break;
        var readable = reading.Sight.Readable(Field.Value, MostMarkings);
        if (readable is { Count: 0 }) yield break;
        Row? last = null;
        for (var lot = Lots.First; ; lot = Lots.Further)
        {
            await using var command = Command(connection, scan, readable, reading.Archive.Database.IsPostgres, last, lot);
            await using var rows = await command.ExecuteReaderAsync(stop);
            var read = 0;
            // Rows come in buffers; asking for each asynchronously costs more than reading it.
            for (; rows.Read(); read++)
            {
                stop.ThrowIfCancellationRequested();
                var row = Row.Of(rows);
                last = row;
                if (!reading.Shows(row.Recording, row.Marking, row.Ended) || !reading.Sight.Reads(row.Marking, Field.Value)) continue;
                yield return new Posting(row.Quality, row.Entity, row.Attribute, row.Kind, scan.Others.Count > 0 && row.Wordless);
            }

            if (read < lot) yield break;
        }
    }

    /// <summary>The word with the fewest rows: reading starts there. Which one it is changes the work, never the answer.</summary>
    public static async Task<string> RarestAsync(DbConnection connection, IReadOnlyList<string> words, CancellationToken stop, string table = "term")
    {
        if (words.Count == 1) return words[0];
        foreach (var most in Caps)
        {
            var counts = await CountAsync(connection, words, most, table, stop);
            var rows = counts.Min();
            if (rows < most) return words[counts.IndexOf(rows)];
        }

        return words[^1];
    }

    private static async Task<List<long>> CountAsync(DbConnection connection, IReadOnlyList<string> words, int most, string table, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        for (var i = 0; i < words.Count; i++) Add(command, $"w{i}", words[i]);
        command.CommandText = string.Join(" union all ", words.Select((_, i) => string.Create(CultureInfo.InvariantCulture,
            $"select {i} as word, count(*) from (select 1 from {table} where term = @w{i} limit {most}) as counted{i}"))) + " order by word";
        var counts = new List<long>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (rows.Read()) counts.Add(rows.GetInt64(1));
        return counts;
    }

    private static DbCommand Command(DbConnection connection, Scan scan, IReadOnlyCollection<long>? readable, bool postgres, Row? after, int lot)
    {
        var command = connection.CreateCommand();
        var find = postgres ? "strpos" : "instr";
        var conditions = new List<string>();
        if (scan.Prefix is { } prefix)
        {
            conditions.Add("term >= @prefix and term < @above");
            Add(command, "prefix", after?.Term ?? prefix);
            Add(command, "above", prefix + "\U0010FFFF");
        }
        else
        {
            for (var i = 0; i < scan.Terms.Count; i++) Add(command, $"t{i}", scan.Terms[i]);
            conditions.Add(scan.Terms.Count == 1 ? "term = @t0" : $"term in ({string.Join(", ", scan.Terms.Select((_, i) => $"@t{i}"))})");
        }

        if (after is { } row)
        {
            conditions.Add((scan.Prefix is null ? "" : "(term > @prefix or ") + "(quality, entity, attribute) < (@quality, @entity, @attribute)" + (scan.Prefix is null ? "" : ")"));
            Add(command, "quality", row.Quality);
            Add(command, "entity", row.Entity);
            Add(command, "attribute", row.Attribute);
        }

        for (var i = 0; i < scan.Others.Count; i++)
        {
            conditions.Add($"({find}(words, @w{i}) > 0 or words = '')");
            Add(command, $"w{i}", $" {scan.Others[i]} ");
        }

        if (scan.OtherPrefix is { } begin)
        {
            conditions.Add($"{find}(words, @begin) > 0");
            Add(command, "begin", " " + begin);
        }

        // The same verdicts as are applied to each row, so that most rows that do not show are not even sent.
        if (readable is not null) conditions.Add($"marking in {Database.In(readable)}");
        if (scan.From > 0) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"quality >= {scan.From}"));
        if (scan.To < long.MaxValue) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"quality <= {scan.To}"));
        if (scan.Kinds is { } kinds) conditions.Add($"kind in {Database.In(kinds)}");
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            select term, quality, entity, attribute, kind, recording, marking, ended, case when words = '' then 1 else 0 end from term
            where {string.Join(" and ", conditions)} order by {(scan.Prefix is null ? "" : "term, ")}quality desc, entity desc, attribute desc limit {lot}
            """);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    /// <summary>A row as it is stored.</summary>
    private readonly record struct Row(string Term, long Quality, long Entity, long Attribute, long Kind, long Recording, long Marking, long? Ended, bool Wordless)
    {
        public static Row Of(DbDataReader row) => new(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6),
            row.IsDBNull(7) ? null : row.GetInt64(7), row.GetInt64(8) == 1);
    }
}
