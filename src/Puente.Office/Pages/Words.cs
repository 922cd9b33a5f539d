using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Ui.Text;

namespace Puente.Office.Pages;

/// <summary>Things of the field in the reader's words: kinds, properties, values, times, markings, refusals. One per request.</summary>
public sealed partial class Words(Texts t, Vocabulary vocabulary, Regimes regimes, RosterBook roster)
{
    /// <summary>Who reads; decides how much of a marking is spelled out.</summary>
    public Subject? Reader { get; set; }

    private string Language => t.Language.Code;

    /// <summary>One of a kind: "Person".</summary>
    public string Kind(string code) => (vocabulary.Kind(code)?.Label ?? vocabulary.Fact(code)?.Label)?.In(Language) ?? code;

    /// <summary>Several of a kind: "Persons".</summary>
    public string Kinds(string code) => vocabulary.Kind(code)?.Plural.In(Language) ?? Kind(code);

    /// <summary>The symbol of a kind, among those of the icon sheet.</summary>
    public string Icon(string kind) => vocabulary.Kind(kind)?.Icon switch
    {
        "person" or "user" => "person",
        "organization" or "company" or "public" => "organization",
        "account" or "wallet" or "cash" or "security" => "account",
        "firearm" or "ammunition" => "firearm",
        "vehicle" or "airplane" or "vessel" or "trip" => "vehicle",
        "phone" => "phone",
        "place" or "address" or "building" or "port" or "laboratory" => "place",
        "document" or "case" => "document",
        _ => "entity",
    };

    /// <summary>The name of a property of a kind.</summary>
    public string Property(string kind, string property) => PropertyOf(kind, property)?.Label.In(Language) ?? property;

    /// <summary>The caption of an entity, or its kind when it has no name the reader may see.</summary>
    public string Caption(EntityView entity) =>
        entity.Caption.Length > 0 ? entity.Caption : t.Format("words.unnamed", ("kind", Kind(entity.Kind)));

    /// <summary>A value as the reader writes it: dates, numbers, choices, countries in words.</summary>
    public string Value(string kind, string property, string value) => PropertyOf(kind, property) is { } known ? Value(known, value) : value;

    /// <summary>A value of a property as the reader writes it.</summary>
    public string Value(Property property, string value)
    {
        ArgumentNullException.ThrowIfNull(property);
        switch (property.Type)
        {
            case PropertyType.Date when Evidence.Time.When.Parse(value) is { IsOk: true } date:
                return date.Value.Format(Language);
            case PropertyType.Choice:
                return property.Choices.FirstOrDefault(c => c.Code == value)?.Label.In(Language) ?? value;
            case PropertyType.Country:
                return Country(value);
            case PropertyType.Gender when t.Has("words.gender." + value):
                return t["words.gender." + value];
            case PropertyType.Number or PropertyType.Weight or PropertyType.Percent when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number):
                return property.Type switch
                {
                    PropertyType.Weight => t.Number(number, 3) + "\u00a0g",
                    PropertyType.Percent => t.Number(number) + "\u00a0%",
                    _ => value,
                };
            default:
                return value;
        }
    }

    /// <summary>A moment as far as it is known; empty when there is none.</summary>
    public string When(When? when) => when is { } known ? known.Format(Language) : "";

    /// <summary>A span: from, until, or both.</summary>
    public string Span(When? at, When? until) => (at, until) switch
    {
        (null, null) => "",
        ({ } from, null) => from.Format(Language),
        (null, { } end) => t.Format("words.until", ("until", end.Format(Language))),
        ({ } from, { } end) => t.Format("words.span", ("from", from.Format(Language)), ("until", end.Format(Language))),
    };

    /// <summary>A sum of money, or empty.</summary>
    public string Money(long? minor, string? currency) => minor is { } amount ? t.Money(amount, currency ?? "", Currencies.Digits(currency)).Trim() : "";

    /// <summary>A refusal as a sentence with its remedy.</summary>
    public string Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return t.Format(refusal.Code, Said(refusal.Args));
    }

    /// <summary>A problem with outside input as a sentence with its remedy.</summary>
    public string Of(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return t.Format(problem.Code, Said(problem.Args));
    }

    /// <summary>What is doubtful about an identifier of a row: the value, then the reason.</summary>
    public string Doubt(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return $"{problem.Args.FirstOrDefault(a => a.Name == "written").Value}: {Of(problem)}";
    }

    /// <summary>A unit by name with its agency's short name.</summary>
    public string Unit(string code) =>
        roster.Current.Units.TryGetValue(code, out var unit) ? $"{unit.Agency} {(Language == "es" ? unit.NameEs : unit.NameEn)}" : code;

    /// <summary>A country by name.</summary>
    public string Country(string code) => t.Has("words.country." + code.ToLowerInvariant()) ? t["words.country." + code.ToLowerInvariant()] : code.ToUpperInvariant();

    /// <summary>Kinds and types of columns by name, everything else as it came.</summary>
    private (string Name, string Value)[] Said(IEnumerable<(string Name, string Value)> args) =>
        [.. args.Select(a => a.Name switch
        {
            "kind" => (a.Name, Kind(a.Value)),
            "type" when t.Has("dataset.type." + a.Value) => (a.Name, t["dataset.type." + a.Value]),
            _ => a,
        })];

    private Property? PropertyOf(string kind, string property) => vocabulary.Kind(kind)?.Property(property) ?? vocabulary.Fact(kind)?.Detail(property);
}
