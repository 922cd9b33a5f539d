using CsCheck;
using Puente.Matching.Names;

namespace Puente.Tests.Matching.Names;

/// <summary>Names compared: what agrees, what conflicts, and that the reasons add up.</summary>
public sealed class NameMatcherTests
{
    private static readonly NameMatcher Matcher = NameMatcher.Default;

    private static readonly string[] Given = ["Juan", "Maria", "Jose", "Luis", "Guadalupe", "Francisco", "Ana", "Pedro", "Xochitl", "Wilfrido", "Griselda", "Carlos"];
    private static readonly string[] Surnames = ["García", "López", "Hernández", "Muñoz", "Zambada", "Oseguera", "Villarreal", "Cervantes", "Ibarra", "Ocampo", "Esparragoza", "Ruiz"];

    private static readonly Gen<string> Person =
        from given in Gen.Int[0, Given.Length - 1].Select(i => Given[i])
        from second in Gen.Int[0, Given.Length].Select(i => i == Given.Length ? "" : Given[i])
        from first in Gen.Int[0, Surnames.Length - 1].Select(i => Surnames[i])
        from last in Gen.Int[0, Surnames.Length].Select(i => i == Surnames.Length ? "" : Surnames[i])
        select string.Join(' ', new[] { given, second, first, last }.Where(w => w.Length > 0));

    private static readonly Gen<string> Anything = Gen.OneOf(Person, Gen.String[0, 40], Gen.String[Gen.Char["abcdeñÁ .,-'\"&(El Bin)ОЛмحм李김1"], 0, 40]);

    [Fact]
    public void A_score_is_symmetric_and_between_0_and_1() =>
        Gen.Select(Anything, Anything, Gen.Enum<NameKind>()).Sample((a, b, kind) =>
        {
            var score = Matcher.Compare(a, b, kind).Score;
            score.ShouldBe(Matcher.Compare(b, a, kind).Score);
            score.ShouldBeInRange(0, 1);
        }, iter: 2000, seed: "0000000000201");

    [Fact]
    public void The_weights_of_the_reasons_add_up_to_the_score() =>
        Gen.Select(Anything, Anything, Gen.Enum<NameKind>()).Sample((a, b, kind) =>
        {
            var compared = Matcher.Compare(a, b, kind);
            compared.Reasons.Sum(r => r.Weight).ShouldBe(compared.Score, 1e-9);
            var (left, right) = Matcher.Prepare(a, b, kind);
            NameMatcher.Score(left, right).ShouldBe(compared.Result);
        }, iter: 2000, seed: "0000000000201");

    [Fact]
    public void The_same_name_has_the_highest_score() =>
        Gen.Select(Person, Person).Sample((a, b) =>
        {
            var same = Matcher.Compare(a, a, NameKind.Person).Score;
            same.ShouldBeGreaterThan(0.99);
            Matcher.Compare(a, b, NameKind.Person).Score.ShouldBeLessThanOrEqualTo(same);
        }, iter: 1000, seed: "0000000000201");

    [Theory]
    [InlineData("Joaquín Guzmán Loera", "GUZMAN LOERA, Joaquin")]
    [InlineData("Joaquín Guzmán Loera", "Guzmán Loera Joaquín")]
    [InlineData("Juan Carlos de la Cruz Muñoz", "CRUZ MUNOZ, Juan Carlos")]
    public void Order_comma_accents_and_particles_make_no_difference(string left, string right) =>
        Matcher.Compare(left, right, NameKind.Person).Score.ShouldBe(Matcher.Compare(left, left, NameKind.Person).Score);

    [Theory]
    [InlineData("Ma. Gpe. Rdz. López", "María Guadalupe Rodríguez López")]
    [InlineData("Fco. Hdz. Mtz.", "Francisco Hernández Martínez")]
    [InlineData("Paco Hernández Ruiz", "Francisco Hernández Ruiz")]
    [InlineData("Beto Ocampo Ruiz", "Humberto Ocampo Ruiz")]
    [InlineData("Griselda López Pérez", "Gricelda Lopes Peres")]
    [InlineData("Luis Fernando Rodríguez Olivera", "Luis Rodríguez Olivera")]
    [InlineData("SergeiLavrov", "Sergei Lavrov")]
    [InlineData("Сергей Лавров", "Sergey Lavrov")]
    [InlineData("V. Putin", "Vladimir Putin")]
    public void Abbreviations_nicknames_sounds_and_scripts_match(string left, string right) =>
        Matcher.Compare(left, right, NameKind.Person).Decision.ShouldBe(MatchDecision.Match);

