using CsCheck;
using Puente.Evidence.Sharing;

namespace Puente.Tests.Sharing;

public sealed class MarkingTextTests
{
    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Worlds.Markings.Sample(marking => MarkingText.Read(MarkingText.Write(marking)) == marking, seed: "0000000000111");

    [Fact]
    public void The_order_of_readers_and_purposes_does_not_matter() =>
        Worlds.Markings.Sample(marking =>
            (marking with { Audience = [.. marking.Audience.Reverse()], Purposes = [.. marking.Purposes.Reverse()] }) == marking, seed: "0000000000112");

    [Fact]
    public void A_different_audience_is_a_different_marking() =>
        (new Marking { Owner = "US/ATF", Unit = "US/ATF/PHX" } == new Marking
        {
            Owner = "US/ATF",
            Unit = "US/ATF/PHX",
            Audience = [new Grant(new Principal(PrincipalKind.Country, "MX"), Mode.Full)],
        }).ShouldBeFalse();

    [Fact]
    public void Words_with_any_sign_in_them_survive()
    {
        var marking = new Marking { Owner = "US/ATF", Unit = "US/ATF/PHX", Label = "CUI//LES \"=:|ñ", HandlingText = "sólo {a} = b:c" };
        MarkingText.Read(MarkingText.Write(marking)).ShouldBe(marking);
    }
}
