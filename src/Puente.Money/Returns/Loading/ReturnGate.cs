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
        await Bulk.InsertAsync(connection, transaction, "money_statement", ["return_key", "number", "account", "currency", "first_row", "digest", "body", "wrong"], gathered.Statements, (row, s, i) =>
        {
            row.Put(key);
            row.Put(i + 1L);
            row.Put(s.Account);
            row.Put(s.Currency);
            row.Put(s.FirstRow);
            row.Put(s.Digest);
            row.Put(MoneyJson.Write(s));
            row.Put(s.AddsUp == false ? 1L : 0L);
        });
        var number = 0L;
        foreach (var r in gathered.Repeated) await RepeatAsync(r.Kind, r.At, r.Of, null);
        await FindSameStatementsAsync(connection, transaction, asked.Order, key, (at, of, other) => RepeatAsync(RepeatKind.Statement, at, of, other));
        await acts.WriteAsync(connection, transaction, by, "order.return", archive.Ids.Text(IdKind.Order, asked.Order), marking, new { @return = archive.Ids.Text(IdKind.Return, key), lines = gathered.Tally.Lines, outside = gathered.Tally.OutsideAccount + gathered.Tally.OutsideDates });

        Task RepeatAsync(RepeatKind kind, long at, long of, long? other) => connection.ExecuteAsync(
            "insert into money_repeat (return_key, number, kind, at, of_, of_return) values (@key, @number, @kind, @at, @of, @other)", new { key, number = ++number, kind = (long)kind, at, of, other }, transaction);
    }

    /// <summary>Statements that an earlier return under the same order holds already.</summary>
    private static async Task FindSameStatementsAsync(DbConnection connection, DbTransaction transaction, long order, long key, Func<long, long, long, Task> found)
    {
        var same = (await connection.QueryAsync<(long At, long Return, long Number)>(
            """
            select own.number, t.return_key, t.number from money_statement own join money_statement t on t.digest = own.digest and t.account = own.account join money_return r on r.key = t.return_key
            where own.return_key = @key and own.digest <> @nothing and r.order_key = @order and r.key <> @key order by own.number, t.return_key, t.number
            """,
            new { order, key, nothing = unchecked((long)Alike.Start) }, transaction)).ToList();
        foreach (var first in same.DistinctBy(s => s.At)) await found(first.At, first.Number, first.Return);
    }
}
