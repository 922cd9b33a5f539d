namespace Puente.Money.Returns.Pairing;

/// <summary>
/// Finds Payment statements that report what a line of a return, or another statement, reports. Source by source, each statement joins at most one payment and each payment takes
/// at most one statement of a source, best first, as lines do.
/// </summary>
public static class StatementSearch
{
    private const int Week = 8;

    /// <summary>Pairs the statements.</summary>
    /// <param name="lines">Lines of returns, those that are one transfer as one report.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="rule">How.</param>
    /// <param name="accepted">Pairs that a person accepted.</param>
    /// <param name="dismissed">Pairs that never come again.</param>
    public static IReadOnlyList<StatementPair> Find(
        IEnumerable<PairReport> lines, IEnumerable<PairReport> statements, PairRule rule, IReadOnlyCollection<((long, long) Of, (long, long) Statement)>? accepted = null, IReadOnlySet<((long, long), (long, long))>? dismissed = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(rule);
        var (book, all, found) = (new PaymentBook(), statements.OrderBy(s => s.Key.Row).ToList(), new List<StatementPair>());
        foreach (var line in lines) book.Enter(line);
        book.Join(accepted ?? [], all);
        foreach (var source in all.GroupBy(s => s.Source).OrderBy(g => g.Key))
        {
            var free = source.Where(s => !book.Has(s)).ToList();
            var fits = free.SelectMany(s => book.Near(s, rule).Select(p => BestOf(p, s)).OfType<Fit>()).ToList();
            var joined = new Dictionary<(long, long), Payment>();
            foreach (var (fit, ambiguous) in BestFirst.Take(fits, f => f.Score, f => f.Payment.Number, f => f.Statement.Key.Row, f => (Alike(f.Payment.Reports[0]), Alike(f.Statement))))
            {
                if (ambiguous || !fit.Told) found.Add(new StatementPair(fit.Payment.Reports[0], fit.Statement, fit.Score, fit.Reasons, ambiguous ? PairStanding.Ambiguous : PairStanding.Suggested));
                else joined[fit.Statement.Key] = fit.Payment;
            }

            foreach (var statement in free)
                if (!joined.TryGetValue(statement.Key, out var payment)) book.Enter(statement);
                else
                {
                    found.AddRange(payment.Reports.Select(r => (Report: r, Fit: Held(r, statement))).Where(r => r.Fit is { Told: true }).Select(r => new StatementPair(r.Report, statement, r.Fit!.Value.Score, r.Fit.Value.Reasons, PairStanding.ByRule)));
                    book.Add(payment, statement);
                }
        }

        return found;

        (int Score, IReadOnlyList<string> Reasons, bool Told)? Held(PairReport report, PairReport statement) => IsDismissed(report, statement) ? null : rule.Fit(report, statement);

        bool IsDismissed(PairReport report, PairReport statement) => dismissed is not null && (dismissed.Contains((report.Key, statement.Key)) || (report.Also is { } also && dismissed.Contains((also, statement.Key))));

        Fit? BestOf(Payment payment, PairReport statement)
        {
            if (payment.Reports.Exists(r => IsDismissed(r, statement) || rule.Contradict(r, statement))) return null;
            var held = payment.Reports.Select(r => rule.Fit(r, statement)).OfType<(int Score, IReadOnlyList<string> Reasons, bool Told)>().OrderByDescending(f => f.Told).ThenByDescending(f => f.Score).ToList();
            return held is [var best, ..] ? new Fit(payment, statement, best.Score, best.Reasons, best.Told) : null;
        }
    }

    private static (string, string, int, int, long, string) Alike(PairReport report) => (Named(report.From), Named(report.To), report.First, report.Last, report.Amount, report.Currency);

    private static string Named(IReadOnlySet<string> end) => string.Join('\n', end.Order(StringComparer.Ordinal));

    private sealed record Fit(Payment Payment, PairReport Statement, int Score, IReadOnlyList<string> Reasons, bool Told);

    /// <summary>One payment with the reports of it.</summary>
    private sealed record Payment(long Number, List<PairReport> Reports);

    /// <summary>Payments by amount and week.</summary>
    private sealed class PaymentBook
    {
        private readonly Dictionary<(string, long, int), List<Payment>> _weeks = [];
        private readonly Dictionary<(long, long), Payment> _known = [];
        private long _count;

        public bool Has(PairReport report) => _known.ContainsKey(report.Key);

        public void Enter(PairReport report) => Add(new Payment(_count++, []), report);

        public void Add(Payment payment, PairReport report)
        {
            payment.Reports.Add(report);
            _known[report.Key] = payment;
            if (report.Also is { } also) _known[also] = payment;
            if (PairRule.IsOpen(report)) return;
            for (var week = report.First / Week; week <= report.Last / Week; week++)
            {
                if (!_weeks.TryGetValue((report.Currency, report.Amount, week), out var all)) _weeks[(report.Currency, report.Amount, week)] = all = [];
                if (!all.Contains(payment)) all.Add(payment);
            }
        }

        /// <summary>What a person accepted is one payment whatever the rule says.</summary>
        public void Join(IEnumerable<((long, long) Of, (long, long) Statement)> accepted, IEnumerable<PairReport> statements)
        {
            var named = statements.ToDictionary(s => s.Key);
            foreach (var (of, with) in accepted)
            {
                if (!named.TryGetValue(with, out var statement) || Has(statement)) continue;
                if (!_known.TryGetValue(of, out var payment))
                {
                    if (!named.TryGetValue(of, out var first)) continue;
                    Enter(first);
                    payment = _known[of];
                }

                Add(payment, statement);
            }
        }

        public IEnumerable<Payment> Near(PairReport report, PairRule rule)
        {
            if (PairRule.IsOpen(report)) return [];
            var (first, last) = ((report.First - rule.DaysAfter) / Week, (report.Last + rule.DaysAfter) / Week);
            return Enumerable.Range(first, last - first + 1).SelectMany(w => _weeks.GetValueOrDefault((report.Currency, report.Amount, w)) ?? []).Distinct();
        }
    }
}
