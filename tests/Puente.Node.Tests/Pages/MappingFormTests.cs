using Microsoft.AspNetCore.Http;
using Puente.Evidence.Import.Mappings;
using Puente.Node.Pages;
using Puente.Node.Pages.Import;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>The form says what the text says.</summary>
public sealed class MappingFormTests
{
    private const string Rich =
        """
        mapping: returns
        title: Bank returns
        file: { decimal: ",", dates: day-first, delimiter: ";", preamble: "2", zone: America/Mexico_City }
        passes:
        - filters: { kind: [D, W] }
          filters_not: { state: void }
          entities:
            A:
              kind: Person
              key: { columns: [curp, name], scope: curp }
              properties:
                name: { columns: [first, last], join: " ", transforms: [trim, { replace: { pattern: "x+", with: y } }, { map: { SI: "yes", NO: "no" } }] }
                nationality: { literals: mx }
                notes: { template: "{{first}} of {{bank}}", required: "true" }
            B:
              kind: BankAccount
              key: account
              properties:
                accountNumber: { columns: account, transforms: [digits] }
          facts:
            fact1:
              kind: Payment
              key: [folio]
              from: B
              to: B
              at: { columns: day, transforms: [{ date: "dd/MM/yyyy" }] }
              amount: sum
              currency: { literals: MXN }
              details:
                purpose: { columns: why, transforms: [collapse] }
        """;

    private static readonly string[] Columns = ["kind", "state", "curp", "name", "first", "last", "bank", "account", "folio", "day", "sum", "why"];

    [Fact]
    public void A_mapping_put_into_the_fields_is_read_from_them_unchanged()
    {
        var reading = MappingReader.Read(Rich);
        reading.Problems.ShouldBeEmpty();
        var typed = Typed.Of(new DefaultHttpContext().Request);
        new MappingForm(typed, Columns).Fill(reading.Mapping!).ShouldBeTrue();
        var sent = new MappingForm(typed, Columns);
        MappingWriter.Write(sent.Read()).ShouldBe(MappingWriter.Write(reading.Mapping!));
        sent.Check(Evidence.Terms.Vocabulary.Standard, new Puente.Ui.Text.Catalogue().For(Puente.Ui.Text.Language.English));
        typed.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_fields_cannot_say_stays_text()
    {
        var two = MappingReader.Read("mapping: two\ntitle: Two\npasses:\n- entities: { a: { kind: Person, key: x } }\n- entities: { b: { kind: Person, key: y } }\n").Mapping!;
        new MappingForm(Typed.Of(new DefaultHttpContext().Request), ["x", "y"]).Fill(two).ShouldBeFalse();
    }

    [Theory]
    [InlineData("replace", "(unclosed => x")]
    [InlineData("map", "no pairs")]
    [InlineData("number", "x")]
    [InlineData("date", " ")]
    public void A_change_that_lacks_what_it_needs_is_no_change(string name, string text) => ValueChange.Read(name, text).ShouldBeNull();
}
