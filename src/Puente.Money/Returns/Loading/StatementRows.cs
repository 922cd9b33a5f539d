using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>A part of a return's statements.</summary>
/// <param name="Statements">The part.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Wrong">How many of them do not add up.</param>
/// <param name="Next">After which the next part begins; null when this is the last.</param>
internal sealed record StatementPart(IReadOnlyList<Statement> Statements, long Count, long Wrong, long? Next);

/// <summary>The statements of returns as they are stored.</summary>
internal static class StatementRows
{
    /// <summary>Most in a part, unless another number is asked for.</summary>
    public const int Part = 100;

    /// <summary>A part in the order of the file; where there are more than fit, those that do not add up come first.</summary>
    public static async Task<StatementPart> PartAsync(DbConnection connection, ReturnId id, long after, int take, CancellationToken stop)
    {
        var (count, wrong) = await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(
            "select (select count(*) from money_statement where return_key = @Key), (select count(*) from money_statement where return_key = @Key and wrong = 1)", new { id.Key }, cancellationToken: stop));
        var all = count <= take;
        var behind = !all && after > 0 && await connection.ExecuteScalarAsync<long?>(new CommandDefinition("select wrong from money_statement where return_key = @Key and number = @after", new { id.Key, after }, cancellationToken: stop)) != 1;
        var part = new List<(long Number, string Body)>();
        if (all) part.AddRange(await ReadAsync("", 0));
        else
        {
            if (!behind) part.AddRange(await ReadAsync("and wrong = 1", after));
            if (part.Count <= take) part.AddRange(await ReadAsync("and wrong = 0", behind ? after : 0));
        }

        return new StatementPart([.. part.Take(take).Select(r => MoneyJson.Read<Statement>(r.Body))], count, wrong, part.Count > take ? part[take - 1].Number : null);

        Task<IEnumerable<(long, string)>> ReadAsync(string which, long from) => connection.QueryAsync<(long, string)>(new CommandDefinition(
            $"select number, body from money_statement where return_key = @Key and number > @from {which} order by number limit @most", new { id.Key, from, most = take + 1 }, cancellationToken: stop));
    }

    /// <summary>What all statements of a return say of days, one after the other.</summary>
    public static async IAsyncEnumerable<StatementDays> DaysAsync(DbConnection connection, ReturnId id, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var body in connection.QueryUnbufferedAsync<string>("select body from money_statement where return_key = @Key order by number", new { id.Key }).WithCancellation(stop))
            yield return MoneyJson.Read<StatementDays>(body);
    }

    /// <summary>Those of the accounts that are wanted.</summary>
    public static async Task<IReadOnlyList<Statement>> OfAsync(DbConnection connection, ReturnId id, Func<string, bool> wanted, CancellationToken stop)
    {
        var numbers = new List<long>();
        await foreach (var (number, account) in connection.QueryUnbufferedAsync<(long, string)>("select number, account from money_statement where return_key = @Key", new { id.Key }).WithCancellation(stop))
            if (wanted(account)) numbers.Add(number);
        var found = new List<Statement>(numbers.Count);
        foreach (var chunk in numbers.Order().Chunk(400))
            found.AddRange((await connection.QueryAsync<string>(new CommandDefinition($"select body from money_statement where return_key = @Key and number in {Database.In(chunk)} order by number", new { id.Key }, cancellationToken: stop))).Select(MoneyJson.Read<Statement>));
        return found;
    }
}
