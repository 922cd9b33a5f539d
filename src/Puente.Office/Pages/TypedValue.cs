using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Office.Pages;

/// <summary>Typed values in the form in which they are kept.</summary>
public static class TypedValue
{
    /// <summary>
    /// The canonical text of a value, or why it is none: <c>value.date</c>, <c>value.number</c>, <c>value.percent</c>, <c>value.country</c>,
    /// <c>value.choice</c>, <c>value.email</c>.
    /// </summary>
    public static Result<string> Read(Property property, string typed)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim();
        switch (property.Type)
        {
            case PropertyType.Date:
                var date = When.Parse(text);
                return date.IsOk ? date.Value.ToString() : date.Refusal!;
            case PropertyType.Number or PropertyType.Amount or PropertyType.Weight or PropertyType.Percent:
                if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return new Refusal("value.number", ("value", text));
                return property.Type == PropertyType.Percent && number is < 0 or > 100 ? new Refusal("value.percent", ("value", text)) : number.ToString(CultureInfo.InvariantCulture);
            case PropertyType.Country:
                return text.Length == 2 && text.All(char.IsAsciiLetter) ? text.ToLowerInvariant() : new Refusal("value.country", ("value", text));
            case PropertyType.Choice:
                return property.Choices.Any(c => c.Code == text) ? text : new Refusal("value.choice", ("value", text));
            case PropertyType.Email:
                return text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 ? text : new Refusal("value.email", ("value", text));
            default:
                return text;
        }
    }

    /// <summary>An amount in minor units of its currency; <c>value.number</c> otherwise, <c>value.amount-too-fine</c> when it has more decimals than the currency.</summary>
    public static Result<long> Minor(string typed, string currency)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (!decimal.TryParse(typed.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > long.MaxValue) return new Refusal("value.number", ("value", typed));
        var minor = amount;
        for (var i = 0; i < Currencies.Digits(currency); i++) minor *= 10;
        if (minor != decimal.Truncate(minor)) return new Refusal("value.amount-too-fine", ("value", typed), ("currency", currency));
        return minor <= long.MaxValue ? (long)minor : new Refusal("value.number", ("value", typed));
    }

    /// <summary>A partial time, or nothing when nothing was typed.</summary>
    public static Result<When?> Moment(string? typed)
    {
        if (typed is null) return (When?)null;
        var read = When.Parse(typed);
        return read.IsOk ? (When?)read.Value : read.Refusal!;
    }
}
