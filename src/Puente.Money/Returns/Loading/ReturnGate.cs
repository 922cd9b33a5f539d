using System.Data.Common;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Documents;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>The gate through which bank returns come in: the layout reads every line, the order's scope refuses what lies outside, the sums are kept with the dataset.</summary>
internal sealed class ReturnGate(Archive archive, ActLog acts, ITables tables, DocumentTables documents) : IDatasetGate
{
    /// <summary>Its name.</summary>
    public const string Gate = "money.return";

    /// <inheritdoc/>
    public string Name => Gate;

    /// <inheritdoc/>
    public async Task<Opened> OpenAsync(string path, string note, CancellationToken stop)
    {
        var asked = MoneyJson.Read<ReturnNote>(note);
        var layout = LayoutReader.Read(asked.Layout).Layout ?? throw new InvalidDataException("The kept layout cannot be read.");
        ITables reader = layout.Pages ? documents.Tables : tables;
        return await ReturnTable.OpenAsync(await reader.OpenAsync(path, layout.Options(), stop), layout, asked.Scope, stop);
    }

    /// <inheritdoc/>
    public async Task KeepAsync(DbConnection connection, DbTransaction transaction, Viewer by, DatasetId made, MarkingId marking, string note, ITable table)
    {
        var (asked, gathered) = (MoneyJson.Read<ReturnNote>(note), ((ReturnTable)table).Gathered);
        var layout = LayoutReader.Read(asked.Layout).Layout!;
        var key = await RoomKeys.NextAsync(connection, transaction, "money_return");
        await connection.ExecuteAsync(
            """
            insert into money_return (key, order_key, dataset, unit, officer, marking, layout_code, layout, scope, file, came, tally, given)
            values (@key, @Order, @dataset, @unit, @officer, @marking, @code, @Layout, @scope, @File, @now, @tally, @given)
            """,
            new
            {
                key,
                asked.Order,
                dataset = made.Key,
                unit = by.Unit.Code,
                officer = by.Officer.Id.Key,
                marking = marking.Key,
                code = layout.Code,
                asked.Layout,
                scope = MoneyJson.Write(asked.Scope),
                asked.File,
                now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                tally = MoneyJson.Write(gathered.Tally),
                given = MoneyJson.Write(asked.Given),
            }, transaction);
        foreach (var (i, s) in gathered.Statements.Index())
            await connection.ExecuteAsync("insert into money_statement (return_key, number, account, currency, first_row, digest, body) values (@key, @number, @Account, @Currency, @FirstRow, @Digest, @body)",
                new { key, number = i + 1L, s.Account, s.Currency, s.FirstRow, s.Digest, body = MoneyJson.Write(s) }, transaction);
        foreach (var m in gathered.Months)
            await connection.ExecuteAsync("insert into money_month (return_key, account, currency, month, lines, debits, credits) values (@key, @Account, @Currency, @month, @Lines, @Debits, @Credits)",
                new { key, m.Account, m.Currency, month = Days.Text(m.Month), m.Lines, m.Debits, m.Credits }, transaction);
        var number = 0L;
        foreach (var r in gathered.Repeated) await RepeatAsync(r.Kind, r.At, r.Of, null);
        await FindSameStatementsAsync(connection, transaction, asked.Order, key, gathered.Statements, (at, of, other) => RepeatAsync(RepeatKind.Statement, at, of, other));
        await acts.WriteAsync(connection, transaction, by, "order.return", archive.Ids.Text(IdKind.Order, asked.Order), marking, new { @return = archive.Ids.Text(IdKind.Return, key), lines = gathered.Tally.Lines, outside = gathered.Tally.OutsideAccount + gathered.Tally.OutsideDates });

        Task RepeatAsync(RepeatKind kind, long at, long of, long? other) => connection.ExecuteAsync(
            "insert into money_repeat (return_key, number, kind, at, of_, of_return) values (@key, @number, @kind, @at, @of, @other)", new { key, number = ++number, kind = (long)kind, at, of, other }, transaction);
    }

    /// <summary>Statements that an earlier return under the same order holds already.</summary>
    private static async Task FindSameStatementsAsync(DbConnection connection, DbTransaction transaction, long order, long key, IReadOnlyList<Statement> statements, Func<long, long, long, Task> found)
    {
        foreach (var (i, s) in statements.Index())
        {
            if (s.Lines == 0) continue;
            var same = await connection.QueryFirstOrDefaultAsync<(long Return, long Number)?>(
                "select t.return_key, t.number from money_statement t join money_return r on r.key = t.return_key where r.order_key = @order and r.key <> @key and t.digest = @Digest and t.account = @Account order by t.return_key",
                new { order, key, s.Digest, s.Account }, transaction);
            if (same is var (other, number)) await found(i + 1, number, other);
        }
    }
}
