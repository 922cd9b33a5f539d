using Puente.Graph;
using Puente.Graph.Paths;
using Puente.Graph.Reaches;

namespace Puente.Tests.Graph;

/// <summary>The complex reads of LDBC FinBench in the readings of docs/specs/finbench.md: the graph and DuckDB answer alike, for seeded parameters.</summary>
public sealed partial class FinBenchTests : IClassFixture<FinBenchTests.Data>
{
    private const int Asked = 12;
    private readonly FinBench _data;

    public FinBenchTests(Data data) => _data = data.Read();

    [Fact]
    public void TCR1_accounts_reached_that_a_blocked_medium_signed_in_to() => Each("a", Fin.Transfer, (start, window) => (
        Paths(start, window).SelectMany(p => _data.At(p.Vertex, Fin.SignIn, window, outwards: false).Where(e => _data.BlockedMedia.Contains(_data.Names[e.Neighbour])).Select(e => $"{_data.Names[p.Vertex]}|{p.Hops}|{_data.Names[e.Neighbour]}")).Distinct(),
        Walks(start, window) + $"select distinct w.v, w.d, m.id from w join e s on s.kind = 8 and s.dst = w.v and {In("s", window)} join medium m on m.id = s.src where w.d > 0"));

    [Fact]
    public void TCR2_loans_that_fed_accounts_upstream() => Each("p", Fin.Own, (person, window) => (
        (from reached in new TemporalPaths { Starts = Owned(person), Direction = Direction.Backward, Window = window, Repeats = true }.Ask(_data.Snapshot, _data.Only(Fin.Transfer)) is var tree && true ? Reached(tree) : []
         let loans = _data.At(reached, Fin.Deposit, window, outwards: false).Select(e => _data.Names[e.Neighbour]).Distinct().Select(l => _data.Loans[l]).ToList()
         where loans.Count > 0
         select $"{_data.Names[reached]}|{loans.Sum(l => l.Amount)}|{loans.Sum(l => l.Balance)}"),
        $"""
        with recursive w(v, d, t) as (
          select dst, 0, {long.MaxValue} from e where kind = 4 and src = '{Name(person)}'
          union all select e.src, w.d + 1, e.t from w join e on e.kind = 0 and e.dst = w.v and e.t < w.t and {In("e", window)} where w.d < 3)
        select v, sum(amount)::bigint, sum(balance)::bigint from (select distinct w.v, l.id, l.amount, l.balance from w join e s on s.kind = 2 and s.dst = w.v and {In("s", window)} join loan l on l.id = s.src where w.d > 0) group by v
        """));

    [Fact]
    public void TCR3_length_of_the_shortest_way()
    {
        var accounts = Starts("a", Fin.Transfer);
        foreach (var (from, to) in accounts.Zip(accounts.Skip(1)))
        {
            var found = new ShortestPath { From = from.Vertex, To = to.Vertex, Along = Along.Out, Window = from.Window }.Ask(_data.Snapshot, _data.Only(Fin.Transfer)).Length;
            found.ShouldBe(Length(from.Vertex, to.Vertex, from.Window));
        }
    }

