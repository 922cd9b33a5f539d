using System.Globalization;
using Puente.Ui.Text;

namespace Puente.Money.Tracing.Exhibits;

/// <summary>
/// A trace as a workbook that an expert witness can stand behind: every balance, tainted part and total is a formula that recomputes, every row names its transfer, what
/// was assumed stands on a sheet of its own, and each total has a check that must be zero. Words stand in both languages. Equal traces give equal bytes.
/// </summary>
public static class Exhibit
{
    /// <summary>Rows of ledgers that a workbook takes.</summary>
    public const int MostRows = 200_000;

    private static readonly (string Rule, char In, char Out, char Held, int Known)[] Rules = [("fifo", 'W', 'X', 'Y', 3), ("prorata", 'N', 'O', 'P', 0), ("libr", 'Q', 'R', 'S', 1), ("difo", 'T', 'U', 'V', 2)];

    /// <summary>Writes the workbook. Refused with <c>exhibit.large</c> when the ledgers have too many rows.</summary>
    public static Evidence.Result<Evidence.Done> Write(Stream to, TransferIndex index, TraceAnswer answer, string file, ExhibitHead? head = null)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(answer);
        var rows = answer.Remaining.Sum(r => (long)index.Of(r.Account).Length);
        if (rows > MostRows) return new Evidence.Refusal("exhibit.large", ("rows", rows.ToString(CultureInfo.InvariantCulture)), ("most", MostRows.ToString(CultureInfo.InvariantCulture)));
        WorkbookFile.Write(to, Sheets(index, answer, file, head));
        return new Evidence.Done();
    }

    internal static IReadOnlyList<Sheet> Sheets(TransferIndex index, TraceAnswer answer, string file, ExhibitHead? head = null)
    {
        var catalogue = new Catalogue();
        var (english, spanish) = (catalogue.For(Language.English), catalogue.For(Language.Spanish));
        string Words(string key) => english[key] == spanish[key] ? english[key] : $"{english[key]} / {spanish[key]}";
        var ledger = new LedgerSheet(index, answer, Words);
        var remaining = RemainingSheet(answer, ledger, Words);
        return [Summary(answer, file, head, ledger, Words), ledger.Ledger, remaining, ledger.Lots, OpeningSheet(answer, head, Words), RuleSheet(english, spanish)];
    }

    private static Sheet Summary(TraceAnswer answer, string file, ExhibitHead? head, LedgerSheet ledger, Func<string, string> words)
    {
        var (sheet, all) = (new Sheet("Summary"), answer.Transfers);
        sheet.Add(new SheetCell(words("exhibit.title"), Head: true));
        sheet.Add(words(head is null ? "exhibit.file" : "exhibit.node"), file);
        foreach (var (key, value) in head?.Lines ?? []) sheet.Add(words(key), value);
        foreach (var row in answer.Question.Proceeds) sheet.Add(words("exhibit.proceeds"), all.Id(row), words("exhibit.line"), SheetCell.Count(all.Line(row)), all.Accounts[all.To[row]]);
        if (answer.Question.Offence is { } offence) sheet.Add(words("exhibit.offence"), Day(offence), words("exhibit.one-year"), Day(new OneYear(offence).LastDay));
        sheet.Add(words("exhibit.reach"));
        sheet.Add(words("exhibit.rounding"));
        sheet.Head(words("exhibit.currency"), words("exhibit.rule"), words("exhibit.introduced"), words("exhibit.changed-in"), words("exhibit.remaining"), words("exhibit.beyond"), words("exhibit.lender"), words("exhibit.kept"), words("exhibit.changed-out"), words("exhibit.check"));
        var last = ledger.Ledger.Rows.Count;
        foreach (var (unit, currency) in all.Currencies.Select((u, i) => (u, (byte)i)))
            foreach (var rule in Rules)
                if (answer.Remaining.Any(r => r.Currency == currency) || answer.Totals.Any(t => t.Currency == currency)) sheet.Add(Totals(answer, ledger, currency, rule, last, sheet.NextRow, words));
        return sheet;
    }

    private static SheetCell[] Totals(TraceAnswer answer, LedgerSheet ledger, byte currency, (string Rule, char In, char Out, char Held, int Known) rule, int last, int row, Func<string, string> words)
    {
        var (unit, code) = (answer.Transfers.Currencies[currency], RuleCodes.All.First(r => r.Code == rule.Rule).Rule);
        var own = ledger.Proceeds.Where(p => p.Currency == currency).ToList();
        string Known(char sign, string? kind) => string.Concat(own.Where(p => (kind is null || p.Kind == kind) && p.Known[rule.Known].Formula != "0").Select(p => sign + p.Known[rule.Known].Formula));
        long Sum(Func<TraceTotal, long> part) => answer.Totals.Where(t => t.Currency == currency && t.Rule == code).Sum(part);
        SheetCell Of(string formula, long value) => new(Formula: $"ROUND({formula},{unit.Digits})", Value: (decimal)value / Records.Plain.Decimals.Factor(unit.Digits), Digits: unit.Digits);
        string Some(char column, string way, string? note) => $"SUMIFS(Ledger!${column}$4:${column}${last},Ledger!$C$4:$C${last},$A{row},Ledger!$D$4:$D${last},\"{way}\"" + (note is null ? ")" : $",Ledger!$J$4:$J${last},\"{note}\")");
        var remaining = (char)('E' + Array.FindIndex(Rules, r => r.Rule == rule.Rule));
        return
        [
            unit.Code, words("trace.rule." + rule.Rule),
            Of(Some('K', "in", "proceeds") + Known('-', null), Sum(t => t.Introduced)),
            Of(Some(rule.In, "in", "changed") + Known('+', "changed"), Sum(t => t.ChangedIn)),
            Of($"SUMIFS(Remaining!${remaining}$3:${remaining}${answer.Remaining.Count + 2},Remaining!$B$3:$B${answer.Remaining.Count + 2},$A{row})", Sum(t => t.Remaining)),
            Of(Some(rule.Out, "out", "beyond"), Sum(t => t.Beyond)),
            Of(Some(rule.Out, "in", null), Sum(t => t.Lender)),
            Of($"{Some(rule.Out, "out", "kept")}-{Some(rule.In, "in", "kept")}{Known('-', "kept")}", Sum(t => t.Kept)),
            Of(Some(rule.Out, "out", "changed"), Sum(t => t.ChangedOut)),
            Of($"C{row}+D{row}-E{row}-F{row}-G{row}-H{row}-I{row}", 0),
        ];
    }

    private static Sheet RemainingSheet(TraceAnswer answer, LedgerSheet ledger, Func<string, string> words)
    {
        var (sheet, all) = (new Sheet("Remaining"), answer.Transfers);
        sheet.Add(new SheetCell(words("exhibit.remaining"), Head: true));
        sheet.Head([words("exhibit.account"), words("exhibit.currency"), words("exhibit.hop"), words("exhibit.balance"), .. Rules.Select(r => words("trace.rule." + r.Rule))]);
        foreach (var left in answer.Remaining)
        {
            var (unit, end) = (all.Currencies[left.Currency], ledger.Ends[(left.Account, left.Currency)]);
            sheet.Add([all.Accounts[left.Account], unit.Code, SheetCell.Count(left.Hop), Pointer('M', left.Balance), .. Rules.Select(r => Pointer(r.Held, left.Tainted[RuleCodes.All.First(c => c.Code == r.Rule).Rule]))]);

            SheetCell Pointer(char column, long value) => new Live($"Ledger!{Sheet.At(column, end.Row)}", value).Cell(unit.Digits);
        }

        return sheet;
    }

    private static Sheet OpeningSheet(TraceAnswer answer, ExhibitHead? head, Func<string, string> words)
    {
        var (sheet, all) = (new Sheet("Openings"), answer.Transfers);
        sheet.Add(new SheetCell(words("exhibit.openings"), Head: true));
        sheet.Head(words("exhibit.account"), words("exhibit.currency"), words("exhibit.opening"), words("exhibit.basis"), words("exhibit.lowest"));
        foreach (var ledger in answer.Remaining)
        {
            var unit = all.Currencies[ledger.Currency];
            var assumed = answer.Openings.FirstOrDefault(o => o.Account == ledger.Account && o.Currency == ledger.Currency);
            sheet.Add(all.Accounts[ledger.Account], unit.Code, new SheetCell(Value: (decimal)LedgerSheet.OpeningOf(answer, ledger) / Records.Plain.Decimals.Factor(unit.Digits), Digits: unit.Digits),
                words(assumed is null ? head?.Stated.Contains((ledger.Account, ledger.Currency)) == true ? "exhibit.stated" : "exhibit.given" : assumed.LowestRow < 0 ? "exhibit.assumed-nothing" : "exhibit.assumed-least"), assumed is { LowestRow: >= 0 } ? all.Id(assumed.LowestRow) : "");
        }

        return sheet;
    }

    private static Sheet RuleSheet(Texts english, Texts spanish)
    {
        var sheet = new Sheet("Rules");
        sheet.Head(english["exhibit.rule"], "English", "Español");
        foreach (var rule in RuleCodes.All) sheet.Add(english["trace.rule." + rule.Code], english["exhibit.authority." + rule.Code], spanish["exhibit.authority." + rule.Code]);
        foreach (var key in (string[])["exhibit.order", "exhibit.overdraft", "exhibit.conversions"]) sheet.Add("", english[key], spanish[key]);
        return sheet;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
