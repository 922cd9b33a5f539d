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
    private const string Back = "create index t_in on t (payee, ts, id, payer, amount, mark)";

    public static async Task RunAsync(Report report, GraphWorld world, TemporalGraph graph, CancellationToken stop)
    {
        report.Title($"The same questions in databases, {Starts} starts, second pass (milliseconds: p50 / p99)");
        report.Table("system", "load and index, s", "3 hops 30 days", "4 hops 180 days", "cycles to 4 hops, 180 days", "shortest path", "answers");
        var folder = Directory.CreateTempSubdirectory("puente-peers-").FullName;
        try
        {
            var own = Own(world, graph);
            Row(report, "this graph", 0, own, own);
            Row(report, "SQLite: a query an expansion; joins; level by level", Time(() => LoadSqlite(world, folder), out var sqlite), Ask(sqlite.Trace.Ask, sqlite.Others), own);
            Row(report, "DuckDB: a step a hop; joins; level by level", Time(() => LoadDuckDb(world, folder), out var duck), Ask(duck.Trace.Ask, duck.Others), own);
            await using var cluster = await Cluster.StartAsync(folder);
            Row(report, "PostgreSQL: recursive with lateral; joins; level by level", Time(() => LoadPostgres(world, cluster), out var postgres), Ask(postgres.Trace.Ask, postgres.Others), own);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        Answers Ask(Func<int, int, int, (long, long, long)> ask, PeerQuestions others) => new(
            Pass(i => ask(world.Starts[i], 3, 30)), Pass(i => ask(world.Starts[i], 4, 180)), Pass(i => others.Cycles(world.Starts[i], 180)), Pass(others.Shortest));
    }

    private static Answers Own(GraphWorld world, TemporalGraph graph)
    {
        using var snapshot = graph.Open();
        var filter = snapshot.Filter(world.Seen);
        return new Answers(Pass(i => GraphQuestions.Trace(world, snapshot, filter, world.Starts[i], 3, 30)), Pass(i => GraphQuestions.Trace(world, snapshot, filter, world.Starts[i], 4, 180)),
            Pass(i => GraphQuestions.Cycles(world, snapshot, filter, world.Starts[i], 180)), Pass(i => GraphQuestions.Shortest(world, snapshot, filter, i)));
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

    private static void Row(Report report, string name, double load, Answers answers, Answers own)
    {
        var alike = answers.All.Zip(own.All).All(p => (p.First.Found, p.First.Sum) == (p.Second.Found, p.Second.Sum));
        report.Row([name, load, .. answers.All.Select(a => $"{Text(a.Times, 0.5)} / {Text(a.Times, 0.99)}"), alike ? "equal: " + string.Join(", ", answers.All.Select(a => $"{a.Found:N0}")) : "DIFFERENT: " + string.Join(", ", answers.All.Select(a => $"{a.Found:N0}"))]);
    }

    private static string Text(List<double> times, double part) => (Spread.Of(times, part) / 1000).ToString("N3", System.Globalization.CultureInfo.InvariantCulture);

    private static string Table(string big) => $"create table t (id {big}, payer {big}, payee {big}, ts {big}, amount {big}, mark {big})";

    private static IEnumerable<long[]> Rows(GraphWorld world)
    {
        var removed = world.Removed.ToHashSet();
        for (var i = 0; i < world.From.Length; i++)
            if (!removed.Contains(i)) yield return [i, world.From[i], world.To[i], world.Time[i], world.Amount[i], world.Mark[i]];
    }

    private static (SqliteTrace Trace, PeerQuestions Others) LoadSqlite(GraphWorld world, string folder)
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
        Run(connection, Back);
        Run(connection, "analyze");
        return (new SqliteTrace(world, connection), new PeerQuestions(world, connection, from => $"in (select value from json_each('[{from}]'))"));
    }

    private static (SqlTrace Trace, PeerQuestions Others) LoadDuckDb(GraphWorld world, string folder)
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
        Run(connection, "drop table t");
        Run(connection, "create view t as select * from s");
        Run(connection, "create table r as select * from s order by payee, ts, id");
        return (new SqlTrace(world, connection, DuckDbSql), new PeerQuestions(world, connection, from => $"in (select unnest([{from}]::bigint[]))", "r"));
    }

    private static (SqlTrace Trace, PeerQuestions Others) LoadPostgres(GraphWorld world, Cluster cluster)
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
        Run(connection, "create index t_in on t (payee, ts, id) include (payer, amount, mark)");
        Run(connection, "vacuum analyze t");
        Run(connection, "set jit = off");
        return (new SqlTrace(world, connection, PostgresSql), new PeerQuestions(world, connection, from => $"= any(array[{from}]::bigint[])"));
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

    private sealed record Answers(params (List<double> Times, long Found, long Sum, long Visits)[] All);
}
