using Puente.Ui.Text;

namespace Puente.Tests.Ui;

/// <summary>The texts of both languages say the same things.</summary>
public sealed class CatalogueTests
{
    private static readonly Catalogue Catalogue = new();

    [Fact]
    public void Both_languages_have_the_same_keys() =>
        Catalogue.Keys(Language.English).Order().ShouldBe(Catalogue.Keys(Language.Spanish).Order());

    [Fact]
    public void No_key_is_written_twice() => Catalogue.Repeated.ShouldBeEmpty();

    [Fact]
    public void Both_languages_have_the_same_placeholders() =>
        Pairs().Where(p => !p.English.Placeholders.SequenceEqual(p.Spanish.Placeholders)).Select(p => p.Key).ShouldBeEmpty();

    [Fact]
    public void A_text_that_counts_counts_in_both_languages() =>
        Pairs().Where(p => p.English.One is null != p.Spanish.One is null).Select(p => p.Key).ShouldBeEmpty();

    [Fact]
    public void No_text_is_empty() =>
        Pairs().Where(p => new[] { p.English.Other, p.Spanish.Other, p.English.One ?? "-", p.Spanish.One ?? "-" }.Any(string.IsNullOrWhiteSpace))
            .Select(p => p.Key).ShouldBeEmpty();

    [Fact]
    public void No_brace_is_left_open() =>
        Pairs().Where(p => new[] { p.English.Other, p.Spanish.Other }.Any(t => t.Count(c => c == '{') != t.Count(c => c == '}')))
            .Select(p => p.Key).ShouldBeEmpty();

    [Fact]
    public void Spanish_words_keep_their_accents()
    {
        string[] flattened = ["informacion", "accion", "numero", "pagina", "codigo", "telefono", "busqueda", "ano", "titulo", "vinculo", "tambien", "aqui", "sesion", "razon", "direccion", "declaracion"];
        (from p in Pairs()
         from word in (p.Spanish.Other + " " + p.Spanish.One).Split([' ', '.', ',', ':', ';', '(', ')', '«', '»'], StringSplitOptions.RemoveEmptyEntries)
         where flattened.Contains(word, StringComparer.OrdinalIgnoreCase)
         select $"{p.Key}: {word}").ShouldBeEmpty();
    }

    private static IEnumerable<(string Key, Message English, Message Spanish)> Pairs() =>
        from key in Catalogue.Keys(Language.English)
        let spanish = Catalogue.Find(Language.Spanish, key)
        where spanish is not null
        orderby key
        select (key, Catalogue.Find(Language.English, key)!, spanish);
}
