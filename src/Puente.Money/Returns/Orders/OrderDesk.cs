using Dapper;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Returns.Orders;

/// <summary>
/// Orders by which records are had. An order is a row of this room under an owner and a marking, read through the one evaluator: for who may not
/// know of it, it is not there. Only its unit changes it.
/// </summary>
public sealed class OrderDesk(Archive archive, ActLog acts, Regimes regimes)
{
    /// <summary>Enters an order. Refuses <c>order.not-allowed</c> (role), <c>order.foreign-owner</c>, <c>order.unreadable</c> (the viewer could not read it afterwards).</summary>
    /// <returns>The order, or everything that is wrong with it.</returns>
    public async Task<(Result<OrderId> Result, IReadOnlyList<Problem> Problems)> EnterAsync(Viewer by, NewOrder order)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(order);
        if (!Works(by)) return (new Refusal("order.not-allowed"), []);
        if (OrderRules.Wrong(order) is { Count: > 0 } problems) return (new Refusal(problems[0].Code, problems[0].Args), problems);
        if (order.Marking.Unit != by.Unit.Code || order.Marking.Owner != by.Subject.Agency) return (new Refusal("order.foreign-owner"), []);
        if (!Reads(by, order.Marking)) return (new Refusal("order.unreadable", ("regime", order.Marking.Regime)), []);
        var marking = await archive.Markings.InternAsync(order.Marking);
        var entered = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = await RoomKeys.NextAsync(connection, transaction, "money_order");
            await connection.ExecuteAsync(
                """
                insert into money_order (key, unit, officer, marking, opened, instrument, reference, authority, custodian, scope, issued, served, due, secret_until, review_by)
                values (@key, @unit, @officer, @marking, @now, @Instrument, @Reference, @Authority, @Custodian, @scope, @issued, @served, @due, @secret, @review)
                """,
                new
                {
                    key,
                    unit = by.Unit.Code,
                    officer = by.Officer.Id.Key,
                    marking = marking.Key,
                    now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    order.Instrument,
                    order.Reference,
                    order.Authority,
                    order.Custodian,
                    scope = MoneyJson.Write(order.Scope),
                    issued = Days.Text(order.Issued),
                    served = Days.Text(order.Served),
                    due = Days.Text(order.Due),
                    secret = Days.Text(order.SecretUntil),
                    review = Days.Text(order.ReviewBy),
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "order.enter", archive.Ids.Text(IdKind.Order, key), marking, new { order.Instrument, order.Reference });
            return new OrderId(key);
        });
        return (entered, []);
    }

    /// <summary>Orders that the viewer may know of, newest first.</summary>
    public async Task<IReadOnlyList<OrderView>> ListAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<OrderRow>(new CommandDefinition(OrderRow.Select + " order by key desc", cancellationToken: stop));
        return [.. rows.Select(Shown).Where(o => Reads(by, o.Order.Marking))];
    }

    /// <summary>One order, or <c>order.no-such-order</c>.</summary>
    public async Task<Result<OrderView>> ShowAsync(Viewer by, OrderId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await connection.QuerySingleOrDefaultAsync<OrderRow>(new CommandDefinition(OrderRow.Select + " where key = @Key", new { id.Key }, cancellationToken: stop));
        return row is not null && Shown(row) is var shown && Reads(by, shown.Order.Marking) ? shown : new Refusal("order.no-such-order");
    }

    /// <summary>Notes when it was served and when the records are due. Refuses also <c>order.not-yours</c>, <c>order.served</c>, <c>order.due</c>.</summary>
    public Task<Result<Done>> ServeAsync(Viewer by, OrderId id, DateOnly served, DateOnly? due) => ChangeAsync(by, id, "order.serve", new { served, due },
        o => served < o.Order.Issued ? "order.served" : due < served ? "order.due" : null,
        "served = @served, due = coalesce(@due, due)", new { served = Days.Text(served), due = Days.Text(due) });

    /// <summary>Keeps the custodian's certificate. Refuses also <c>order.certificate</c> when a part of it is missing.</summary>
    public Task<Result<Done>> CertifyAsync(Viewer by, OrderId id, Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return ChangeAsync(by, id, "order.certify", new { certificate.Signer, certificate.Signed },
            _ => new[] { certificate.Signer, certificate.Capacity, certificate.Rule }.Any(string.IsNullOrWhiteSpace) ? "order.certificate" : null,
            "certificate = @certificate", new { certificate = MoneyJson.Write(certificate) });
    }

    /// <summary>Keeps what is missing, in words.</summary>
    public Task<Result<Done>> NoteGapsAsync(Viewer by, OrderId id, string? gaps) =>
        ChangeAsync(by, id, "order.gaps", null, _ => null, "gaps = @gaps", new { gaps = string.IsNullOrWhiteSpace(gaps) ? null : gaps.Trim() });

    /// <summary>
    /// Moves the day on which untouched rows go out of reach, for the order and for every return under it. Refuses also <c>order.review</c> when the day is past.
    /// </summary>
    public async Task<Result<Done>> ReviewAsync(Viewer by, OrderId id, DateOnly next, string reason)
    {
        ArgumentNullException.ThrowIfNull(by);
        var shown = await ShowAsync(by, id);
        if (shown.Refusal is { } refusal) return refusal;
        if (next <= by.Subject.Today || string.IsNullOrWhiteSpace(reason)) return new Refusal("order.review");
        var moved = new List<(long Return, long Dataset, long Marking)>();
        foreach (var (key, dataset, had) in await ReturnsOfAsync(id, by.Unit.Code))
        {
            var marking = archive.Markings[new MarkingId(had)] with { ExpiresOn = ReturnMarking(shown.Value.Order with { ReviewBy = next }).ExpiresOn };
            moved.Add((key, dataset, (await archive.Markings.InternAsync(marking)).Key));
        }

        return await ChangeAsync(by, id, "order.review", new { next, reason }, _ => null, "review_by = @next", new { next = Days.Text(next) }, async (connection, transaction) =>
        {
            foreach (var (key, dataset, marking) in moved)
            {
                await connection.ExecuteAsync("update dataset set marking = @marking where key = @dataset", new { marking, dataset }, transaction);
                var source = await connection.ExecuteScalarAsync<long>("select source from dataset where key = @dataset", new { dataset }, transaction);
                await SourceMarking.MoveAsync(archive, connection, transaction, new SourceId(source), new MarkingId(marking));
                await connection.ExecuteAsync("update money_return set marking = @marking where key = @key", new { marking, key }, transaction);
            }
        });
    }

    private async Task<IReadOnlyList<(long Return, long Dataset, long Marking)>> ReturnsOfAsync(OrderId id, string unit)
    {
        await using var connection = await archive.Database.OpenAsync();
        return [.. await connection.QueryAsync<(long, long, long)>("select r.key, r.dataset, d.marking from money_return r join dataset d on d.key = r.dataset where r.order_key = @Key and r.unit = @unit", new { id.Key, unit })];
    }

    /// <summary>The marking that a return takes over: the order's own, out of reach after the day of review.</summary>
    public static Marking ReturnMarking(NewOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var expires = order.Marking.ExpiresOn;
        return order.Marking with { ExpiresOn = order.ReviewBy is { } day && !(expires < day) ? day : expires };
    }

    internal bool Reads(Viewer by, Marking marking) => Access.Decide(by.Subject, marking, regimes.Rule(marking.Regime, by.Subject.Today)).Mode == Mode.Full;

    private async Task<Result<Done>> ChangeAsync(Viewer by, OrderId id, string act, object? content, Func<OrderView, string?> wrong, string set, object values, Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction, Task>? also = null)
    {
        var shown = await ShowAsync(by, id);
        if (shown.Refusal is { } refusal) return refusal;
        if (shown.Value.Unit != by.Unit.Code || !Works(by)) return new Refusal("order.not-yours");
        if (wrong(shown.Value) is { } code) return new Refusal(code);
        var marking = await archive.Markings.InternAsync(shown.Value.Order.Marking);
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var parameters = new DynamicParameters(values);
            parameters.Add("key", id.Key);
            await connection.ExecuteAsync($"update money_order set {set} where key = @key", parameters, transaction);
            if (also is not null) await also(connection, transaction);
            await acts.WriteAsync(connection, transaction, by, act, archive.Ids.Text(IdKind.Order, id.Key), marking, content);
        });
        return new Done();
    }

    private static bool Works(Viewer by) => by.Roles.HasFlag(Role.Recorder) || by.Roles.HasFlag(Role.Importer);

    private OrderView Shown(OrderRow row) => row.View(archive.Markings[new MarkingId(row.Marking)]);
}
