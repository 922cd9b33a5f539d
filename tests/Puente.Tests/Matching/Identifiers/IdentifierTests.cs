using System.Text.RegularExpressions;
using CsCheck;
using Puente.Matching.Identifiers;
using Puente.Matching.Identifiers.Mexico;
using Puente.Node.Commands;
using Puente.Tests.Architecture;
using Puente.Ui.Text;

namespace Puente.Tests.Matching.Identifiers;

/// <summary>What holds for every identifier.</summary>
public sealed partial class IdentifierTests
{
    [Fact]
    public void No_value_makes_a_reader_throw_and_a_canonical_form_reads_as_itself() =>
        Gen.OneOf(Gen.String[0, 40], Gen.String[Gen.Char["0123456789ABCDXÑ-& +"], 0, 25]).Sample(value =>
        {
            foreach (var kind in Identify.All)
            {
                var read = Identify.As(kind, value)!;
                if (read.Valid && kind != Kinds.Imei) Identify.As(kind, read.Canonical)!.Canonical.ShouldBe(read.Canonical, kind);
            }
        }, iter: 2000, seed: "000000000001");

    [Theory, InlineData("clabe", "032180000118359719"), InlineData("iban", "ES9121000418450200051332"), InlineData("aba", "021000021"), InlineData("imei", "490154203237518")]
    public void One_changed_figure_never_passes(string kind, string value)
    {
        for (var i = kind == "iban" ? 2 : 0; i < value.Length; i++)
            for (var c = '0'; c <= '9'; c++)
                if (c != value[i]) Identify.As(kind, value[..i] + c + value[(i + 1)..])!.Valid.ShouldBeFalse($"{c} at {i}");
    }

    [Fact]
    public void The_homoclave_of_the_published_example_comes_out() => Homoclave.Of("GOMEZ DIAZ EMMA").ShouldBe("GR");

    [Theory, InlineData("HEGG560427MVZRRL04", "curp"), InlineData("GODE561231GR8", "rfc"), InlineData("032180000118359719", "clabe"), InlineData("1HGCM82633A004352", "vin"), InlineData("8-23-091-01-7F-14245", "ffl"), InlineData("+525555123456", "phone"), InlineData("GB82WEST12345698765432", "iban"), InlineData("490154203237518", "imei"), InlineData("123-45-6789", "ssn"), InlineData("12-3456789", "ein")]
    public void Without_a_kind_the_most_plausible_comes_first(string value, string kind) => Identify.Plausible(value)[0].Kind.ShouldBe(kind);

    [Fact]
    public void A_value_without_end_is_refused_and_is_plausible_as_nothing()
    {
        Identify.As(Kinds.Curp, new string('A', 1_000_000))!.Has("identifier.length").ShouldBeTrue();
        Identify.Plausible(new string('9', 1_000_000)).ShouldBeEmpty();
    }

    [Fact]
    public void Two_CURPs_that_differ_in_the_sex_say_so()
    {
        var compared = Comparison.Between(Curp.Read("HEGG560427MVZRRL04"), Curp.Read("HEGG560427HVZRRL04"));
        (compared.Same, compared.Of).ShouldBe((17, 18));
        compared.Differences.ShouldBe([new Difference(11, 'M', 'H')]);
        compared.PartsThatDiffer.ShouldContain("sexCode");
    }

    [Fact]
    public void Every_code_of_the_library_has_a_text_in_both_languages()
    {
        var codes = Repository.Under("src/Puente.Matching/", ".cs").Where(f => f.Contains("/Identifiers/", StringComparison.Ordinal) || f.Contains("/Serials/", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value)).Distinct().ToList();
        codes.Count.ShouldBeGreaterThan(50);
        foreach (var language in (Language[])[Language.English, Language.Spanish])
            codes.Where(c => !new Catalogue().For(language).Has(c)).ShouldBeEmpty(language.Code);
    }

    [Fact]
    public void The_command_answers_with_kind_parts_problems_and_what_the_name_says()
    {
        var answer = IdentifyCommand.Answer("GODE561231GR8", null, "GOMEZ DIAZ, Emma");
        ((string?)answer["kind"]).ShouldBe("rfc");
        ((bool)answer["valid"]!).ShouldBeTrue();
        ((string?)answer["parts"]!["homoclave"]).ShouldBe("GR");
        ((bool)answer["name"]!["agrees"]!).ShouldBeTrue();
        IdentifyCommand.Answer("VACE460910SX6", "rfc", null)["problems"]!.AsArray().Select(p => (string?)p!["severity"]).ShouldBe(["warning"]);
        ((bool)IdentifyCommand.Answer("☃", null, null)["valid"]!).ShouldBeFalse();
    }

    [GeneratedRegex("\"((?:identifier|curp|rfc|clabe|iban|vin|imei|ssn|itin|atin|ein|aba|ffl|phone|plate|passport|name|serial)\\.[a-z-]+)\"")]
    private static partial Regex Code();
}
