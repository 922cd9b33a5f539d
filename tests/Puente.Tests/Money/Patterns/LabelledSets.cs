using System.Globalization;
using Puente.Money.Patterns.Traffic;

namespace Puente.Tests.Money.Patterns;

/// <summary>The labelled sets beside the repository as tables with plants.</summary>
/// <param name="path">Where a file of the shared data lies.</param>
internal sealed class LabelledSets(Func<string[], string> path)
{
    private const long Day = 86_400;

    /// <summary>The cycles of which every payment is in the log: the planted payments are those of one small amount between marked accounts.</summary>
    public (TrafficColumns Columns, List<Plant> Plants) AmlSimCycles()
    {
        var table = Sample("amlsim-20k-cycle200", out var planted);
        var plants = new List<Plant>();
        foreach (var even in planted.GroupBy(r => table.Rows[r].Amount))
            foreach (var group in Connected(table, even))
            {
                var pairs = group.Select(r => (table.Rows[r].From, table.Rows[r].To)).Distinct().ToList();
                if (pairs.Count == pairs.Select(p => p.From).Distinct().Count() && pairs.Select(p => p.From).ToHashSet().SetEquals(pairs.Select(p => p.To))) plants.Add(new Plant("cycle", [.. group]));
            }

        return (table.Columns(), plants);
    }

    public (TrafficColumns Columns, List<Plant> Plants) AmlSimFanIns()
    {
        var table = Sample("amlsim-20k-fanin200", out var planted);
        return (table.Columns(), [.. planted.GroupBy(r => table.Rows[r].To).Where(g => g.Select(r => table.Rows[r].From).Distinct().Count() >= 2).Select(g => new Plant("fan-in", [.. g]))]);
    }

    public (TrafficColumns Columns, List<Plant> Plants) AmlSimTypologies()
    {
        var (table, rows) = (new Loading(), new Dictionary<string, int>());
        foreach (var cells in Lines("amlsim-typologies", "transactions.csv"))
            rows[cells[0]] = table.Add(cells[1], cells[2], DateTimeOffset.Parse(cells[5], CultureInfo.InvariantCulture).ToUnixTimeSeconds(), cells[4]);
        var alerts = Lines("amlsim-typologies", "alert_transactions.csv").GroupBy(c => (c[0], c[1]));
        return (table.Columns(), [.. alerts.Select(a => new Plant(a.Key.Item2.Replace('_', '-'), [.. a.Select(c => rows[c[3]])]))]);
    }

    /// <summary>The patterns mixed with the ordinary rows; banks' leading zeros are taken away, because one of the two files has none.</summary>
    public (TrafficColumns Columns, List<Plant> Plants) AmlWorld()
    {
        var (table, attempts) = (new Loading(), new Dictionary<(string, string), List<int>>());
        foreach (var c in Lines("amlworld-patterns", "patterns_transactions.csv"))
        {
            var key = (c[0], c[1] == "RANDOM" ? "random-walk" : c[1].ToLowerInvariant());
            if (!attempts.TryGetValue(key, out var list)) attempts.Add(key, list = []);
            list.Add(table.Add($"{c[4].TrimStart('0')}:{c[5]}", $"{c[6].TrimStart('0')}:{c[7]}", Moment(c[3]), c[10], c[11]));
        }

        foreach (var c in Lines("amlworld-patterns", "normal_sample_1000.csv"))
            table.Add($"{c[1].TrimStart('0')}:{c[2]}", $"{c[4].TrimStart('0')}:{c[5]}", Moment(c[0]), c[9], c[10]);
        return (table.Columns(), [.. attempts.Select(a => new Plant(a.Key.Item2, [.. a.Value]))]);
    }

    private Loading Sample(string set, out List<int> planted)
    {
        var marked = Lines(set, "nodes.csv").Where(c => c[1] == "1").Select(c => c[0]).ToHashSet();
        var table = new Loading();
        planted = [];
        foreach (var c in Lines(set, "transactions.csv"))
        {
            var row = table.Add(c[0], c[1], long.Parse(c[3], CultureInfo.InvariantCulture) * Day, c[2]);
            if (table.Rows[row].Amount < 10_000 && marked.Contains(c[0]) && marked.Contains(c[1])) planted.Add(row);
        }

        return table;
    }

    private static IEnumerable<List<int>> Connected(Loading table, IEnumerable<int> rows)
    {
        var left = rows.ToList();
        while (left.Count > 0)
        {
            var (group, accounts) = (new List<int>(), new HashSet<int> { table.Rows[left[0]].From });
            for (var grown = true; grown;)
            {
                var next = left.Where(r => accounts.Contains(table.Rows[r].From) || accounts.Contains(table.Rows[r].To)).ToList();
                grown = next.Count > 0;
                group.AddRange(next);
                foreach (var row in next) accounts.UnionWith([table.Rows[row].From, table.Rows[row].To]);
                left.RemoveAll(next.Contains);
            }

            yield return group;
        }
    }

    private static long Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();

    private IEnumerable<string[]> Lines(string set, string file) => File.ReadLines(path(["money", set, file])).Skip(1).Select(l => l.Split(','));

    private sealed class Loading
    {
        private readonly Dictionary<string, int> _accounts = [];
        private readonly Dictionary<string, int> _currencies = [];

        public List<(int From, int To, long At, long Amount, ushort Currency)> Rows { get; } = [];

        public int Add(string from, string to, long at, string amount, string currency = "")
        {
            Rows.Add((Number(_accounts, from), Number(_accounts, to), at, (long)Math.Round(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100), (ushort)Number(_currencies, currency)));
            return Rows.Count - 1;
        }

        public TrafficColumns Columns() => new()
        {
            Accounts = _accounts.Count,
            Count = Rows.Count,
            From = [.. Rows.Select(r => r.From)],
            To = [.. Rows.Select(r => r.To)],
            At = [.. Rows.Select(r => r.At)],
            Amount = [.. Rows.Select(r => r.Amount)],
            Currency = [.. Rows.Select(r => r.Currency)],
        };

        private static int Number(Dictionary<string, int> names, string name)
        {
            if (!names.TryGetValue(name, out var number)) names.Add(name, number = names.Count);
            return number;
        }
    }
}
