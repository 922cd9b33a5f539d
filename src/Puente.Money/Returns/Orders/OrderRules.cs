using Puente.Evidence;

namespace Puente.Money.Returns.Orders;

/// <summary>What an order must say before it is taken.</summary>
internal static class OrderRules
{
    /// <summary>
    /// Everything that is missing or wrong, field by field: <c>order.instrument</c>, <c>order.instrument-then</c>, <c>order.reference</c>, <c>order.authority</c>,
    /// <c>order.custodian</c>, <c>order.scope</c>, <c>order.dates</c>, <c>order.served</c>, <c>order.due</c>, <c>order.review</c>, <c>order.regime</c>.
    /// </summary>
    public static IReadOnlyList<Problem> Wrong(NewOrder order)
    {
        var problems = new List<Problem>();
        void Needs(bool holds, string field, string code, params (string, string)[] args)
        {
            if (!holds) problems.Add(new Problem(0, field, code, args));
        }

        var instrument = Instruments.Find(order.Instrument);
        Needs(instrument is not null, "instrument", "order.instrument");
        Needs(instrument?.Stands(order.Issued) != false, "issued", "order.instrument-then");
        Needs(!string.IsNullOrWhiteSpace(order.Reference), "reference", "order.reference");
        Needs(!string.IsNullOrWhiteSpace(order.Authority), "authority", "order.authority");
        Needs(!string.IsNullOrWhiteSpace(order.Custodian), "custodian", "order.custodian");
        Needs(order.Scope.Subjects.Count > 0 || order.Scope.Accounts.Count > 0, "accounts", "order.scope");
        Needs(!(order.Scope.Until < order.Scope.From), "until", "order.dates");
        Needs(!(order.Served < order.Issued), "served", "order.served");
        Needs(!(order.Due < (order.Served ?? order.Issued)), "due", "order.due");
        Needs(!(order.ReviewBy < order.Issued), "review", "order.review");
        Needs(instrument is null || instrument.Regimes.Count == 0 || instrument.Regimes.Contains(order.Marking.Regime), "preset", "order.regime", ("regime", order.Marking.Regime));
        return problems;
    }
}
