using Puente.Matching.Names;

namespace Puente.Tests.Matching.Names;

/// <summary>Words that sound alike in Latin American Spanish have one key.</summary>
public sealed class SpanishKeyTests
{
    [Theory]
    [InlineData("griselda", "gricelda")]
    [InlineData("velasquez", "velazquez")]
    [InlineData("geremias", "jeremias")]
    [InlineData("norbey", "norbei")]
    [InlineData("vallarta", "bayarta")]
    [InlineData("quintero", "kintero")]
    [InlineData("hernandez", "ernandes")]
    [InlineData("phanor", "fanor")]
    [InlineData("guerra", "guera")]
    [InlineData("ximena", "simena")]
    public void Spellings_of_one_sound_share_a_key(string left, string right) => SpanishKey.Of(left).ShouldBe(SpanishKey.Of(right), StringCompareShould.IgnoreCase);

    [Theory]
    [InlineData("chavez", "cavez")]
    [InlineData("mario", "maria")]
    [InlineData("gomez", "lomez")]
    public void Different_sounds_stay_apart(string left, string right) => SpanishKey.Spoken(left).ShouldNotBe(SpanishKey.Spoken(right));

    [Fact]
    public void The_key_for_finding_keeps_only_an_initial_vowel_and_drops_a_final_s()
    {
        SpanishKey.Of("avalos").ShouldBe("abl");
        SpanishKey.Of("cazarez").ShouldBe(SpanishKey.Of("cazare"));
    }
}
