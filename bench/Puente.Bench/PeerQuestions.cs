using System.Data.Common;
using System.Globalization;

namespace Puente.Bench;

/// <summary>
/// Cycles and shortest paths in a database: cycles as joins of two, three and four transfers, which leaves the order to the planner; shortest paths level by
/// level from the smaller side, a query a level, since a recursive query cannot stop where two sides meet.
/// </summary>
/// <param name="world">The transfers.</param>
/// <param name="connection">Where they lie, as table <c>t</c>.</param>
/// <param name="among">How this database asks for one of many numbers.</param>
/// <param name="back">The table that lies in the order of payees.</param>
internal sealed class PeerQuestions(GraphWorld world, DbConnection connection, Func<string, string> among, string back = "t")
{
    public (long Found, long Sum, long Visits) Cycles(int start, int days)
    {
        var (s, at) = (world.From[start], world.Time[start]);
        var until = at + days * GraphQuestions.Day;
        string Sum(params string[] joins) => string.Create(CultureInfo.InvariantCulture, $"select t{joins.Length + 1}.id as ended from t t1 {string.Join(' ', joins)} where t1.payer = {s} and t1.ts >= {at} and t1.ts <= {until} and t1.mark <= 40 and t1.payee <> {s}");
        string Next(int n, string ends) => string.Create(CultureInfo.InvariantCulture, $"join t t{n} on t{n}.payer = t{n - 1}.payee and t{n}.ts > t{n - 1}.ts and t{n}.ts <= {until} and t{n}.mark <= 40 and {ends}");
        string Home(int n) => Next(n, string.Create(CultureInfo.InvariantCulture, $"t{n}.payee = {s}"));
        string On(int n) => Next(n, string.Create(CultureInfo.InvariantCulture, $"t{n}.payee <> {s}") + string.Concat(Enumerable.Range(1, n - 1).Select(e => string.Create(CultureInfo.InvariantCulture, $" and t{n}.payee <> t{e}.payee"))));
        using var command = connection.CreateCommand();
        command.CommandText = $"select count(*), cast(coalesce(sum(ended), 0) as bigint) from ({Sum(Home(2))} union all {Sum(On(2), Home(3))} union all {Sum(On(2), On(3), Home(4))}) c";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1), 0);
    }

    public (long Found, long Sum, long Visits) Shortest(int pair)
    {
        var (from, to) = world.Pairs[pair];
        if (from == to) return (1, 0, 0);
        HashSet<long>[] seen = [[from], [to]];
        HashSet<long>[] edge = [[from], [to]];
        for (var length = 1; edge[0].Count > 0 && edge[1].Count > 0; length++)
        {
            var side = edge[0].Count <= edge[1].Count ? 0 : 1;
            edge[side] = [.. Beside(edge[side]).Where(seen[side].Add)];
            if (edge[side].Overlaps(seen[1 - side])) return (1, length, 0);
        }

        return (0, -1, 0);
    }

    private List<long> Beside(HashSet<long> vertices)
    {
        var one = among(string.Join(',', vertices));
        using var command = connection.CreateCommand();
        command.CommandText = $"select payee from t where payer {one} and mark <= 40 union select payer from {back} where payee {one} and mark <= 40";
        using var reader = command.ExecuteReader();
        var found = new List<long>();
        while (reader.Read()) found.Add(reader.GetInt64(0));
        return found;
    }
}