    [Theory]
    [InlineData("Siemens AG", "Siemens Aktiengesellschaft")]
    [InlineData("Comercializadora ABC, S.A. de C.V.", "COMERCIALIZADORA A.B.C.")]
    [InlineData("A&A Estudio Arquitectónico, S. de R.L. de C.V.", "AA ESTUDIO ARQUITECTONICO")]
    [InlineData("Brigade Forty-Four", "Brigade 44")]
    [InlineData("AGRO-PHEN", "Agrophen")]
    public void Legal_forms_initials_and_numbers_of_organisations_match(string left, string right) =>
        Matcher.Compare(left, right, NameKind.Organisation).Decision.ShouldBe(MatchDecision.Match);

    [Theory]
    [InlineData("Volkswerk AG", "BP p.l.c.")]
    [InlineData("Tactical Kittens Corporation", "Tactical Missiles Corporation")]
    [InlineData("Banco del Bajío", "Banco Azteca")]
    public void Organisations_that_share_only_common_words_do_not_match(string left, string right) =>
        Matcher.Compare(left, right, NameKind.Organisation).Decision.ShouldNotBe(MatchDecision.Match);

    [Fact]
    public void A_sobrenombre_says_nothing_about_a_name_and_is_kept_apart()
    {
        var compared = Matcher.Compare("El Chapo", "Joaquín Guzmán Loera", NameKind.Person);
        compared.Decision.ShouldBe(MatchDecision.No);
        compared.Reasons.ShouldContain(r => r.Code == "not-comparable");
        compared.Score.ShouldBeGreaterThan(Matcher.Compare("Pedro Ruiz", "Joaquín Guzmán Loera", NameKind.Person).Score);
        var name = Matcher.Prepare("Joaquín \"El Chapo\" Guzmán Loera", NameKind.Person);
        name.Sobrenombre.ShouldBe("El Chapo");
        name.Folded.ShouldBe("joaquin guzman loera");
    }

    [Theory]
    [InlineData("Mario López Ruiz", "María López Ruiz")]
    [InlineData("Daniel Ocampo", "Daniela Ocampo")]
    [InlineData("Evaristo Luján Cota", "Evarista Luján Cota")]
    public void A_last_vowel_that_makes_another_name_stays_open(string left, string right) =>
        Matcher.Compare(left, right, NameKind.Person).Decision.ShouldNotBe(MatchDecision.Match);

    [Fact]
    public void A_missing_second_surname_is_neutral_and_a_conflicting_one_is_against()
    {
        var missing = Matcher.Compare("Rigoberto Gaxiola", "Rigoberto Gaxiola Medina", NameKind.Person);
        missing.Decision.ShouldBe(MatchDecision.Match);
        missing.Reasons.Single(r => r.Code == "extra").Weight.ShouldBe(0, 0.05);
        var conflict = Matcher.Compare("Rigoberto Gaxiola García", "Rigoberto Gaxiola Medina", NameKind.Person);
        conflict.Decision.ShouldNotBe(MatchDecision.Match);
        conflict.Reasons.Single(r => r.Code == "conflict").Weight.ShouldBeLessThan(-0.2);
    }

    [Fact]
    public void Who_is_whose_son_matters() =>
        Matcher.Compare("Salman bin Muhammad al-Rawi", "Muhammad bin Salman al-Rawi", NameKind.Person).Decision.ShouldNotBe(MatchDecision.Match);

    [Fact]
    public void Scoring_prepared_names_allocates_nothing()
    {
        string[] names = ["Joaquín Guzmán Loera", "Wilfrido Gonzales Peñuelas", "GONZALEZ PENUELAS, Wilfredo", "SergeiLavrov", "Sergei Lavrov", "Ma. Gpe. Rdz. López", "Maria Guadalupe Rodriguez"];
        var prepared = names.Select(n => Matcher.Prepare(n, NameKind.Person)).Append(Matcher.Prepare("Grupo Ocampo Internacional SA", NameKind.Organisation)).ToArray();
        Sum();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Sum();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Sum()
        {
            foreach (var left in prepared)
                foreach (var right in prepared)
                    NameMatcher.Score(left, right);
        }
    }

    [Fact]
    public void Every_code_is_worded_in_both_languages()
    {
        foreach (var code in ReasonCode.All)
        {
            var reason = new Reason(code, 0, 0, "juan", "pedro");
            ReasonWords.Of(reason).ShouldNotBe(code);
            ReasonWords.Of(reason, "es").ShouldNotBe(ReasonWords.Of(reason));
        }
    }
}
