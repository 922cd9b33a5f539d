using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Money.Patterns;
using Puente.Money.Returns.Loading;
using Puente.Money.Searches;
using SharedBy = Puente.Money.Searches.Office;

namespace Puente.Node.Tests.Leaks;

/// <summary>
/// Searches that every office of a leak world has made, under keys that both worlds have, and on every fact a finding of each office, hidden facts among them. It is
/// as if each search had seen everything: what is shown is left to the reading.
/// </summary>
internal static class FoundThings
{
    private const int OfficeBits = 6;

    private static readonly string[] Purposes = ["investigation", "trace"];

    /// <summary>Keys of the findings on a fact.</summary>
    public static IEnumerable<long> Keys(World world, StatementId fact) => Offices(world).Select((_, i) => (fact.Key << OfficeBits) + i);

    /// <summary>Keys of the searches.</summary>
    public static IEnumerable<long> Searches(World world) => Offices(world).Select((_, i) => i + 1L);

    public static Task SearchedAsync(World world) => world.Archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        foreach (var (office, i) in Offices(world).Select((o, i) => (o, i)))
            await connection.ExecuteAsync("insert into money_search (key, unit, purpose, ceiling, officer, asked, state, finished, reached, transfers, untimed, met, cuts) values (@key, @Unit, @Purpose, @ceiling, 1, 0, 2, 0, 0, 5, 0, 5, '[]')",
                new { key = i + 1L, office.Unit, office.Purpose, ceiling = (long)office.Ceiling }, transaction);
    });

    public static Task FoundAsync(World world, StatementId fact, NewFact said) => world.Archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        var (from, to) = (new KeptEnd(said.From?.Key ?? 0, null), new KeptEnd(said.To?.Key ?? 0, null));
        var body = MoneyJson.Write(new KeptFinding(Pattern.PassThrough, 0, 1, [new KeptReason("pattern.reason.carried", new Dictionary<string, string>())], [new KeptReason("pattern.innocent.pass-through", new Dictionary<string, string>())], "none", 2,
            [new KeptTransfer(fact.Key, 0, 0, 0, 0, 0, 1, from, to, 0, said.Amount ?? 0, said.Currency ?? "USD")]));
        foreach (var (office, i) in Offices(world).Select((o, i) => (o, i)))
            await connection.ExecuteAsync("insert into money_finding (key, unit, purpose, ceiling, code, search, score, found, body) values (@key, @Unit, @Purpose, @ceiling, @code, @search, 5000, 0, @body)",
                new { key = (fact.Key << OfficeBits) + i, office.Unit, office.Purpose, ceiling = (long)office.Ceiling, code = $"{fact.Key:x32}", search = i + 1L, body }, transaction);
    });

    private static List<SharedBy> Offices(World world) =>
        [.. People.Seats.SelectMany(s => Purposes.Select(p => SharedBy.Of(world.Viewer(s, p)))).OfType<SharedBy>().Distinct().OrderBy(o => o.Unit, StringComparer.Ordinal).ThenBy(o => o.Purpose, StringComparer.Ordinal).ThenBy(o => o.Ceiling)];
}
