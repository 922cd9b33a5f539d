using System.Text.Json.Nodes;
using Puente.Money.Patterns;
using Puente.Money.Patterns.Commands;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;
using Puente.Money.Records.Plain;

namespace Puente.Tests.Money.Patterns;

/// <summary>A search straight on a file.</summary>
public sealed class PatternCommandTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("puente").FullName, "transfers.csv");

    [Fact]
    public void A_finding_names_transactions_and_accounts_as_the_file_does()
    {
        File.WriteAllText(_file, "id,from,to,time,amount,currency,kind\nT-1,A,B,2025-03-03,1000.00,USD,wire\nT-2,B,C,2025-03-04,980.00,USD,wire\nT-3,C,A,2025-03-05,960.00,USD,wire\n");
        var mapping = TransferMappingReader.Read("id: id\nfrom: from\nto: to\ntime: time\namount: amount\ncurrency: currency\nkind: kind\n").Mapping.ShouldNotBeNull();
        var answer = PatternSearch.Run(TransferFile.Read(_file, mapping, TestContext.Current.CancellationToken).Transfers, new PatternOptions { Patterns = [Pattern.TemporalCycle] }, stop: TestContext.Current.CancellationToken);
        var line = JsonNode.Parse(FindingText.Json(answer.Findings.ShouldHaveSingleItem()).ToJsonString())!;
        ((string)line["pattern"]!).ShouldBe("cycle-temporal");
        line["transactions"]!.AsArray().Select(t => (string)t!).ShouldBe(["T-1", "T-2", "T-3"]);
        line["accounts"]!.AsArray().Select(t => (string)t!).ShouldBe(["A", "B", "C"]);
        ((string)line["from"]!).ShouldBe("2025-03-03T00:00:00Z");
        ((double)line["score"]!).ShouldBeInRange(0, 1);
        line["reasons"]!.AsArray().ShouldNotBeEmpty();
        ((string)line["citation"]!).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("CASH_IN", "CashIn")]
    [InlineData("cash deposit", "CashIn")]
    [InlineData("Depósito", "CashIn")]
    [InlineData("cash withdrawal", "CashOut")]
    [InlineData("Retiro", "CashOut")]
    [InlineData("wire", "Transfer")]
    [InlineData("", "Unknown")]
    public void Words_of_files_say_whether_money_was_cash(string kind, string cash) => CashKinds.Of(kind).ShouldBe(Enum.Parse<CashKind>(cash));

    [Fact]
    public void Every_pattern_has_a_code_and_both_kinds_of_cycle_answer_to_cycle()
    {
        foreach (var pattern in PatternCodes.All) PatternCodes.Named(pattern.Code()).ShouldBe([pattern]);
        PatternCodes.Named("cycle").ShouldBe([Pattern.TemporalCycle, Pattern.StructuralCycle]);
        PatternCodes.Named("carousel").ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, true);
}
