using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Puente.Bench;

/// <summary>A trace as one statement of SQL.</summary>
internal sealed class SqlTrace(GraphWorld world, DbConnection connection, Func<int, long, long, int, string> sql)
{
    public (long Found, long Sum, long Visits) Ask(int start, int hops, int days)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql(world.From[start], world.Time[start], world.Time[start] + days * GraphQuestions.Day, hops);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1), 0);
    }
}

/// <summary>A trace in SQLite, which has no limit inside a recursive query: one prepared query an expansion, in process.</summary>
internal sealed class SqliteTrace
{
    private readonly GraphWorld _world;
    private readonly SqliteCommand _next;

    public SqliteTrace(GraphWorld world, SqliteConnection connection)
    {
        _world = world;
        _next = connection.CreateCommand();
        _next.CommandText = $"select payee, ts, id from t where payer = $v and ts > $ts and ts <= $until and amount >= {GraphQuestions.Least} and mark <= 40 order by ts, id limit {GraphQuestions.Per}";
        foreach (var name in new[] { "$v", "$ts", "$until" }) _next.Parameters.Add(name, SqliteType.Integer);
        _next.Prepare();
    }

    public (long Found, long Sum, long Visits) Ask(int start, int hops, int days)
    {
        var (level, found, sum) = (new List<(long V, long Ts)> { (_world.From[start], _world.Time[start] - 1) }, 0L, 0L);
        _next.Parameters[2].Value = _world.Time[start] + days * GraphQuestions.Day;
        for (var hop = 0; hop < hops; hop++)
        {
            var next = new List<(long V, long Ts)>();
            foreach (var (v, ts) in level)
            {
                (_next.Parameters[0].Value, _next.Parameters[1].Value) = (v, ts);
                using var reader = _next.ExecuteReader();
                while (reader.Read())
                {
                    next.Add((reader.GetInt64(0), reader.GetInt64(1)));
                    sum += reader.GetInt64(2);
                }
            }

            found += next.Count;
            level = next;
        }

        return (found, sum, 0);
    }
}
