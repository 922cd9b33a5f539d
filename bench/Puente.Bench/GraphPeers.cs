using System.Diagnostics;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using Puente.Graph;

namespace Puente.Bench;

/// <summary>
/// The same traces in PostgreSQL, SQLite and DuckDB: indexes that cover the question, the reader's filter in the query, every table loaded
/// whole. Answers are compared by count and by the sum of the last transfers.
/// </summary>
internal static class GraphPeers
{
    private const int Starts = 100;
    private const string Index = "create index t_out on t (payer, ts, id, payee, amount, mark)";

    public static async Task RunAsync(Report report, GraphWorld world, TemporalGraph graph, CancellationToken stop)
    {
        report.Title($"The same traces in databases, {Starts} starts, second pass (milliseconds)");
        report.Table("system", "load and index, s", "3 hops 30 days p50", "p99", "4 hops 180 days p50", "p99", "answers");
        var folder = Directory.CreateTempSubdirectory("puente-peers-").FullName;
        try
        {
            var own = Own(world, graph);
            Row(report, "this graph", 0, own, own);
            Row(report, "SQLite, a query an expansion", Time(() => LoadSqlite(world, folder), out var sqlite), Ask(sqlite.Ask), own);
            Row(report, "DuckDB, a step a hop", Time(() => LoadDuckDb(world, folder), out var duck), Ask(duck.Ask), own);
            await using var cluster = await Cluster.StartAsync(folder);
            Row(report, "PostgreSQL, recursive with lateral", Time(() => LoadPostgres(world, cluster), out var postgres), Ask(postgres.Ask), own);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        Answers Ask(Func<int, int, int, (long, long, long)> ask) => new(Pass(i => ask(world.Starts[i], 3, 30)), Pass(i => ask(world.Starts[i], 4, 180)));
    }

    private static Answers Own(GraphWorld world, TemporalGraph graph)
    {
        using var snapshot = graph.Open();
        var filter = snapshot.Filter(world.Seen);
        return new Answers(Pass(i => GraphQuestions.Trace(world, snapshot, filter, world.Starts[i], 3, 30)), Pass(i => GraphQuestions.Trace(world, snapshot, filter, world.Starts[i], 4, 180)));
    }

    private static (List<double> Times, long Found, long Sum, long Visits) Pass(Func<int, (long, long, long)> ask)
    {
        GraphQuestions.Each(0, Starts, ask);
        return GraphQuestions.Each(0, Starts, ask);
    }

    private static double Time<T>(Func<T> load, out T loaded)
    {
        var watch = Stopwatch.StartNew();
        loaded = load();
        return watch.Elapsed.TotalSeconds;
    }

    private static void Row(Report report, string name, double load, Answers answers, Answers own) =>
        report.Row(name, load, Text(answers.Small.Times, 0.5), Text(answers.Small.Times, 0.99), Text(answers.Large.Times, 0.5), Text(answers.Large.Times, 0.99),
            (answers.Small.Found, answers.Small.Sum, answers.Large.Found, answers.Large.Sum) == (own.Small.Found, own.Small.Sum, own.Large.Found, own.Large.Sum)
                ? $"equal: {answers.Small.Found:N0} and {answers.Large.Found:N0} paths" : "DIFFERENT");

    private static string Text(List<double> times, double part) => (Spread.Of(times, part) / 1000).ToString("N3", System.Globalization.CultureInfo.InvariantCulture);

    private static string Table(string big) => $"create table t (id {big}, payer {big}, payee {big}, ts {big}, amount {big}, mark {big})";

    private static IEnumerable<long[]> Rows(GraphWorld world)
    {
        var removed = world.Removed.ToHashSet();
        for (var i = 0; i < world.From.Length; i++)
            if (!removed.Contains(i)) yield return [i, world.From[i], world.To[i], world.Time[i], world.Amount[i], world.Mark[i]];
    }

    private static SqliteTrace LoadSqlite(GraphWorld world, string folder)
    {
        var connection = new SqliteConnection($"Data Source={folder}/peer.db");
        connection.Open();
        Run(connection, "pragma journal_mode=off");
        Run(connection, "pragma synchronous=off");
        Run(connection, "pragma cache_size=-2000000");
        Run(connection, Table("integer"));
        using (var all = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into t values ($0,$1,$2,$3,$4,$5)";
            for (var i = 0; i < 6; i++) insert.Parameters.Add($"${i}", SqliteType.Integer);
            foreach (var row in Rows(world))
            {
                for (var i = 0; i < 6; i++) insert.Parameters[i].Value = row[i];
                insert.ExecuteNonQuery();
            }

            all.Commit();
        }

        Run(connection, Index);
        return new SqliteTrace(world, connection);
    }

    private static SqlTrace LoadDuckDb(GraphWorld world, string folder)
    {
        var connection = new DuckDBConnection($"Data Source={folder}/peer.duckdb");
        connection.Open();
        Run(connection, Table("bigint"));
        using (var appender = connection.CreateAppender("t"))
            foreach (var row in Rows(world))
            {
                var into = appender.CreateRow();
                foreach (var value in row) into.AppendValue(value);
                into.EndRow();
            }

        Run(connection, "create table s as select * from t order by payer, ts, id");
        return new SqlTrace(world, connection, DuckDbSql);
    }

    private static SqlTrace LoadPostgres(GraphWorld world, Cluster cluster)
    {
        var connection = new NpgsqlConnection(cluster.Connection + ";Command Timeout=0");
        connection.Open();
        Run(connection, Table("bigint").Replace("create table", "create unlogged table", StringComparison.Ordinal));
        using (var copy = connection.BeginBinaryImport("copy t from stdin (format binary)"))
        {
            foreach (var row in Rows(world))
            {
                copy.StartRow();
                foreach (var value in row) copy.Write(value);
            }

            copy.Complete();
        }

        Run(connection, "create index t_out on t (payer, ts, id) include (payee, amount, mark)");
        Run(connection, "vacuum analyze t");
        Run(connection, "set jit = off");
        return new SqlTrace(world, connection, PostgresSql);
    }

    private static string PostgresSql(int start, long at, long until, int hops) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"""
        with recursive p(hop, v, ts, id) as (
          select 0, {start}::bigint, {at - 1}::bigint, -1::bigint
          union all
          select p.hop + 1, n.payee, n.ts, n.id from p, lateral
            (select payee, ts, id from t where payer = p.v and ts > p.ts and ts <= {until} and amount >= {GraphQuestions.Least} and mark <= 40 order by ts, id limit {GraphQuestions.Per}) n
          where p.hop < {hops})
        select count(*), coalesce(sum(id), 0)::bigint from p where hop > 0
        """);

    private static string DuckDbSql(int start, long at, long until, int hops)
    {
        var levels = string.Join(",\n", Enumerable.Range(1, hops).Select(hop => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"""
            p{hop} as (select payee v, ts, id, n from (
              select s.payee, s.ts, s.id, row_number() over (order by 1) n, row_number() over (partition by p.n order by s.ts, s.id) r
              from p{hop - 1} p join s on s.payer = p.v and s.ts > p.ts and s.ts <= {until} and s.amount >= {GraphQuestions.Least} and s.mark <= 40) where r <= {GraphQuestions.Per})
            """)));
        var sums = string.Join(" union all ", Enumerable.Range(1, hops).Select(hop => $"select id from p{hop}"));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"with p0 as (select {start}::bigint v, {at - 1}::bigint ts, -1::bigint id, 0::bigint n),\n{levels}\nselect count(*), coalesce(sum(id), 0)::bigint from ({sums})");
    }

    internal static void Run(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Answers((List<double> Times, long Found, long Sum, long Visits) Small, (List<double> Times, long Found, long Sum, long Visits) Large);
}
