using Puente.Matching.Identifiers;
using Puente.Matching.Identifiers.International;
using Puente.Matching.Identifiers.Mexico;

namespace Puente.Tests.Matching.Identifiers;

/// <summary>Tables that identifiers are read with: as many entries as their sources have, and cases that anybody can look up.</summary>
public sealed class TableTests
{
    [Fact]
    public void Tables_have_as_many_entries_as_their_sources()
    {
        (Banks.Names.Count, Iban.Lengths.Count, States.Names.Count, Plate.American.Count, Plate.Mexican.Count).ShouldBe((133, 89, 33, 56, 32));
        Banks.Names.Keys.ShouldAllBe(c => c.Length == 3 && c.All(char.IsAsciiDigit));
        Iban.Lengths.ShouldAllBe(l => l.Value >= 15 && l.Value <= 34);
        Enumerable.Range(0, 100).Count(p => Identify.As(Kinds.Ein, $"{p:00}-1234567")!.Valid).ShouldBe(83);
    }

    [Theory]
    [InlineData("002", "Banamex")]
    [InlineData("012", "BBVA México")]
    [InlineData("072", "Banorte")]
    [InlineData("127", "Azteca")]
    [InlineData("638", "Nu México")]
    [InlineData("646", "STP")]
    [InlineData("722", "Mercado Pago")]
    public void A_bank_has_its_code(string code, string name) => Banks.Names[code].ShouldBe(name);

    /// <summary>Examples that the registry itself prints.</summary>
    [Theory]
    [InlineData("NO9386011117947")]
    [InlineData("BE68539007547034")]
    [InlineData("BI4210000100010000332045181")]
    [InlineData("CR05015202001026284066")]
    [InlineData("DE89370400440532013000")]
    [InlineData("ES9121000418450200051332")]
    [InlineData("FR1420041010050500013M02606")]
    [InlineData("GT82TRAJ01020000001210029690")]
    [InlineData("LY83002048000020100120361")]
    [InlineData("MT84MALT011000012345MTLCAST001S")]
    [InlineData("NI45BAPR00000013000003558124")]
    [InlineData("SD2129010501234001")]
    [InlineData("SV62CENR00000000000000700025")]
    public void An_example_of_the_registry_is_right(string iban) => Identify.As(Kinds.Iban, iban)!.Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("011000015", true)] // Federal Reserve Bank of Boston
    [InlineData("111000025", true)]
    [InlineData("000000000", false)]
    [InlineData("131000003", false)] // no district 13
    public void A_routing_number_has_a_check_digit_and_a_district(string number, bool valid) => Identify.As(Kinds.Aba, number)!.Valid.ShouldBe(valid);

    [Theory]
    [InlineData("US-GU ABC 123", "US-GU ABC123")]
    [InlineData("MX-CMX A12-BCD", "MX-CMX A12BCD")]
    [InlineData("MX-DIF A12-BCD", "MXDIFA12BCD")] // no state of today
    public void A_plate_has_the_state_that_stands_before_it(string plate, string canonical) => Identify.As(Kinds.Plate, plate)!.Canonical.ShouldBe(canonical);
}
