using System.IO.Compression;
using DuckDB.NET.Data;
using Puente.Graph;
using Puente.Graph.Filters;

namespace Puente.Tests.Graph;

/// <summary>What an edge of the LDBC sample is.</summary>
internal enum Fin : ushort
{
    Transfer, Withdraw, Deposit, Repay, Own, Invest, Apply, Guarantee, SignIn,
}

/// <summary>The LDBC FinBench sample as one graph, and as tables in DuckDB. Amounts are whole thousandths, rounded half away from zero, in both.</summary>
internal sealed class FinBench : IDisposable
{
    private static readonly (Fin Kind, string File, string From, string To, bool Amount)[] Files =
    [
        (Fin.Transfer, "AccountTransferAccount.csv.gz", "a", "a", true), (Fin.Withdraw, "AccountWithdrawAccount.csv.gz", "a", "a", true),
        (Fin.Deposit, "LoanDepositAccount.csv", "l", "a", true), (Fin.Repay, "AccountRepayLoan.csv", "a", "l", true),
        (Fin.Own, "PersonOwnAccount.csv", "p", "a", false), (Fin.Own, "CompanyOwnAccount.csv", "c", "a", false),
        (Fin.Invest, "PersonInvestCompany.csv", "p", "c", false), (Fin.Invest, "CompanyInvestCompany.csv", "c", "c", false),
        (Fin.Apply, "PersonApplyLoan.csv", "p", "l", false), (Fin.Apply, "CompanyApplyLoan.csv", "c", "l", false),
        (Fin.Guarantee, "PersonGuaranteePerson.csv", "p", "p", false), (Fin.Guarantee, "CompanyGuaranteeCompany.csv", "c", "c", false),
        (Fin.SignIn, "MediumSignInAccount.csv", "m", "a", false),
    ];

    private readonly Dictionary<string, int> _vertices = [];
    private readonly List<string> _names = [];

    public FinBench()
    {
        var edges = new List<NewEdge>();
        Oracle = new DuckDBConnection("Data Source=:memory:");
        Oracle.Open();
        Run("create table e (kind int, src varchar, dst varchar, t bigint, amount bigint, id bigint)");
        Run("create table loan (id varchar, amount bigint, balance bigint)");
        Run("create table medium (id varchar)");
        using (var appender = Oracle.CreateAppender("e"))
            foreach (var (kind, file, from, to, amount) in Files)
                foreach (var row in Rows(file))
                {
                    var edge = new NewEdge(Vertex(from + row[0]), Vertex(to + row[1]), Ms(row[^1]), amount ? Thousandths(row[2]) : 0, (ushort)kind, 0, edges.Count);
                    appender.CreateRow().AppendValue((int)kind).AppendValue(from + row[0]).AppendValue(to + row[1]).AppendValue(edge.Time).AppendValue(edge.Amount).AppendValue((long)edges.Count).EndRow();
                    edges.Add(edge);
                }

        using (var appender = Oracle.CreateAppender("loan"))
            foreach (var row in Rows("Loan.csv"))
            {
                Loans["l" + row[0]] = (Thousandths(row[1]), Thousandths(row[2]));
                appender.CreateRow().AppendValue("l" + row[0]).AppendValue(Thousandths(row[1])).AppendValue(Thousandths(row[2])).EndRow();
            }

        using (var appender = Oracle.CreateAppender("medium"))
            foreach (var row in Rows("Medium.csv").Where(r => r[2] == "true"))
            {
                BlockedMedia.Add("m" + row[0]);
                appender.CreateRow().AppendValue("m" + row[0]).EndRow();
            }

        Graph = TemporalGraph.Build(Columns.Of(edges));
        Snapshot = Graph.Open();
        Edges = edges;
    }

    public DuckDBConnection Oracle { get; }

    public TemporalGraph Graph { get; }

    public Snapshot Snapshot { get; }

    public IReadOnlyList<NewEdge> Edges { get; }

    public Dictionary<string, (long Amount, long Balance)> Loans { get; } = [];

    public HashSet<string> BlockedMedia { get; } = [];

    public IReadOnlyList<string> Names => _names;

    public int this[string name] => _vertices[name];

    public AdmittedOfKinds Only(params Fin[] kinds) => Snapshot.Filter(new SlotSet(all: true), new SlotSet([.. kinds.Select(k => (ushort)k)]));

    /// <summary>Edges of one kind at a vertex within a window, as seen from it.</summary>
    public IEnumerable<Edge> At(int vertex, Fin kind, Window window, bool outwards = true) =>
        (outwards ? Snapshot.Out(vertex) : Snapshot.In(vertex)).ToArray().Where(e => e.Kind == (ushort)kind && window.Holds(e.Time));

    /// <summary>What DuckDB answers, each row as text.</summary>
    public List<string> Sql(string sql)
    {
        using var command = Oracle.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    public void Dispose()
    {
        Snapshot.Dispose();
        Graph.Dispose();
        Oracle.Dispose();
    }

    private static long Ms(string text) =>
        new DateTimeOffset(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal)).ToUnixTimeMilliseconds();

    private static long Thousandths(string text) => (long)Math.Round(decimal.Parse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) * 1000, MidpointRounding.AwayFromZero);

    private static IEnumerable<string[]> Rows(string file)
    {
        using var raw = File.OpenRead(SharedData.Path("money", "finbench", file));
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw);
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split('|');
    }

    private void Run(string sql)
    {
        using var command = Oracle.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private int Vertex(string name)
    {
        if (_vertices.TryGetValue(name, out var known)) return known;
        _names.Add(name);
        return _vertices[name] = _names.Count - 1;
    }
}
