using Puente.Evidence.Sharing;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Returns.Orders;

/// <summary>An order as it is stored.</summary>
internal sealed record OrderRow
{
    public const string Select = "select key, unit, marking, opened, instrument, reference, authority, custodian, scope, issued, served, due, secret_until, review_by, certificate, gaps from money_order";

    public long Key { get; init; }

    public string Unit { get; init; } = "";

    public long Marking { get; init; }

    public long Opened { get; init; }

    public string Instrument { get; init; } = "";

    public string Reference { get; init; } = "";

    public string Authority { get; init; } = "";

    public string Custodian { get; init; } = "";

    public string Scope { get; init; } = "";

    public string Issued { get; init; } = "";

    public string? Served { get; init; }

    public string? Due { get; init; }

    public string? Secret_Until { get; init; }

    public string? Review_By { get; init; }

    public string? Certificate { get; init; }

    public string? Gaps { get; init; }

    public OrderView View(Marking marking) => new(
        new OrderId(Key),
        new NewOrder(Instrument, Reference, Authority, Custodian, Days.Read(Issued)!.Value, MoneyJson.Read<OrderScope>(Scope), marking)
        {
            Served = Days.Read(Served),
            Due = Days.Read(Due),
            SecretUntil = Days.Read(Secret_Until),
            ReviewBy = Days.Read(Review_By),
        },
        DateTimeOffset.FromUnixTimeMilliseconds(Opened), Certificate is null ? null : MoneyJson.Read<Certificate>(Certificate), Gaps);
}
