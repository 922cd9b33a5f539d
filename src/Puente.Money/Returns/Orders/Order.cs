using Puente.Evidence.Sharing;

namespace Puente.Money.Returns.Orders;

/// <summary>Key of an order.</summary>
public readonly record struct OrderId(long Key);

/// <summary>An order to be entered.</summary>
/// <param name="Instrument">Code of its kind.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Authority">Who issued it.</param>
/// <param name="Custodian">Who holds the records: the bank.</param>
/// <param name="Issued">When it was issued.</param>
/// <param name="Scope">What it asks for.</param>
/// <param name="Marking">Who may know of it; returns take it over and can only be closer.</param>
public sealed record NewOrder(string Instrument, string Reference, string Authority, string Custodian, DateOnly Issued, OrderScope Scope, Marking Marking)
{
    /// <summary>When it was served on the custodian.</summary>
    public DateOnly? Served { get; init; }

    /// <summary>When the records are due.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Until when the custodian may tell nobody of it.</summary>
    public DateOnly? SecretUntil { get; init; }

    /// <summary>The day on which rows that nobody lifted go out of reach, unless it is moved by a review.</summary>
    public DateOnly? ReviewBy { get; init; }
}

/// <summary>The custodian's certificate that the records are of regularly conducted activity (Fed. R. Evid. 902(11), 803(6); 18 U.S.C. 3505 for foreign records).</summary>
/// <param name="Signer">Who signed.</param>
/// <param name="Capacity">As what.</param>
/// <param name="Signed">When.</param>
/// <param name="Rule">Under which rule.</param>
public sealed record Certificate(string Signer, string Capacity, DateOnly Signed, string Rule);

/// <summary>Where an order stands on a day.</summary>
public enum OrderState
{
    /// <summary>Entered, not served.</summary>
    Open,

    /// <summary>Served; the records are not due yet.</summary>
    Served,

    /// <summary>Due and nothing, or not everything, has come.</summary>
    Overdue,

    /// <summary>Something came and something of the scope is missing.</summary>
    Partly,

    /// <summary>Every account-month of the scope is covered.</summary>
    Complete,
}

/// <summary>An order as a viewer who may know of it sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Order">What was entered.</param>
/// <param name="Opened">When it was entered.</param>
/// <param name="Certificate">The custodian's certificate, or null.</param>
/// <param name="Gaps">What is missing, in the words of the analyst or custodian.</param>
public sealed record OrderView(OrderId Id, NewOrder Order, DateTimeOffset Opened, Certificate? Certificate, string? Gaps)
{
    /// <summary>The unit whose order it is.</summary>
    public string Unit => Order.Marking.Unit;

    /// <summary>Where it stands; <paramref name="returns"/> counts what came, <paramref name="missing"/> account-months that did not.</summary>
    public OrderState State(DateOnly today, int returns, int missing) =>
        returns > 0 && missing == 0 ? OrderState.Complete
        : Order.Due < today ? OrderState.Overdue
        : returns > 0 ? OrderState.Partly
        : Order.Served is null ? OrderState.Open : OrderState.Served;

    /// <summary>Days until it is due, below zero when it was; null without a day.</summary>
    public int? DaysLeft(DateOnly today) => Order.Due is { } due ? due.DayNumber - today.DayNumber : null;
}
