using CsCheck;
using Puente.Money.Records;
using Puente.Money.Tracing;

namespace Puente.Tests.Money.Tracing;

/// <summary>Random transfers between a few accounts, with proceeds among them.</summary>
internal sealed record Worlds(TransferIndex Index, TraceQuestion Question)
{
    public Transfers All => Index.Transfers;

    public TraceAnswer Trace() => Tracer.Trace(Index, Question);

    /// <summary>Several accounts that pay each other; some opening balances are known, so that some accounts are overdrawn.</summary>
    public static Gen<Worlds> Many { get; } = Of(accounts: 6);

    /// <summary>One account that others pay and that pays others.</summary>
    public static Gen<Worlds> One { get; } =
        from steps in Gen.Select(Gen.Bool, Gen.Long[1, 300], Gen.Bool).Array[2, 25]
        from opening in Gen.Long[0, 200]
        select Make([.. steps.Select((s, i) => new Transfer($"T{i}", s.Item1 ? "S" : "A", s.Item1 ? "A" : $"X{i}", i / 2 * 86_400_000L, s.Item2))],
            [.. steps.Select((s, i) => (s, i)).Where(x => x.s.Item1 && x.s.Item3).Select(x => x.i).Take(1)], new Dictionary<string, long> { ["A"] = opening });

    public static Worlds Make(Transfer[] transfers, int[] proceeds, IReadOnlyDictionary<string, long> openings)
    {
        var builder = new TransfersBuilder();
        foreach (var transfer in transfers) builder.Add(transfer);
        var all = builder.Build();
        var known = openings.Where(o => all.Accounts.Find(o.Key) >= 0).SelectMany(o => all.Currencies.Select((_, c) => KeyValuePair.Create((all.Accounts.Find(o.Key), (byte)c), o.Value)));
        return new Worlds(new TransferIndex(all), new TraceQuestion(proceeds) { Openings = new Dictionary<(int, byte), long>(known) });
    }

    private static Gen<Worlds> Of(int accounts) =>
        from steps in Gen.Select(Gen.Int[0, accounts - 1], Gen.Int[0, accounts - 1], Gen.Long[0, 500], Gen.Int[0, 9], Gen.Long[1, 40]).Array[3, 60]
        from openings in Gen.Long[0, 300].Array[3]
        from hops in Gen.Int[0, 4]
        let transfers = steps.Select((s, i) => new Transfer($"T{i}", $"A{s.Item1}", $"A{s.Item2}", i / 3 * 1000L, s.Item3)
        {
            Received = s.Item4 == 0 ? (s.Item3 * s.Item5, "MXN") : s.Item4 == 1 ? (s.Item3 - s.Item3 / 10, "USD") : null,
        }).ToArray()
        let proceeds = transfers.Select((t, i) => (t, i)).Where(x => x.i % 5 == 1 && x.t.From != x.t.To && x.t.Amount > 0).Select(x => x.i).Take(3).ToArray()
        select Make(transfers, proceeds, new Dictionary<string, long> { ["A0"] = openings[0], ["A1"] = openings[1], ["A2"] = openings[2] }) is var world ? world with { Question = world.Question with { Hops = hops } } : null!;
}
