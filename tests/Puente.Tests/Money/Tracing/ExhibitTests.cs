using CsCheck;
using Puente.Money.Tracing;
using Puente.Money.Tracing.Exhibits;

namespace Puente.Tests.Money.Tracing;

/// <summary>The workbook recomputes to the figures of the engine.</summary>
public sealed class ExhibitTests
{
    [Fact]
    public void Every_formula_comes_to_what_the_engine_found_in_any_world() =>
        Worlds.Many.Where(w => w.Question.Proceeds.Count > 0).Sample(world =>
        {
            var answer = world.Trace();
            using var book = Write(world, answer);
            var formulas = new Formulas(book);
            foreach (var place in formulas.Places) formulas.Number(place).ShouldBe(formulas.Written(place), place);
            for (var i = 0; i < answer.Remaining.Count; i++)
            {
                var (left, row) = (answer.Remaining[i], i + 3);
                decimal[] wanted = [left.Balance, left.Tainted.Fifo, left.Tainted.ProRata, left.Tainted.Libr, left.Tainted.Difo];
                "DEFGH".Select(c => formulas.Number($"Remaining!{c}{row}") * 100).ShouldBe(wanted);
            }
        }, iter: 150, seed: "0008hX3b9Kd1");

    [Fact]
    public void Every_total_is_checked_and_the_check_is_zero() =>
        Worlds.Many.Where(w => w.Question.Proceeds.Count > 0).Sample(world =>
        {
            using var book = Write(world, world.Trace());
            var formulas = new Formulas(book);
            var checks = Enumerable.Range(1, formulas.LastRow("Summary")).Where(r => formulas.Text($"Summary!A{r}") is "USD" or "MXN").ToList();
            checks.ShouldNotBeEmpty();
            checks.ShouldAllBe(r => formulas.Number($"Summary!J{r}") == 0);
        }, iter: 100, seed: "0009iX3b9Kd1");

    [Fact]
    public void Every_payment_of_the_trace_stands_in_the_ledger_with_what_is_traced_of_it() =>
        Worlds.Many.Where(w => w.Question.Proceeds.Count > 0).Sample(world =>
        {
            var answer = world.Trace();
            using var book = Write(world, answer);
            var formulas = new Formulas(book);
            var rows = Enumerable.Range(4, formulas.LastRow("Ledger") - 3).Where(r => formulas.Text($"Ledger!D{r}") == "out").ToDictionary(r => formulas.Text($"Ledger!E{r}"));
            foreach (var line in answer.Lines.Where(l => l.Hop >= 0))
            {
                var row = rows[world.All.Id(line.Row)];
                decimal[] wanted = [line.Traced.ProRata, line.Traced.Libr, line.Traced.Difo, line.Traced.Fifo];
                "ORUX".Select(c => formulas.Number($"Ledger!{c}{row}") * 100).ShouldBe(wanted);
            }
        }, iter: 100, seed: "000ajX3b9Kd1");

    [Fact]
    public void Equal_traces_give_equal_bytes()
    {
        var world = Worlds.Many.Where(w => w.Question.Proceeds.Count > 0).Single(_ => true, "000bkX3b9Kd1");
        using var one = Write(world, world.Trace());
        using var other = Write(world, world.Trace());
        one.ToArray().ShouldBe(other.ToArray());
    }

    private static MemoryStream Write(Worlds world, TraceAnswer answer)
    {
        var book = new MemoryStream();
        Exhibit.Write(book, world.Index, answer, "file.csv").IsOk.ShouldBeTrue();
        book.Position = 0;
        return book;
    }
}
