using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Tests.Matching.Screening;

/// <summary>The words of a list that a word may stand for.</summary>
public sealed class NearWordsTests
{
    private static readonly NameMatcher Matcher = new();

    /// <summary>The distinct words of the list, and each fortieth as somebody else writes it.</summary>
    private static readonly Word[] Listed = [.. OfacFiles.Read(SharedData.Path("sanctions", "ofac-2021-07")).Entries
        .SelectMany(e => Matcher.Prepare(e.Names[0].Text, NameKind.Person).Words).Distinct()];

    private static readonly Word[] Asked = [.. Listed.Where((_, i) => i % 40 == 0).Select((w, i) => Slip(w.Text, i)).Where(w => w.Length > 0)
        .Select(t => Matcher.Prepare(t, NameKind.Person)).Where(n => n.Words.Length == 1).Select(n => n.Words[0])];

    [Fact]
    public void Many_words_laid_side_by_side_lose_none_that_is_near()
    {
        var many = new ManyDistances();
        foreach (var word in Listed) many.Add(word.Text);
        foreach (var word in Asked)
        {
            var kept = Enumerable.Range(0, Listed.Length).ToList();
            many.Keep(word.Text, kept);
            Enumerable.Range(0, Listed.Length).Where(i => WordDistance.Between(word.Text, Listed[i].Text) <= WordDistance.Far).Except(kept).ShouldBeEmpty(word.Text);
            if (word.Text.All(char.IsAsciiLetter) && word.Text.Length <= 16) kept.Count.ShouldBeLessThan(Listed.Length / 4, word.Text);
        }
    }

    [Fact]
    public void Words_that_share_pairs_of_letters_are_nearly_all_that_are_near_and_few_others()
    {
        var pairs = new LetterPairs();
        for (var i = 0; i < Listed.Length; i++) pairs.Add(i, Listed[i].Text);
        var (near, found, shared) = (0, 0, 0);
        foreach (var word in Asked)
        {
            var sharing = new List<int>();
            pairs.Sharing(word.Text, sharing);
            sharing.ShouldBe(sharing.Distinct().Order());
            var wanted = Enumerable.Range(0, Listed.Length).Where(i => WordDistance.Of(word, Listed[i]) <= WordDistance.Slip).ToList();
            (near, found, shared) = (near + wanted.Count, found + wanted.Intersect(sharing).Count(), shared + sharing.Count);
        }

        near.ShouldBeGreaterThan(500);
        ((double)found / near).ShouldBeGreaterThanOrEqualTo(0.995);
        ((double)shared / Asked.Length / Listed.Length).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void What_a_word_stands_for_does_not_hang_on_who_was_asked_for_before()
    {
        var index = new ScreeningIndex();
        index.Add(new ListEntry { Id = "1", Kind = NameKind.Person, Names = [new ListedName("Jh Ocampo", ListedNameKind.Primary)] });
        var initial = index.Matcher.Prepare("Juan J", NameKind.Person).Words[1];
        index.Words.Similar(initial, NameKind.Organisation).ShouldBeEmpty();
        index.Words.Similar(initial, NameKind.Person).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Christina Hussein Cazarure", "Chris Tang", MatchDecision.No)]
    [InlineData("So'min Choe", "Sok Min Choe", MatchDecision.Match)]
    [InlineData("Juan Montesinos Ocampo", "Juan Monte Sinos Ocampo", MatchDecision.Match)]
    public void Words_written_together_nearly_agree_only_when_nothing_else_is_left(string left, string right, MatchDecision decision) =>
        Matcher.Compare(left, right, NameKind.Person).Decision.ShouldBe(decision);

    /// <summary>A letter lost, doubled, changed or swapped with the next.</summary>
    private static string Slip(string word, int how)
    {
        var at = how % word.Length;
        return (how % 4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => word[..at] + (char)('a' + (how % 26)) + word[(at + 1)..],
            _ when at + 1 < word.Length => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
            _ => word,
        };
    }
}
