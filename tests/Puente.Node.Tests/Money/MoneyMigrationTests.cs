using Dapper;
using Microsoft.Data.Sqlite;
using Puente.Money;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Reconciling;

namespace Puente.Node.Tests.Money;

/// <summary>A store of an earlier version keeps the months of its accounts, what was decided of pairs, and which statements do not add up.</summary>
public sealed class MoneyMigrationTests
{
    [Fact]
    public async Task Months_go_into_the_first_statement_of_their_account()
    {
        await using var store = new SqliteConnection("Data Source=:memory:");
        await store.OpenAsync(TestContext.Current.CancellationToken);
        await store.ExecuteAsync(Script("001_"));
        await store.ExecuteAsync("insert into money_statement (return_key, number, account, currency, first_row, digest, body) values (1, 1, 'A', 'USD', 1, 0, '{\"n\":1}'), (1, 2, 'B', 'USD', 5, 0, '{\"n\":2}'), (1, 3, 'A', 'USD', 9, 0, '{\"n\":3}'), (2, 1, 'A', 'USD', 1, 0, '{\"n\":4}')");
        await store.ExecuteAsync("insert into money_month (return_key, account, currency, month, lines, debits, credits) values (1, 'A', 'USD', '2025-01', 2, 30, 40), (2, 'A', 'USD', '2025-02', 1, 0, 7)");
        await store.ExecuteAsync(Script("003_"));
        (await store.QueryAsync<string>("select body from money_statement order by return_key, number")).ShouldBe(
        [
            """{"n":1,"months":[{"month":"2025-01","lines":2,"debits":30,"credits":40}]}""",
            """{"n":2}""",
            """{"n":3}""",
            """{"n":4,"months":[{"month":"2025-02","lines":1,"debits":0,"credits":7}]}""",
        ]);
        (await store.QueryAsync<string>("select name from sqlite_master where name in ('money_month', 'money_statement_account')")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pairs_keep_their_keys_and_decisions_and_another_unit_may_have_the_same_two()
    {
        const string Columns = "unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision, officer, decided, reason";
        await using var store = new SqliteConnection("Data Source=:memory:");
        await store.OpenAsync(TestContext.Current.CancellationToken);
        await store.ExecuteAsync(Script("001_"));
        await store.ExecuteAsync($"insert into money_pair (key, {Columns}) values (7, 'A', 1, 2, 3, 4, 'x', 'y', 500, 'USD', '2025-01-02', '2025-01-03', 880, 'reference', 0, 2, 11, 99, 'two wires')");
        await store.ExecuteAsync(Script("004_"));
        (await store.QuerySingleAsync<(long, string, long, long, string)>("select key, unit, decision, decided, reason from money_pair")).ShouldBe((7, "A", 2, 99, "two wires"));
        await store.ExecuteAsync($"insert into money_pair (key, {Columns}) select 8, 'B', {Columns["unit, ".Length..]} from money_pair");
        await Should.ThrowAsync<SqliteException>(() => store.ExecuteAsync($"insert into money_pair (key, {Columns}) select 9, {Columns} from money_pair where key = 7"));
        (await store.ExecuteScalarAsync<long>("select last from money_pair_key")).ShouldBe(7);
    }

    [Fact]
    public async Task Statements_that_do_not_add_up_are_known_by_what_was_kept_of_them()
    {
        await using var store = new SqliteConnection("Data Source=:memory:");
        await store.OpenAsync(TestContext.Current.CancellationToken);
        await store.ExecuteAsync(Script("001_"));
        Statement right = new("\"addsUp\":false", "USD") { Opening = 5, Credits = 1, Closing = 6 }, wrong = right with { Closing = 7 }, silent = right with { Closing = null };
        foreach (var (number, statement) in new[] { (1L, right), (2L, wrong), (3L, silent) })
            await store.ExecuteAsync("insert into money_statement (return_key, number, account, currency, first_row, digest, body) values (1, @number, 'A', 'USD', 1, 0, @body)", new { number, body = MoneyJson.Write(statement) });
        await store.ExecuteAsync(Script("005_"));
        (await store.QueryAsync<long>("select wrong from money_statement order by number")).ShouldBe([0, 1, 0]);
    }

    private static string Script(string name)
    {
        var assembly = typeof(MoneyRoom).Assembly;
        using var text = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.Contains(name, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal)))!);
        return text.ReadToEnd();
    }
}
