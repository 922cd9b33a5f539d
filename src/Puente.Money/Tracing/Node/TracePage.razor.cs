using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Money.Records;
using Puente.Money.Returns;
using Puente.Money.Returns.Pages;
using Puente.Money.Returns.Rates;
using Puente.Ui.Components;

namespace Puente.Money.Tracing.Node;

/// <content>What the page asks and shows.</content>
public sealed partial class TracePage
{
    private const int MostAccounts = 40, MostLedgers = 8, MostLines = 120;

    /// <summary>The parts of all totals of a currency under one rule.</summary>
    private sealed record Sum(byte Currency, RuleCode Rule, IReadOnlyList<TraceTotal> Totals);

    private NodeTrace? Trace { get; set; }

    private Marking? Marking { get; set; }

    private string? Problem { get; set; }

    /// <summary>What other currencies are reported in.</summary>
    private Reporting In { get; set; } = Reporting.None;

    private TransferDays? Days { get; set; }

    private IReadOnlyList<AccountLedger> Ledgers { get; set; } = [];

    /// <summary>Accounts nearest to the proceeds first, and of those the ones that most was traced to.</summary>
    private IReadOnlyList<AccountLedger> Shown { get; set; } = [];

    private IReadOnlyList<Sum> Sums { get; set; } = [];

    private IEnumerable<(long Amount, byte Currency)> Introduced => Sums.Where(s => s.Rule.Rule == Rule.Fifo).Select(s => (s.Totals.Sum(t => t.Introduced), s.Currency)).Where(s => s.Item1 > 0);

    private static IReadOnlyList<RuleCode> Summed { get; } = [.. RuleCodes.All.Where(r => r.Rule != Rule.Poison)];

    /// <summary>An account, or all ends of one currency that nothing names, in the tables that compare the rules.</summary>
    private sealed record Compared(RenderFragment Name, int Hop, byte Currency, long Balance, ByRule Arrived, ByRule Left);

    private IReadOnlyList<Compared> Rows =>
    [
        .. Shown.Select(l => new Compared(End(l.Account), l.Hop, l.Currency, l.Remaining.Balance, l.Arrived, l.Remaining.Tainted)),
        .. Ledgers.Where(l => !IsNamed(l)).GroupBy(l => l.Currency).Select(g => new Compared(
            builder => builder.AddContent(0, T.Format("trace.unnamed", ("count", g.Count()))), g.Min(l => l.Hop), g.Key, g.Sum(l => l.Remaining.Balance), Added(g.Select(l => l.Arrived)), Added(g.Select(l => l.Remaining.Tainted)))),
    ];

    private IReadOnlyList<Column<Compared>> CameColumns =>
    [
        new(T["exhibit.account"]) { NamesRow = true, Cell = r => r.Name },
        new(T["exhibit.hop"], r => T.Number(r.Hop)) { Numeric = true },
        .. Summed.Select(r => new Column<Compared>(T["trace.rule." + r.Code], l => Money(l.Arrived[r.Rule], l.Currency)) { Numeric = true }),
        new(T["trace.rule.poison"], _ => T["command.trace.reached"]) { Narrow = true },
    ];

    private IReadOnlyList<Column<Compared>> LeftColumns =>
    [
        new(T["exhibit.account"]) { NamesRow = true, Cell = r => r.Name },
        new(T["exhibit.balance"], r => Money(r.Balance, r.Currency)) { Numeric = true },
        .. Summed.Select(r => new Column<Compared>(T["trace.rule." + r.Code], l => Money(l.Left[r.Rule], l.Currency)) { Numeric = true }),
    ];

    private IReadOnlyList<Column<Sum>> SumColumns =>
    [
        new(T["exhibit.rule"]) { NamesRow = true, Text = s => T["trace.rule." + s.Rule.Code] },
        .. TraceParts.All.Select(p => new Column<Sum>(T["exhibit." + p.Name.Replace('_', '-')], s => Money(s.Totals.Sum(p.Of), s.Currency)) { Numeric = true }),
        new(T["trace.check"]) { Cell = Check, Narrow = true },
    ];

    private IReadOnlyList<Column<NodeOpening>> OpeningColumns =>
    [
        new(T["exhibit.account"]) { NamesRow = true, Cell = o => End(o.Account) },
        new(T["exhibit.opening"], o => Money(o.Amount, o.Currency)) { Numeric = true },
        new(T["exhibit.basis"]) { Cell = Basis },
    ];

