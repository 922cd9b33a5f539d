using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Api;

/// <summary>An order as a program sends it.</summary>
public sealed record OrderBody(
    string Instrument, string Reference, string Authority, string Custodian, DateOnly Issued, IReadOnlyList<string>? Subjects, IReadOnlyList<string>? Accounts, DateOnly? From, DateOnly? Until,
    IReadOnlyList<string>? Kinds, DateOnly? Served, DateOnly? Due, DateOnly? SecretUntil, DateOnly? ReviewBy, MarkingBody? Marking);

/// <summary>An order as a program reads it.</summary>
public sealed record OrderAnswer(
    string Id, string Instrument, string Citation, string Reference, string Authority, string Custodian, string Unit, DateOnly Issued, OrderScope Scope, DateOnly? Served, DateOnly? Due, int? DaysLeft,
    DateOnly? SecretUntil, DateOnly? ReviewBy, OrderState State, int Returns, int Asked, int Missing, Certificate? Certificate, string? Gaps, DateTimeOffset Opened)
{
    internal static OrderAnswer Of(OrderView o, MonthGrid grid, int returns, DateOnly today, Archive archive) => new(
        archive.Text(o.Id), o.Order.Instrument, Instruments.Find(o.Order.Instrument)?.Citation ?? "", o.Order.Reference, o.Order.Authority, o.Order.Custodian, o.Unit, o.Order.Issued, o.Order.Scope, o.Order.Served,
        o.Order.Due, o.DaysLeft(today), o.Order.SecretUntil, o.Order.ReviewBy, o.State(today, returns, grid.Missing), returns, grid.Asked, grid.Missing, o.Certificate, o.Gaps, o.Opened);
}

/// <summary>When an order was served.</summary>
public sealed record ServiceBody(DateOnly Served, DateOnly? Due);

/// <summary>What is missing, in words.</summary>
public sealed record GapsBody(string? Gaps);

/// <summary>The next day of review and why.</summary>
public sealed record ReviewBody(DateOnly ReviewBy, string Reason);

/// <summary>A received file to be taken in under an order: a ready layout by its code, or the text of one.</summary>
public sealed record ReturnBody(string Upload, string Layout, string? Title, ControlTotals? Given, MarkingBody? Marking);

/// <summary>A received file to be tried.</summary>
public sealed record TrialBody(string Upload, string Layout, int? Take);

/// <summary>An import that will be a return.</summary>
public sealed record StartedAnswer(string Import, string? Return);

/// <summary>A return as a program reads it.</summary>
public sealed record ReturnAnswer(
    string Id, string Order, string Dataset, string Title, string File, string Layout, DateTimeOffset Came, ReturnTally Tally, ControlTotals Given, IReadOnlyList<Tie> Ties, string? Currency,
    IReadOnlyList<Statement>? Statements = null, IReadOnlyList<AccountMonth>? Months = null, IReadOnlyList<Repeat>? Repeats = null,
    long? StatementCount = null, long? StatementsWrong = null, long? NextStatement = null)
{
    internal static ReturnAnswer Of(ReturnView r, Archive archive) => new(
        archive.Text(r.Id), archive.Text(r.Order), archive.Ids.Text(IdKind.Dataset, r.Dataset.Key), r.Title, r.File, r.Layout, r.Came, r.Tally, r.Given, r.Ties, r.Currency);
}

/// <summary>A line with its amount in a reporting currency, and the rate that gave it.</summary>
public sealed record LineAnswer(StatementLine Line, long? Reported, Rate? Rate);

/// <summary>Lines after a row.</summary>
public sealed record LinesAnswer(IReadOnlyList<LineAnswer> Rows, long? Next);

/// <summary>A pair as a program reads it.</summary>
public sealed record PairAnswer(
    string Id, PairEnd Out, PairEnd In, long Amount, string Currency, int Score, IReadOnlyList<string> Reasons, PairStanding Standing, PairDecision Decision, bool CountsOnce, bool Own, string? Reason)
{
    internal static PairAnswer Of(PairView p, Archive archive) => new(
        archive.Text(p.Id), PairEnd.Of(p.Out, archive), PairEnd.Of(p.In, archive), p.Amount, p.Currency, p.Score, p.Reasons, p.Standing, p.Decision, p.CountsOnce, p.IsOwn, p.Reason);
}

/// <summary>One side of a pair: a line of a return, or a statement.</summary>
public sealed record PairEnd(string? Return, long? Row, string? Account, string? Statement, DateOnly Day)
{
    internal static PairEnd Of(PairSide side, Archive archive) => side.Fact is { } fact
        ? new(null, null, null, archive.Ids.Text(fact.Kind, fact.Key), side.Day)
        : new(archive.Text(side.Return), side.Row, side.Account, null, side.Day);
}

/// <summary>What a person says of a pair.</summary>
public sealed record DecisionBody(bool Accept, string? Reason);

/// <summary>A layout by its code and names.</summary>
public sealed record LayoutAnswer(string Code, string En, string Es, bool Pages, string Text);

/// <summary>A kind of legal process.</summary>
public sealed record InstrumentAnswer(string Code, string En, string Es, string? Country, IReadOnlyList<string> Regimes, string Citation, bool Checked);
