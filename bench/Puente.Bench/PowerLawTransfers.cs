using Puente.Money.Patterns.Traffic;

namespace Puente.Bench;

/// <summary>
/// Transfers with hubs, a fixed seed: power-law degrees (exponent 0.65, half the accounts keep their rank as payer and payee), four in ten between neighbours, who are neighbours
/// whatever their rank, two years, log-normal amounts with a median of 509.30, and planted rings of three and four.
/// </summary>
internal static class PowerLawTransfers
{
    private const int Days = 730;

    /// <summary>Makes a table.</summary>
    public static TrafficColumns Make(int transfers, int seed = 7)
    {
        var (accounts, random) = (transfers / 10, new Random(seed));
        var (total, cumulative, payee) = (0.0, new double[accounts], new int[accounts]);
        for (var i = 0; i < accounts; i++) (cumulative[i], payee[i]) = (total += Math.Pow(i + 1, -0.65), i);
        for (var i = 1; i < accounts; i += 2)
        {
            var j = random.Next(accounts / 2) * 2 + 1;
            if (j < accounts) (payee[i], payee[j]) = (payee[j], payee[i]);
        }

        var account = Enumerable.Range(0, accounts).ToArray();
        random.Shuffle(account);
        var rings = transfers / 500;
        var columns = new TrafficColumns
        {
            Accounts = accounts,
            Count = transfers,
            From = new int[transfers],
            To = new int[transfers],
            At = new long[transfers],
            Amount = new long[transfers],
            Currencies = ["USD"],
        };
        for (var row = 0; row < transfers; row++)
        {
            var from = account[Pick(random, cumulative, total)];
            var to = random.NextDouble() < 0.4 ? (from + 1 + random.Next(50)) % accounts : account[payee[Pick(random, cumulative, total)]];
            Set(columns, row, from, to, (long)(random.NextDouble() * Days * 86_400), Amount(random));
        }

        for (var (ring, row) = (0, 0); ring < rings && row + 4 < transfers; ring++)
        {
            var (hops, at, amount) = (3 + ring % 2, (long)(random.NextDouble() * (Days - 12) * 86_400), Amount(random));
            var members = Enumerable.Range(0, hops).Select(_ => random.Next(accounts)).ToArray();
            for (var hop = 0; hop < hops; hop++, row++)
            {
                Set(columns, row, members[hop], members[(hop + 1) % hops], at, amount);
                at += 3600 + (long)(random.NextDouble() * 2.5 * 86_400);
                amount = Math.Max(1, (long)(amount * (0.95 + 0.04 * random.NextDouble())));
            }
        }

        return columns;
    }

    private static void Set(TrafficColumns columns, int row, int from, int to, long at, long amount) =>
        (columns.From[row], columns.To[row], columns.At[row], columns.Amount[row]) = (from, to, at, amount);

    private static int Pick(Random random, double[] cumulative, double total)
    {
        var at = Array.BinarySearch(cumulative, random.NextDouble() * total);
        return Math.Min(cumulative.Length - 1, at < 0 ? ~at : at);
    }

    private static long Amount(Random random) =>
        (long)(50_930 * Math.Exp(1.2 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
}
