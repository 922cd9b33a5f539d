using CsCheck;
using Puente.Evidence.Terms;

namespace Puente.Tests.Terms;

public sealed class FoldTests
{
    [Theory]
    [InlineData("José Ángel PEÑA Núñez", "jose angel pena nunez")]
    [InlineData("Pen\u0303a", "pena")]
    [InlineData("Straße Æther ﬁn Łódź", "strasse aether fin lodz")]
    [InlineData("Mª del Carmen", "ma del carmen")]
    [InlineData("O'Neil, O’Neil; O´Neil", "oneil oneil oneil")]
    [InlineData("García-López / S.A. de C.V.", "garcia lopez s a de c v")]
    [InlineData("Ｆｕｌｌｗｉｄｔｈ", "fullwidth")]
    [InlineData("Иванов 王小明", "иванов 王小明")]
    [InlineData("", "")]
    public void Words_are_found_without_accents_case_or_ligatures(string text, string words) =>
        string.Join(' ', Fold.Words(text)).ShouldBe(words);

    [Theory]
    [InlineData("+52 (656) 123-4567", IdentifierRule.Phone, "6561234567")]
    [InlineData("+52 1 656 123 4567", IdentifierRule.Phone, "6561234567")]
    [InlineData("044 656 123 4567", IdentifierRule.Phone, "6561234567")]
    [InlineData("01 656 123 4567", IdentifierRule.Phone, "6561234567")]
    [InlineData("011 52 656 123 4567", IdentifierRule.Phone, "6561234567")]
    [InlineData("1-915-555-0123", IdentifierRule.Phone, "9155550123")]
    [InlineData("(915) 555-0123 ext. 12", IdentifierRule.Phone, "9155550123")]
    [InlineData("+34 911 23 45 67", IdentifierRule.Phone, "34911234567")]
    [InlineData("abc-12 34", IdentifierRule.Plate, "ABC1234")]
    [InlineData("pegj 800101 hdf rrn 09", IdentifierRule.Curp, "PEGJ800101HDFRRN09")]
    [InlineData("hegg-56O427-mvzrrl-04", IdentifierRule.Curp, "HEGG560427MVZRRL04")]
    [InlineData("curp AIMM67125HCHRRG06", IdentifierRule.Curp, "CURPAIMM67125HCHRRG06")]
    [InlineData("gode 561231 gr8", IdentifierRule.Rfc, "GODE561231GR8")]
    [InlineData("IHGCM82633A004352", IdentifierRule.Vin, "1HGCM82633A004352")]
    [InlineData("ñu&a-800101-ab1", IdentifierRule.Rfc, "ÑU&A800101AB1")]
    [InlineData("sn 12-345/6", IdentifierRule.Serial, "SN123456")]
    [InlineData("1hgcm82633a0o4352", IdentifierRule.Vin, "1HGCM82633A004352")]
    [InlineData("ES91 2100 0418", IdentifierRule.Account, "ES9121000418")]
    [InlineData(" 1BoatSLRHtKNngkdXEeobR76b53LETtpyT ", IdentifierRule.Exact, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT")]
    [InlineData(" El.Mayo@Example.COM ", IdentifierRule.Email, "el.mayo@example.com")]
    [InlineData("35-209900-176148-1", IdentifierRule.Digits, "352099001761481")]
    [InlineData("- / -", IdentifierRule.Plain, "")]
    public void One_identifier_has_one_canonical_form(string value, IdentifierRule rule, string canonical) =>
        Fold.Identifier(value, rule).ShouldBe(canonical);

    [Fact]
    public void Folding_twice_changes_nothing_more_and_nothing_breaks_it() =>
        Gen.Select(Gen.String[Gen.Char['\u0000', '\uFFFF'], 0, 12], Gen.Enum<IdentifierRule>()).Sample((text, rule) =>
        {
            var plain = Fold.Plain(text);
            var id = Fold.Identifier(text, rule);
            return Fold.Plain(plain) == plain && Fold.Words(plain).SequenceEqual(Fold.Words(text)) && (rule == IdentifierRule.Phone || Fold.Identifier(id, rule) == id);
        }, seed: "0000000000001", iter: 50_000);
}
