namespace Puente.Tests.Money.Patterns;

/// <summary>Plants patterns of every kind in an invented town, among its households' accounts and new ones.</summary>
internal sealed class Planting(Random random, Func<int> account, Func<int, int, double, double, Life, int> add, List<Plant> plants, int households, int days)
{
    /// <summary>Plants so many of each.</summary>
    public void All(int ofEach)
    {
        for (var i = 0; i < ofEach; i++)
        {
            Fan(true);
            Fan(false);
            GatherScatter();
            ScatterGather();
            Cycle();
            Chain();
            Bipartite();
            Stack();
            PassThrough();
        }
    }

    /// <summary>Some of those who are used have a life of their own.</summary>
    private int Mule() => random.Next(3) == 0 ? random.Next(households) : account();

    private int[] Mules(int least, int most) => [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Mule()).Distinct()];

    private double Start(double room) => 20 + random.NextDouble() * (days - 40 - room);

    private double Around(double amount) => amount * (0.8 + 0.4 * random.NextDouble());

    private double Size() => 900 * Math.Exp(1.1 * random.NextDouble());

    private int Pay(int from, int to, double day, double amount) => add(from, to, day, amount, Life.Planted);

    private void Fan(bool inward)
    {
        var (centre, members, start, size) = (Mule(), Mules(5, 12), Start(4), Size());
        plants.Add(new Plant(inward ? "fan-in" : "fan-out", [.. members.Where(m => m != centre).Select(m =>
            Pay(inward ? m : centre, inward ? centre : m, start + 4 * random.NextDouble(), Around(size)))]));
    }

    private void GatherScatter()
    {
        var (centre, givers, takers, start, size) = (Mule(), Mules(4, 8), Mules(4, 8), Start(9), Size());
        int[] ins = [.. givers.Where(m => m != centre).Select(m => Pay(m, centre, start + 4 * random.NextDouble(), Around(size)))];
        int[] outs = [.. takers.Where(m => m != centre).Select(m => Pay(centre, m, start + 4 + 4 * random.NextDouble(), Around(size * 0.95 * givers.Length / takers.Length)))];
        plants.Add(new Plant("gather-scatter", [.. ins, .. outs]));
    }

    private void ScatterGather()
    {
        var (source, sink, middles, start, size) = (Mule(), Mule(), Mules(4, 9), Start(9), Size());
        var rows = new List<int>();
        foreach (var middle in middles.Where(m => m != source && m != sink))
        {
            var (at, amount) = (start + 3 * random.NextDouble(), Around(size));
            rows.Add(Pay(source, middle, at, amount));
            rows.Add(Pay(middle, sink, at + 0.1 + 2 * random.NextDouble(), amount * Fee()));
        }

        if (source != sink) plants.Add(new Plant("scatter-gather", [.. rows]));
    }

    private void Cycle()
    {
        var members = Mules(3, 7);
        if (members.Length < 3) return;
        plants.Add(new Plant("cycle", Along([.. members, members[0]])));
    }

    private void Chain()
    {
        var members = Mules(5, 9);
        plants.Add(new Plant("random-walk", Along(members)));
    }

    private int[] Along(int[] members)
    {
        var (at, amount, rows) = (Start(14), Size() * 2, new List<int>());
        for (var i = 0; i + 1 < members.Length; i++)
        {
            rows.Add(Pay(members[i], members[i + 1], at, amount));
            at += 0.05 + 1.5 * random.NextDouble();
            amount *= Fee();
        }

        return [.. rows];
    }

    private void Bipartite()
    {
        var (inputs, outputs, start, size) = (Mules(3, 4), Mules(3, 4), Start(4), Size());
        plants.Add(new Plant("bipartite", [.. inputs.SelectMany(i => outputs.Where(o => o != i).Select(o => Pay(i, o, start + 3 * random.NextDouble(), Around(size))))]));
    }

    private void Stack()
    {
        var (inputs, middles, outputs, start, size) = (Mules(2, 3), Mules(3, 4), Mules(2, 3), Start(9), Size());
        int[] first = [.. inputs.SelectMany(i => middles.Where(m => m != i).Select(m => Pay(i, m, start + 2 * random.NextDouble(), Around(size))))];
        int[] then = [.. middles.SelectMany(m => outputs.Where(o => o != m && !inputs.Contains(o)).Select(o => Pay(m, o, start + 2.1 + 2 * random.NextDouble(), Around(size) * 0.97)))];
        plants.Add(new Plant("stack", [.. first, .. then]));
    }

    private void PassThrough()
    {
        var (middle, start, rows) = (Mule(), Start(30), new List<int>());
        for (var i = 0; i < 4; i++)
        {
            var (at, amount) = (start + 6 * i, Size());
            rows.Add(Pay(account(), middle, at, amount));
            if (i % 2 == 0) rows.Add(Pay(middle, account(), at + 0.2 + random.NextDouble(), amount * Fee()));
            else
            {
                rows.Add(Pay(middle, account(), at + 0.2, amount * 0.5));
                rows.Add(Pay(middle, account(), at + 0.4, amount * 0.46));
            }
        }

        plants.Add(new Plant("pass-through", [.. rows]));
    }

    private double Fee() => 0.92 + 0.07 * random.NextDouble();
}
