using System.Text.Json;
using Puente.Evidence.Terms;

namespace Puente.Tests.Terms;

public sealed class VocabularyTests
{
    private static readonly Vocabulary Standard = Vocabulary.Standard;

    [Fact]
    public void Everything_has_words_in_both_languages()
    {
        foreach (var kind in Standard.Kinds)
        {
            Worded(kind.Label, kind.Code);
            Worded(kind.Plural, kind.Code);
            foreach (var property in kind.Own) Worded(property, kind.Code);
        }

        foreach (var fact in Standard.Facts)
        {
            Worded(fact.Label, fact.Code);
            Worded(fact.Forward, fact.Code);
            Worded(fact.Inverse, fact.Code);
            foreach (var end in new[] { fact.From, fact.To, fact.Item }.Where(e => e.Need != EndNeed.Absent)) Worded(end.Label!, fact.Code);
            foreach (var detail in fact.Details) Worded(detail, fact.Code);
        }

        static void Worded(object thing, string where)
        {
            if (thing is Property property)
            {
                Worded(property.Label, where + "." + property.Code);
                foreach (var choice in property.Choices) Worded(choice.Label, where + "." + property.Code + "=" + choice.Code);
                return;
            }

            var label = (Label)thing;
            label.En.ShouldBe(label.En.Trim(), where);
            label.Es.ShouldBe(label.Es.Trim(), where);
            label.En.ShouldNotBeEmpty(where);
            label.Es.ShouldNotBeEmpty(where);
        }
    }

    [Fact]
    public void Every_end_of_every_fact_can_be_filled_by_some_kind()
    {
        foreach (var fact in Standard.Facts)
            foreach (var end in new[] { fact.From, fact.To, fact.Item }.Where(e => e.Need != EndNeed.Absent))
                Standard.Kinds.ShouldContain(k => !k.Abstract && end.Allows(k), fact.Code);
    }

    [Fact]
    public void Every_concrete_kind_is_named_by_a_property_it_has_and_can_be_joined_to_others()
    {
        foreach (var kind in Standard.Kinds.Where(k => !k.Abstract))
        {
            kind.Caption.ShouldNotBeEmpty(kind.Code);
            kind.Caption.ShouldAllBe(c => kind.Property(c) != null);
            Standard.FactsOf(kind).ShouldNotBeEmpty(kind.Code);
        }
    }

    [Fact]
    public void An_identifier_says_how_it_is_folded_and_no_other_type_does_without_reason()
    {
        foreach (var property in Standard.Kinds.SelectMany(k => k.Own))
        {
            if (property.Type is PropertyType.Identifier or PropertyType.Phone or PropertyType.Email) property.Rule.ShouldNotBe(IdentifierRule.None, property.Code);
            if (property.Type is PropertyType.Text or PropertyType.Name or PropertyType.Date) property.Rule.ShouldBe(IdentifierRule.None, property.Code);
        }
    }

    // The schemata of FollowTheMoney 3 that describe the world; Similar is a same-as, Mention and Record are made by its own tools.
    [Theory]
    [InlineData("Address Airplane Article Assessment Asset Audio BankAccount CallForTenders Company Contract CourtCase CryptoWallet Document Email Event Folder HyperText Identification Image Land LegalEntity License Message Note Organization Package Page Pages Passport Person PlainText Position Project PublicBody RealEstate Security Table Trip UserAccount Vehicle Vessel Video Workbook")]
    public void Every_thing_of_FollowTheMoney_is_a_kind(string schemata)
    {
        foreach (var schema in schemata.Split(' ')) Standard.Kind(schema).ShouldNotBeNull(schema).Abstract.ShouldBeFalse(schema);
    }

    [Theory]
    [InlineData("Associate Call ContractAward CourtCaseParty Debt Directorship EconomicActivity Employment Family Membership Occupancy Ownership Payment ProjectParticipant Representation Sanction Succession TaxRoll UnknownLink")]
    public void Every_relation_of_FollowTheMoney_is_a_fact(string schemata)
    {
        foreach (var schema in schemata.Split(' ')) Standard.FactOfSchema(schema).ShouldNotBeNull(schema).Code.ShouldBe(schema);
    }

    [Theory]
    [InlineData("Person", "addressEntity", "addressEntity")]
    [InlineData("Company", "parent", "parent")]
    [InlineData("Email", "parent", "folder")]
    [InlineData("BankAccount", "bank", "bank")]
    [InlineData("Passport", "holder", "holder")]
    [InlineData("CryptoWallet", "holder", "holder")]
    [InlineData("Airplane", "operator", "operator")]
    public void An_entity_typed_property_is_read_by_the_kind_that_has_it(string kind, string property, string fact) =>
        Standard.FactOfProperty(Standard.Kind(kind)!, property)!.Code.ShouldBe(fact);

    [Fact]
    public void A_payment_between_accounts_is_written_to_the_account_properties()
    {
        var ftm = Standard.Fact("Payment")!.Ftm!;
        FtmMapping.Carrier(ftm.From, Standard.Kind("Person")!).ShouldBe("payer");
        FtmMapping.Carrier(ftm.From, Standard.Kind("BankAccount")!).ShouldBe("payerAccount");
        FtmMapping.Carrier(ftm.To, Standard.Kind("BankAccount")!).ShouldBe("beneficiaryAccount");
        FtmMapping.Carrier(ftm.Item, Standard.Kind("Person")!).ShouldBeNull();
    }

    [Theory]
    [InlineData("Firearm", "serialNumber maker model caliber firearmType importer ballisticId country owner")]
    [InlineData("Vehicle", "vin registrationNumber make model amount")]
    [InlineData("Person", "curp rfc name weakAlias birthDate phone")]
    public void A_kind_has_its_own_properties_and_those_it_inherits(string kind, string properties)
    {
        foreach (var property in properties.Split(' ').Where(p => p != "owner")) Standard.Kind(kind)!.Property(property).ShouldNotBeNull(property);
    }

    [Theory]
    [InlineData("DrugSeizure", "substance grossWeight netWeight purity laboratoryReport")]
    [InlineData("PrecursorSeizure", "substance grossWeight netWeight purity laboratoryReport importer")]
    [InlineData("Crossing", "mode direction")]
    [InlineData("Payment", "purpose transactionNumber role")]
    public void A_fact_has_its_own_details_and_those_of_every_fact(string fact, string details)
    {
        foreach (var detail in details.Split(' ')) Standard.Fact(fact)!.Detail(detail).ShouldNotBeNull(detail);
    }

    [Fact]
    public void The_golden_file_of_donations_uses_no_word_that_is_missing()
    {
        foreach (var line in File.ReadLines(SharedData.Path("exchange", "donations", "donations.ijson")))
        {
            using var json = JsonDocument.Parse(line);
            var schema = json.RootElement.GetProperty("schema").GetString()!;
            foreach (var property in json.RootElement.GetProperty("properties").EnumerateObject())
                if (Standard.Kind(schema) is { } kind)
                    (kind.Property(property.Name) is not null || Standard.FactOfProperty(kind, property.Name) is not null).ShouldBeTrue($"{schema}.{property.Name}");
                else
                    Known(Standard.FactOfSchema(schema)!, property.Name).ShouldBeTrue($"{schema}.{property.Name}");
        }

        static bool Known(FactKind fact, string property) =>
            fact.Detail(property) is not null || fact.Ftm!.From.Concat(fact.Ftm.To).Any(e => e.Property == property)
            || fact.Ftm.At.Contains(property) || property == fact.Ftm.Until || property == fact.Ftm.Amount || property == fact.Ftm.Currency;
    }
}