    [Fact]
    public void TCR4_third_accounts_that_close_a_round()
    {
        var answers = 0;
        foreach (var edge in Some(_data.Edges.Where(e => e.Kind == (ushort)Fin.Transfer && e.From != e.To).ToList(), 40))
        {
            var window = Around(edge.Time, 200);
            var found = (from second in _data.At(edge.To, Fin.Transfer, window)
                         where second.Neighbour != edge.From && second.Neighbour != edge.To
                         group second by second.Neighbour into seconds
                         let thirds = _data.At(seconds.Key, Fin.Transfer, window).Where(e => e.Neighbour == edge.From).ToList()
                         where thirds.Count > 0
                         select $"{Name(seconds.Key)}|{seconds.Count()}|{seconds.Sum(e => e.Amount)}|{seconds.Max(e => e.Amount)}|{thirds.Count}|{thirds.Sum(e => e.Amount)}|{thirds.Max(e => e.Amount)}").ToList();
            answers += found.Count;
            found.Order().ShouldBe(_data.Sql($"""
                select a.o, a.n, a.s, a.m, b.n, b.s, b.m from
                (select dst o, count(*) n, sum(amount)::bigint s, max(amount) m from e where kind = 0 and src = '{Name(edge.To)}' and dst not in ('{Name(edge.From)}', '{Name(edge.To)}') and {In("e", window)} group by dst) a join
                (select src o, count(*) n, sum(amount)::bigint s, max(amount) m from e where kind = 0 and dst = '{Name(edge.From)}' and {In("e", window)} group by src) b on a.o = b.o
                """).Order());
        }

        answers.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TCR5_paths_from_a_persons_accounts() => Each("p", Fin.Own, (person, window) => (
        new TemporalPaths { Starts = Owned(person), Window = window }.Ask(_data.Snapshot, _data.Only(Fin.Transfer)) is var tree
            ? Enumerable.Range(tree.Starts, tree.Paths).Select(p => string.Join(' ', tree.VerticesOf(p).Select(Name))).Distinct() : [],
        $"""
        with recursive w(v, d, t, path) as (
          select dst, 0, {long.MinValue + 1}, [dst] from e where kind = 4 and src = '{Name(person)}'
          union all select e.dst, w.d + 1, e.t, list_append(w.path, e.dst) from w join e on e.kind = 0 and e.src = w.v and e.t > w.t and {In("e", window)} and not list_contains(w.path, e.dst) where w.d < 3)
        select distinct array_to_string(path, ' ') from w where d > 0
        """));

    [Fact]
    public void TCR8_where_a_loan_went_while_most_of_it_stayed_together() => Each("l", Fin.Deposit, (loan, window) => (
        from step in new TemporalPaths { Starts = [loan], Hops = 4, Order = TimeOrder.Any, Window = window, Repeats = true, Ratio = new Ratio(600_000, long.MaxValue) }
            .Ask(_data.Snapshot, _data.Only(Fin.Deposit, Fin.Transfer, Fin.Withdraw)) is var tree && true ? Enumerable.Range(tree.Starts, tree.Paths).Select(p => (Vertex: tree.VertexOf(p), Edge: tree.EdgeOf(p), Amount: tree.AmountOf(p), Hops: tree.HopsOf(p))) : []
        where step.Hops > 1
        group step by step.Vertex into there
        select $"{Name(there.Key)}|{there.DistinctBy(s => s.Edge).Sum(s => s.Amount)}|{there.Min(s => s.Hops)}",
        $"""
        with recursive w(v, d, amount, id) as (
          select dst, 1, amount, id from e where kind = 2 and src = '{Name(loan)}' and {In("e", window)}
          union all select e.dst, w.d + 1, e.amount, e.id from w join e on e.kind in (0, 1) and e.src = w.v and e.amount * 1000000::hugeint >= w.amount * 600000::hugeint and {In("e", window)} where w.d < 4)
        select v, sum(amount)::bigint, min(d) from (select v, id, amount, min(d) d from w where d > 1 group by v, id, amount) group by v
        """));

    [Fact]
    public void TCR11_loans_at_the_end_of_guarantees() => Each("p", Fin.Guarantee, (person, window) => (
        new Neighbourhood { Starts = [person], Hops = 1000, Along = Along.Out, Window = window }.Ask(_data.Snapshot, _data.Only(Fin.Guarantee)).Vertices.Skip(1)
            .SelectMany(v => _data.At(v, Fin.Apply, window)).Select(e => Name(e.Neighbour)).Distinct().ToList() is var loans ? [$"{loans.Sum(l => _data.Loans[l].Amount)}|{loans.Count}"] : [],
        $"""
        with recursive w(v) as (select '{Name(person)}' union select e.dst from w join e on e.kind = 7 and e.src = w.v and {In("e", window)})
        select coalesce(sum(amount), 0)::bigint, count(*) from (select distinct l.id, l.amount from w join e on e.kind = 6 and e.src = w.v and {In("e", window)} join loan l on l.id = e.dst where w.v <> '{Name(person)}')
        """));

    private static string In(string table, Window window) => $"{table}.t between {window.From} and {window.Until}";

    private static Window Around(long time, int days) => new(time - days * 86_400_000L, time + days * 86_400_000L);

    private static IEnumerable<int> Reached(PathTree tree) => Enumerable.Range(tree.Starts, tree.Paths).Select(tree.VertexOf).Distinct();

    private string Name(int vertex) => _data.Names[vertex];

    private int[] Owned(int person) => [.. _data.At(person, Fin.Own, Window.Always).Select(e => e.Neighbour)];

    private IEnumerable<(int Vertex, int Hops)> Paths(int start, Window window)
    {
        var tree = new TemporalPaths { Starts = [start], Window = window, Repeats = true }.Ask(_data.Snapshot, _data.Only(Fin.Transfer));
        return Enumerable.Range(tree.Starts, tree.Paths).Select(p => (tree.VertexOf(p), tree.HopsOf(p))).Distinct();
    }

    /// <summary>Level after level in SQL; a recursive query would carry every vertex along at every depth.</summary>
    private int Length(int from, int to, Window window)
    {
        _data.Sql($"create or replace temp table met as select '{Name(from)}' v, 0 d");
        for (var hop = 1; ; hop++)
        {
            if (_data.Sql($"select min(d) from met where v = '{Name(to)}'") is [{ Length: > 0 } depth]) return int.Parse(depth, System.Globalization.CultureInfo.InvariantCulture);
            var before = _data.Sql("select count(*) from met")[0];
            _data.Sql($"insert into met select distinct e.dst, {hop} from met m join e on e.kind = 0 and e.src = m.v and {In("e", window)} where m.d = {hop - 1} and e.dst not in (select v from met)");
            if (_data.Sql("select count(*) from met")[0] == before) return -1;
        }
    }

    private string Walks(int start, Window window) => $"""
        with recursive w(v, d, t) as (
          select '{Name(start)}', 0, {long.MinValue + 1}
          union all select e.dst, w.d + 1, e.t from w join e on e.kind = 0 and e.src = w.v and e.t > w.t and {In("e", window)} where w.d < 3)
        """ + "\n";

    private void Each(string type, Fin kind, Func<int, Window, (IEnumerable<string> Graph, string Sql)> ask, int asked = Asked)
    {
        var answers = 0;
        foreach (var (vertex, window) in Starts(type, kind, asked))
        {
            var (graph, sql) = ask(vertex, window);
            var found = graph.Order(StringComparer.Ordinal).ToList();
            answers += found.Count;
            found.ShouldBe(_data.Sql(sql).Order(StringComparer.Ordinal));
        }

        answers.ShouldBeGreaterThan(0);
    }

    /// <summary>Vertices that an edge of a kind leaves, and two months either side of it.</summary>
    private List<(int Vertex, Window Window)> Starts(string type, Fin kind, int asked = Asked) =>
        [.. Some(_data.Edges.Where(e => e.Kind == (ushort)kind && Name(e.From).StartsWith(type, StringComparison.Ordinal)).ToList(), asked).Select(e => (e.From, Around(kind == Fin.Own ? 1_630_000_000_000 : e.Time, 100)))];

    private static List<NewEdge> Some(List<NewEdge> edges, int count)
    {
        var random = new Random(17);
        return [.. Enumerable.Range(0, count).Select(_ => edges[random.Next(edges.Count)])];
    }

    public sealed class Data : IDisposable
    {
        private FinBench? _read;

        internal FinBench Read() => _read ??= new FinBench();

        public void Dispose() => _read?.Dispose();
    }
}
