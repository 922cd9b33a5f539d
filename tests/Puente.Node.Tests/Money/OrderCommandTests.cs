using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Money;

/// <summary>Orders and returns from the command line and by programs, at a running node.</summary>
[Collection(nameof(Counter))]
public sealed class OrderCommandTests(Counter counter)
{
    [Fact]
    public async Task An_order_is_entered_a_file_loaded_under_it_and_the_answer_says_what_ties()
    {
        string[] entered = ["money", "order", "new", "--instrument", "administrative-summons", "--reference", "CLI-1", "--authority", "FinCEN", "--custodian", "Bank of the Test", "--issued", "2026-02-03", "--account", "*7710", "--from", "2025-06-01", "--until", "2025-06-30", "--preset", "bank-records"];
        var order = (string)(await counter.JsonAsync("mercer", entered))["id"]!;
        var file = counter.Write("signed.csv", "Account,Date,Amount,Description\n4410027710,06/02/2025,9500.00,CASH DEPOSIT\n4410027710,07/02/2025,1.00,LATE\n99,06/02/2025,1.00,STRANGER\n");
        var made = await counter.JsonAsync("mercer", "money", "load", file, "--order", order, "--layout", "us-signed", "--count", "3", "--credits", "950100");
        ((long)made["tally"]!["lines"]!, (long)made["tally"]!["outsideAccount"]!, (long)made["tally"]!["outsideDates"]!).ShouldBe((1, 1, 1));
        made["ties"]!.AsArray().Select(t => ((string)t!["what"]!, (bool)t["holds"]!)).ShouldBe([("count", true), ("credits", false)]);
        var shown = await counter.RunAsync("mercer", "money", "order", "show", order);
        shown.Output.ShouldContain("does not tie");
        (await counter.RunAsync("mercer", "money", "order", "list")).Output.ShouldContain("CLI-1");
        (await counter.RunAsync("nunez", "money", "order", "list")).Output.ShouldNotContain("CLI-1");
        (await counter.RunAsync("nunez", "money", "order", "show", order)).Code.ShouldBe(2);
        var unfit = await counter.RunAsync("mercer", "money", "load", counter.Write("other.csv", "a;b\n1;2\n"), "--order", order, "--layout", "us-signed");
        unfit.Code.ShouldBe(3);
        unfit.Error.ShouldContain("us-signed");
        (await counter.RunAsync("mercer", "money", "layouts")).Output.ShouldContain("mx-cargo-abono");
        (await counter.RunAsync("mercer", "money", "instruments")).Output.ShouldContain("grand-jury-subpoena");

        var api = await counter.ApiAsync("mercer");
        var lines = (await api.GetFromJsonAsync<JsonObject>($"money/returns/{made["id"]}/lines?reporting=MXN"))!;
        lines["rows"]!.AsArray().Count.ShouldBe(1);
        lines["rows"]![0]!["reported"].ShouldBeNull("no rate is stated, so none is invented");
        (await api.PostAsJsonAsync("money/rates", new[] { new { currency = "USD", reporting = "MXN", day = "2025-06-01", value = 19.5m, source = "Test" } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        lines = (await api.GetFromJsonAsync<JsonObject>($"money/returns/{made["id"]}/lines?reporting=MXN"))!;
        ((long)lines["rows"]![0]!["reported"]!, (string)lines["rows"]![0]!["rate"]!["source"]!).ShouldBe((18_525_000, "Test"));
    }

    [Fact]
    public async Task A_program_is_told_everything_that_is_wrong_with_an_order()
    {
        var api = await counter.ApiAsync("mercer");
        using var answer = await api.PostAsJsonAsync("money/orders", new { instrument = "administrative-summons", reference = "", authority = "x", custodian = "", issued = "2026-02-03", marking = new { preset = "internal" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!["problems"]!.AsArray().Select(p => (string)p!["code"]!).ShouldBe(["order.reference", "order.custodian", "order.scope", "order.regime"]);
    }
}