    /// <inheritdoc/>
    protected override Task<bool> LoadAsync()
    {
        Typed.Suggest("hops", "5");
        if (Typed.Pressed == "origins") Typed["proceeds"] = Typed["origins"];
        if (Query("refused") is { } code && T.Has(code)) Problem = Words.Of(new Evidence.Refusal(code, ("count", "")));
        return Task.FromResult(true);
    }

    private async Task AskAsync()
    {
        var ask = TraceForm.Read(f => Typed[f], Archive);
        var trace = ask.Refusal is { } wrong ? wrong : await Desk.AskAsync(Reading, ask.Value, Http.RequestAborted);
        if (trace.Refusal is { } refusal)
        {
            Problem = Words.Of(refusal);
            return;
        }

        Trace = trace.Value;
        Marking = Combine.All(Trace.Markings);
        In = await Reporting.ReadAsync(Rates, Viewer, null, Http.RequestAborted);
        Ledgers = AccountLedger.Of(Trace.Index, Trace.Answer, (a, c) => Trace.Openings.First(o => o.Account == a && o.Currency == c).Amount);
        Shown = [.. Ledgers.Where(IsNamed).OrderBy(l => l.Hop).ThenByDescending(l => l.Arrived.Libr).ThenByDescending(l => l.Arrived.Difo).Take(MostAccounts)];
        Days = await TransferDays.ReadAsync(Reading, Archive, Shown.SelectMany(Lines).Select(l => Trace.Book.Sources[l.Row]), Http.RequestAborted);
        Sums = [.. Trace.Answer.Totals.GroupBy(t => (t.Currency, t.Rule)).OrderBy(g => g.Key.Currency).ThenBy(g => g.Key.Rule).Select(g => new Sum(g.Key.Currency, RuleCodes.All.First(r => r.Rule == g.Key.Rule), [.. g]))];
        await Sightings.NoteAsync(Viewer, "/money/trace", Trace.Markings);
    }

    private bool IsNamed(AccountLedger ledger) => Trace!.Book.Ends[ledger.Account].Name.Length > 0;

    private static ByRule Added(IEnumerable<ByRule> amounts) => amounts.Aggregate(default(ByRule), (a, b) => new ByRule(a.Fifo + b.Fifo, a.ProRata + b.ProRata, 0, a.Libr + b.Libr, a.Difo + b.Difo));

    private IReadOnlyList<LedgerLine> Lines(AccountLedger ledger) => [.. Told(ledger).Take(MostLines)];

    private static IEnumerable<LedgerLine> Told(AccountLedger ledger) => ledger.Lines.Count <= MostLines ? ledger.Lines : ledger.Lines.Where(l => l.Line is not null);

    private string LinesText(AccountLedger ledger) => T.Format("trace.lines", ("shown", Lines(ledger).Count), ("all", ledger.Lines.Count));

    private string CountOf(int all) => T.Format("returns.part", ("shown", Math.Min(all, MostAccounts)), ("all", all));

    private IReadOnlyList<Column<LedgerLine>> LineColumns(AccountLedger ledger) =>
    [
        new(T["follow.col.at"], l => T.Date(Trace!.Book.Day(l.Row, Days!))) { Narrow = true },
        new(T["follow.col.source"]) { Cell = l => Source(l.Row), Narrow = true },
        new(T["exhibit.counterparty"]) { NamesRow = true, Cell = l => End(l.Other) },
        new(T["exhibit.in"], l => l.Out ? "" : Bare(l.Amount, ledger.Currency)) { Numeric = true },
        new(T["exhibit.out"], l => l.Out ? Bare(l.Amount, ledger.Currency) : "") { Numeric = true },
        new(T["exhibit.balance"], l => Bare(l.Balance, ledger.Currency)) { Numeric = true },
        .. Unit(ledger.Currency).Code == In.Currency ? Array.Empty<Column<LedgerLine>>() : [new(T.Format("follow.col.reported", ("currency", In.Currency)), l => InReporting(l, ledger)) { Numeric = true }],
        .. Summed.Select(r => new Column<LedgerLine>(T["trace.rule." + r.Code], l => l.Line is null ? "" : Bare(l.Part[r.Rule], ledger.Currency)) { Numeric = true }),
        new(T["trace.why"]) { Cell = l => Reason(Why(l, ledger)) },
    ];

