using Puente.Tests.Architecture;
using Puente.Ui.Text;

namespace Puente.Tests.Ui;

/// <summary>The official terms of both countries.</summary>
public sealed class GlossaryTests
{
    private static readonly Catalogue Catalogue = new();

    [Fact]
    public void Each_term_stands_once_in_each_language_with_its_source()
    {
        Glossary.Terms.Count.ShouldBeGreaterThanOrEqualTo(60);
        Glossary.Terms.ShouldAllBe(t => t.English.Length > 1 && t.Spanish.Length > 1 && t.Source.Length > 1);
        Glossary.Terms.Select(t => t.English).ShouldBeUnique();
        Glossary.Terms.Select(t => t.Spanish).ShouldBeUnique();
    }

    [Theory]
    [InlineData("prestanombre", "straw purchase")]
    [InlineData("APREHENSION", "arrest warrant")]
    [InlineData("straw", "straw purchase")]
    public void A_term_is_found_in_either_language_without_its_accents(string words, string english) =>
        Glossary.Find(words, Language.English).ShouldHaveSingleItem().English.ShouldBe(english);

    [Theory]
    [InlineData("en", "glossary")]
    [InlineData("es", "glosario")]
    public void The_guide_has_the_same_terms(string code, string name)
    {
        var page = $"docs/guide/{code}/{name}.md";
        var words = Glossary.Markdown(Catalogue.For(Language.Of(code)!));
        if (Environment.GetEnvironmentVariable("PUENTE_WRITE_GUIDE") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, page), words);
        Repository.Read(page).ShouldBe(words, $"Set PUENTE_WRITE_GUIDE=1 to write {page} anew.");
    }
}
