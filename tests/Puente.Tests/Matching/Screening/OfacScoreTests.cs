using CsCheck;
using Puente.Matching.Screening;

namespace Puente.Tests.Matching.Screening;

/// <summary>What the Treasury's own search would say, held against what it said.</summary>
public sealed class OfacScoreTests
{
    [Fact]
    public void Of_the_scores_that_the_search_returned_95_in_100_lie_within_two_points()
    {
        var rows = Rows().Where(r => r.Score >= 0).ToList();
        rows.Count.ShouldBe(164);
        var off = rows.Where(r => Math.Abs(OfacScore.Of(r.Query, r.Listed) - r.Score) > 2).ToList();
        ((double)off.Count / rows.Count).ShouldBeLessThanOrEqualTo(0.05, string.Join('\n', off.Select(r => $"{r}: {OfacScore.Of(r.Query, r.Listed)}")));
    }

    [Fact]
    public void What_the_search_did_not_return_is_not_returned()
    {
        var rows = Rows().Where(r => r.Score < 0).ToList();
        rows.Count.ShouldBe(6);
        rows.ShouldAllBe(r => !OfacScore.Returns(r.Query, r.Listed, OfacScore.UsualSlider));
    }

    [Theory]
    [InlineData("VLADIMIR PUTIN", "PUTIN, Vladimir", 100)]
    [InlineData("José Ocampo", "OCAMPO, Jose", 100)]
    [InlineData("KIM JONG UN", "KIM, Jong Man", 100)]
    [InlineData("", "PUTIN, Vladimir", 0)]
    [InlineData("PUTIN", "", 0)]
    [InlineData("Владимир Путин", "PUTIN, Vladimir", 0)]
    public void Its_quirks_are_kept(string query, string listed, int score) => OfacScore.Of(query, listed).ShouldBe(score);

    [Fact]
    public void Any_two_texts_have_a_score_of_whole_percents_and_a_name_with_a_letter_has_100_with_itself() =>
        Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        {
            OfacScore.Of(a, b).ShouldBeInRange(0, 100);
            var name = "A" + a.Replace("-", "", StringComparison.Ordinal);
            OfacScore.Of(name, name).ShouldBe(100);
        }, iter: 2000, seed: "000000000001");

    private static List<(string Query, string Listed, int Score)> Rows()
    {
        using var reader = new StreamReader(SharedData.Path("matching", "nomenklatura", "ofac_fixtures.csv"));
        return [.. new CsvRows(reader, "ofac_fixtures.csv", new List<ListProblem>()).Read().Skip(1).Select(r => (r.Fields[0], r.Fields[1], int.Parse(r.Fields[2], null)))];
    }
}