    /// <summary>The amount of a line in the reporting currency, with the source and day of the rate.</summary>
    private string InReporting(LedgerLine line, AccountLedger ledger) =>
        ReportedText.Of(In.Of(line.Amount, Unit(ledger.Currency).Code, Trace!.Book.Day(line.Row, Days!)), In.Currency, T, Words);

    /// <summary>The arithmetic of a line in a few words; each figure stands in the columns too.</summary>
    private string Why(LedgerLine line, AccountLedger ledger)
    {
        if (line.Line is not { } traced) return "";
        if (!line.Out) return T[traced.Introduced.Poison > 0 ? "trace.why.proceeds" : "trace.why.arrived"];
        string Sum(long minor) => Bare(minor, ledger.Currency);
        var lots = string.Join(" + ", Trace!.Answer.LotsOf(traced).Take(4).Select(l => l.Source >= 0 ? T.Format("trace.why.lot", ("amount", Sum(l.Amount))) : Sum(l.Amount))) + (traced.LotCount > 4 ? " …" : "");
        var words = T.Format("trace.why.out", ("balance", Sum(traced.Balance)), ("prorata", Sum(traced.Tainted.ProRata)), ("libr", Sum(traced.Tainted.Libr)), ("after", Sum(Math.Max(0, traced.Balance - line.Amount))), ("difo", Sum(traced.Tainted.Difo)), ("lots", lots));
        return traced.Fate == Fate.Followed ? words : words + " " + T["trace.why.beyond"];
    }

    private Unit Unit(byte currency) => Trace!.Book.Table.Currencies[currency];

    private string Money(long minor, byte currency) => Words.Money(minor, Unit(currency).Code);

    /// <summary>Without its currency, which the heading has.</summary>
    private string Bare(long minor, byte currency) => T.Money(minor, "", Unit(currency).Digits).Trim();

    private static RenderFragment Reason(string text) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "reason small");
        builder.AddContent(2, text);
        builder.CloseElement();
    };

    /// <summary>What nothing names only received, and opens with nothing.</summary>
    private IReadOnlyList<NodeOpening> KnownOpenings => [.. Trace!.Openings.Where(o => Trace.Book.Ends[o.Account].Name.Length > 0 || o.Amount != 0)];

    private string Named(int account)
    {
        var name = Trace!.Book.Ends[account].Name;
        if (BookNames.IsSeizure(Trace.Book.Table.Accounts[account])) return T.Format("trace.seized", ("body", name.Length > 0 ? name : T["follow.unnamed"]));
        return name.Length > 0 ? name : T["follow.unnamed"];
    }

    private RenderFragment End(int account) => builder =>
    {
        if (Trace!.Book.Ends[account].Entity is { } id) Link(builder, Go.To(id), Named(account));
        else builder.AddContent(0, Named(account));
    };

    private RenderFragment Source(int row) => builder =>
    {
        var source = Trace!.Book.Sources[row];
        if (source.Fact is { } fact) Link(builder, Go.To(fact), T["follow.source.statement"]);
        else Link(builder, $"{Go.To(source.Dataset!.Value)}/rows/{source.Row.ToString(CultureInfo.InvariantCulture)}", T.Format("follow.source.row", ("row", source.Row)));
        // On paper nothing can be clicked: there the line names its statement or row.
        builder.OpenElement(3, "span");
        builder.AddAttribute(4, "class", "print-only id");
        builder.AddContent(5, Trace.Book.Table.Id(row));
        builder.CloseElement();
    };

    private RenderFragment Basis(NodeOpening opening) => builder =>
    {
        var words = T["trace.basis." + opening.Basis.ToString().ToLowerInvariant()];
        if (opening.Return is { } sent) Link(builder, Archive.Path(sent), words);
        else builder.AddContent(0, words);
    };

    private RenderFragment Check(Sum sum) => builder =>
    {
        var ties = sum.Totals.All(t => t.Ties);
        builder.OpenComponent<Badge>(0);
        builder.AddAttribute(1, nameof(Badge.Text), T[ties ? "returns.ties.hold" : "returns.ties.not"]);
        builder.AddAttribute(2, nameof(Badge.Tone), ties ? Tone.Good : Tone.Bad);
        builder.CloseComponent();
    };

    private static void Link(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder, string address, string text)
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", address);
        builder.AddContent(2, text);
        builder.CloseElement();
    }
}
