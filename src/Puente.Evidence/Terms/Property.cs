namespace Puente.Evidence.Terms;

/// <summary>What the values of a property are. All values are kept as text; the type says how they are checked, folded and shown.</summary>
public enum PropertyType : byte
{
    /// <summary>Free text.</summary>
    Text,
    /// <summary>A name of a person, organisation or thing.</summary>
    Name,
    /// <summary>An identifier, folded by the property's <see cref="Property.Rule"/>.</summary>
    Identifier,
    /// <summary>A partial or whole date, ISO order: <c>1974</c>, <c>1974-03</c>, <c>1974-03-21</c>.</summary>
    Date,
    /// <summary>A country: two lower-case letters of ISO 3166-1.</summary>
    Country,
    /// <summary>A number, decimal point, no grouping.</summary>
    Number,
    /// <summary>An amount of money as a number; the currency stands beside it.</summary>
    Amount,
    /// <summary>An address of the web.</summary>
    Url,
    /// <summary>An e-mail address.</summary>
    Email,
    /// <summary>A telephone number.</summary>
    Phone,
    /// <summary>male, female or other.</summary>
    Gender,
    /// <summary>A language: three lower-case letters of ISO 639-3, or two of ISO 639-1.</summary>
    Language,
    /// <summary>A topic code of FollowTheMoney: <c>crime.traffick</c>.</summary>
    Topic,
    /// <summary>A postal address in one line.</summary>
    Address,
    /// <summary>An IPv4 or IPv6 address.</summary>
    Ip,
    /// <summary>A checksum of a file, hexadecimal.</summary>
    Checksum,
    /// <summary>A media type.</summary>
    MimeType,
    /// <summary>One of the property's <see cref="Property.Choices"/>.</summary>
    Choice,
    /// <summary>A weight in grams.</summary>
    Weight,
    /// <summary>A share in percent, 0 to 100.</summary>
    Percent,
    /// <summary>Structured text (JSON), kept as it came.</summary>
    Json,
    /// <summary>The id of another entity, kept as it came: a further end that FollowTheMoney gives some facts.</summary>
    Entity,
}

/// <summary>One of the values that a choice property allows.</summary>
public sealed record Choice(string Code, Label Label);

/// <summary>Something that can be said of an entity, or as a detail of a fact.</summary>
/// <param name="Code">Camel case, as in FollowTheMoney: <c>birthDate</c>. Unique within a kind and its ancestors.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Label">Its name on pages.</param>
/// <param name="Rule">How an identifier is folded to its canonical form; <see cref="IdentifierRule.None"/> for other types.</param>
/// <param name="Matchable">True when equal values suggest that two entities are one.</param>
/// <param name="Choices">The allowed values of a choice; empty for other types.</param>
public sealed record Property(
    string Code, PropertyType Type, Label Label, IdentifierRule Rule, bool Matchable, IReadOnlyList<Choice> Choices);
