using Puente.Money.Patterns.Traffic;

namespace Puente.Tests.Money.Patterns;

/// <summary>What a row of the invented town is, known because it was invented.</summary>
internal enum Life
{
    Wage,
    Rent,
    Bill,
    Shop,
    Supply,
    Remittance,
    Friends,
    Planted,
}

/// <summary>A pattern that was planted: its code and its rows.</summary>
internal sealed record Plant(string Pattern, int[] Rows);

/// <summary>
/// An invented town with a fixed seed: households with wages, rent, bills, shops, friends and, one in four, a relative who is sent money; and patterns planted among their
/// accounts and new ones, with fees on the way, split times and amounts of the size of wages. Nothing in it is taken from a data set.
/// </summary>
internal sealed class InventedTown
{
    private const int Day = 86_400;
    private readonly Random _random;
    private readonly List<(int From, int To, long At, long Amount, Life Life)> _rows = [];
    private readonly int _days;
    private int _accounts;

    private InventedTown(int seed, int days) => (_random, _days) = (new Random(seed), days);

    /// <summary>What was planted.</summary>
    public List<Plant> Plants { get; } = [];

    /// <summary>What each row is.</summary>
    public Life[] Lives => [.. _rows.Select(r => r.Life)];

    /// <summary>The table.</summary>
    public TrafficColumns Columns => new()
    {
        Accounts = _accounts,
        Count = _rows.Count,
        From = [.. _rows.Select(r => r.From)],
        To = [.. _rows.Select(r => r.To)],
        At = [.. _rows.Select(r => r.At)],
        Amount = [.. _rows.Select(r => r.Amount)],
        Currencies = ["USD"],
    };

    /// <summary>Founds a town.</summary>
    public static InventedTown Found(int seed, int households, int days = 365, int plantsOfEach = 8)
    {
        var town = new InventedTown(seed, days);
        town.Live(households);
        new Planting(town._random, town.Account, town.Add, town.Plants, households, days).All(plantsOfEach);
        return town;
    }

    private int Account() => _accounts++;

    private int Add(int from, int to, double day, double amount, Life life)
    {
        _rows.Add((from, to, (long)(1_700_000_000 + day * Day), Math.Max(1, (long)Math.Round(amount * 100)), life));
        return _rows.Count - 1;
    }

    private void Live(int households)
    {
        var homes = Enumerable.Range(0, households).Select(_ => Account()).ToArray();
        var employers = Enumerable.Range(0, Math.Max(3, households / 25)).Select(_ => Account()).ToArray();
        var shops = Enumerable.Range(0, Math.Max(5, households / 20)).Select(_ => Account()).ToArray();
        var landlords = Enumerable.Range(0, Math.Max(3, households / 15)).Select(_ => Account()).ToArray();
        var utilities = Enumerable.Range(0, 4).Select(_ => Account()).ToArray();
        var relatives = Enumerable.Range(0, Math.Max(1, households / 5)).Select(_ => Account()).ToArray();
        foreach (var home in homes)
        {
            var wage = 1500 * Math.Exp(0.4 * Normal());
            Series(employers[_random.Next(employers.Length)], home, _random.Next(2) == 0 ? 14 : 30.4, 0.5, wage, 0.02, Life.Wage);
            Series(home, landlords[_random.Next(landlords.Length)], 30.4, 1, wage * 0.35, 0.001, Life.Rent);
            foreach (var utility in utilities) Series(home, utility, 30.4, 2, 60 * Math.Exp(0.3 * Normal()), 0.15, Life.Bill);
            if (_random.Next(4) == 0) Series(home, relatives[_random.Next(relatives.Length)], _random.Next(2) == 0 ? 15 : 30.4, 3, wage * (0.08 + 0.1 * _random.NextDouble()), 0.15, Life.Remittance);
            var usual = Enumerable.Range(0, 3).Select(_ => shops[_random.Next(shops.Length)]).ToArray();
            for (var day = 0.0; day < _days; day += 2.5 * -Math.Log(1 - _random.NextDouble()))
                Add(home, _random.Next(5) == 0 ? shops[_random.Next(shops.Length)] : usual[_random.Next(3)], day, 40 * Math.Exp(0.8 * Normal()), Life.Shop);
            for (var day = 0.0; day < _days; day += 45 * -Math.Log(1 - _random.NextDouble()))
                if (homes[_random.Next(homes.Length)] is var friend && friend != home) Add(home, friend, day, 60 * Math.Exp(0.9 * Normal()), Life.Friends);
        }

        foreach (var shop in shops)
            for (var supplier = 0; supplier < 3; supplier++)
                Series(shop, employers[_random.Next(employers.Length)], 7 + _random.Next(24), 2, 2500 * Math.Exp(0.5 * Normal()), 0.25, Life.Supply);
    }

    private void Series(int from, int to, double every, double jitter, double amount, double vary, Life life)
    {
        for (var day = every * _random.NextDouble(); day < _days - 5; day += every)
            Add(from, to, Math.Max(0, day + jitter * Normal()), amount * Math.Exp(vary * Normal()), life);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
