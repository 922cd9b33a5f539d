using System.Globalization;

namespace Puente.Money.Tracing.Commands;

/// <summary>A trace in words.</summary>
internal static class TraceWords
{
    /// <summary>The payments as a table on standard output.</summary>
    public static void Lines(TraceAnswer answer, IReadOnlyList<RuleCode> rules)
    {
        var (t, all) = (Terminal.T, answer.Transfers);
        var columns = new Columns([t["command.trace.transaction"], t["command.trace.time"], t["command.trace.from"], t["command.trace.to"], t["command.trace.amount"], .. rules.Select(r => t["trace.rule." + r.Code])]);
        foreach (var line in answer.Lines.Where(l => l.Traced.Poison > 0))
        {
            var row = line.Row;
            var digits = all.Currencies[all.Currency[row]].Digits;
            columns.Add([all.Id(row), Moment(all.Time[row]), all.Accounts[all.From[row]], all.Accounts[all.To[row]], $"{Main(all.Amount[row], digits)} {all.Currencies[all.Currency[row]].Code}",
                .. rules.Select(r => r.Rule == Rule.Poison ? t["command.trace.reached"] : Main(line.Traced[r.Rule], digits))]);
        }

        columns.Write();
    }

    /// <summary>What was taken for granted, what remains where, and totals that tie.</summary>
    public static IEnumerable<string> Notes(TraceAnswer answer, IReadOnlyList<RuleCode> rules)
    {
        var (t, all) = (Terminal.T, answer.Transfers);
        foreach (var opening in answer.Openings)
        {
            var unit = all.Currencies[opening.Currency];
            yield return opening.LowestRow < 0
                ? t.Format("trace.opening-nothing", ("account", all.Accounts[opening.Account]), ("currency", unit.Code))
                : t.Format("trace.opening-least", ("account", all.Accounts[opening.Account]), ("amount", $"{Main(opening.Amount, unit.Digits)} {unit.Code}"), ("transaction", all.Id(opening.LowestRow)));
        }

        foreach (var conversion in answer.Conversions)
            yield return t.Format("trace.conversion", ("transaction", all.Id(conversion.Row)), ("paid", Sum(answer, conversion.Paid)), ("received", Sum(answer, conversion.Received)), ("line", all.Line(conversion.Row)));
        foreach (var group in answer.Totals.GroupBy(x => (x.Currency, x.Rule)).Where(g => rules.Any(r => r.Rule == g.Key.Rule)).OrderBy(g => g.Key))
        {
            var (unit, code) = (all.Currencies[group.Key.Currency], RuleCodes.All.First(r => r.Rule == group.Key.Rule).Code);
            yield return t.Format("trace.total", ("rule", t["trace.rule." + code]), ("currency", unit.Code), ("introduced", Total(x => x.Introduced)), ("in", Total(x => x.ChangedIn)), ("remaining", Total(x => x.Remaining)),
                ("beyond", Total(x => x.Beyond)), ("lender", Total(x => x.Lender)), ("kept", Total(x => x.Kept)), ("out", Total(x => x.ChangedOut)));

            string Total(Func<TraceTotal, long> part) => Main(group.Sum(part), unit.Digits);
        }

        if (rules.Any(r => r.Rule == Rule.Poison)) yield return t.Format("trace.reach", ("accounts", answer.Remaining.Select(r => r.Account).Distinct().Count()), ("payments", answer.Lines.Count(l => l.Traced.Poison > 0)));
        if (answer.Cut) yield return t.Format("trace.cut", ("most", answer.Question.MostAccounts));
        if (answer.Question.Offence is { } offence) yield return t.Format("trace.one-year", ("offence", Date(offence)), ("last", Date(new OneYear(offence).LastDay)));
    }

    /// <summary>The share of a payment under the pro-rata rule, unrounded, in minor units.</summary>
    public static Fraction Exact(TraceAnswer answer, TraceLine line) =>
        answer.Transfers.Amount[line.Row] >= line.Balance ? line.Tainted.ProRata : new Fraction((System.Numerics.BigInteger)answer.Transfers.Amount[line.Row] * line.Tainted.ProRata, line.Balance);

    /// <summary>How much of the main unit of one currency was got for one of the other, exactly.</summary>
    public static Fraction Rate(TraceAnswer answer, Conversion conversion)
    {
        var (paid, received) = (answer.Transfers.Currencies[conversion.Paid.Currency].Digits, answer.Transfers.Currencies[conversion.Received.Currency].Digits);
        return new Fraction(conversion.Received.Amount * System.Numerics.BigInteger.Pow(10, paid), conversion.Paid.Amount * System.Numerics.BigInteger.Pow(10, received));
    }

    /// <summary>An amount in the main unit: 1234.50.</summary>
    public static string Main(long minor, int digits) => ((decimal)minor / Records.Plain.Decimals.Factor(digits)).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Sum(TraceAnswer answer, (long Amount, byte Currency) sum) => $"{Main(sum.Amount, answer.Transfers.Currencies[sum.Currency].Digits)} {answer.Transfers.Currencies[sum.Currency].Code}";

    private static string Moment(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
