using System.Text.Json.Nodes;
using Puente.Evidence.Terms;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Record;

/// <summary>The parts of a fact that forms for new facts and for corrections share.</summary>
internal static class TypedFact
{
    /// <summary>Amount and currency, both or neither; <paramref name="row"/> is what their fields begin with.</summary>
    public static (long? Amount, string? Currency) Amount(Typed typed, Words words, Texts t, string row = "")
    {
        if (typed.Text(row + "amount") is not { } text) return (null, null);
        var currency = typed.Text(row + "currency")?.ToUpperInvariant();
        if (currency is not { Length: 3 } || !currency.All(char.IsAsciiLetterUpper))
        {
            typed.Wrong(row + "currency", t["record.currency.missing"]);
            return (null, null);
        }

        var minor = TypedValue.Minor(text, currency);
        if (minor.IsOk) return (minor.Value, currency);
        typed.Wrong(row + "amount", words.Of(minor.Refusal!));
        return (null, null);
    }

    /// <summary>Particulars of the kind, fields <c>d.CODE</c>, as a JSON object; null when there are none.</summary>
    public static string? Details(FactKind kind, Typed typed, Words words, string row = "")
    {
        var json = new JsonObject();
        foreach (var property in kind.Details)
        {
            if (typed.Text(row + "d." + property.Code) is not { } text) continue;
            var value = TypedValue.Read(property, text);
            if (value.IsOk) json[property.Code] = value.Value;
            else typed.Wrong(row + "d." + property.Code, words.Of(value.Refusal!));
        }

        return json.Count == 0 ? null : json.ToJsonString();
    }
}
