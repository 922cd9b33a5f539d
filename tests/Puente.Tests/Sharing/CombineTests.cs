using Puente.Evidence.Sharing;

namespace Puente.Tests.Sharing;

public sealed class CombineTests
{
    [Fact]
    public void A_label_that_was_joined_before_is_not_repeated()
    {
        Marking[] markings = [Labelled("RESERVADA"), Labelled("CUI//LES"), Labelled("RESERVADA // CUI//LES"), Labelled("RESERVADA")];
        Combine.All(markings).Label.ShouldBe("RESERVADA // CUI//LES");
    }

    private static Marking Labelled(string label) => new() { Owner = "US/ATF", Unit = "US/ATF/PHX", Label = label };
}
