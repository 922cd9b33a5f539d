using System.Globalization;

namespace Puente.Ui.Text;

/// <summary>
/// The texts and formats of one language. In pages: <c>@inject Texts T</c>, then <c>@T["area.key"]</c> or
/// <c>@T.Format("area.key", ("count", 3))</c>. A missing key reads <c>[area.key]</c>; a test finds it before a reader does.
/// </summary>
public sealed partial class Texts(Catalogue catalogue, Language language)
{
    /// <summary>The language of these texts.</summary>
    public Language Language => language;

    /// <summary>The text of a key.</summary>
    public string this[string key] => catalogue.Find(language, key)?.Other ?? $"[{key}]";

    /// <summary>Whether the key has a text.</summary>
    public bool Has(string key) => catalogue.Find(language, key) is not null;

    /// <summary>
    /// The text with its placeholders filled. Numbers and dates are written as the reader writes them; the form "one" is
    /// taken when the argument named "count" (else the first number) is 1.
    /// </summary>
    public string Format(string key, params (string Name, object? Value)[] args)
    {
        if (catalogue.Find(language, key) is not { } message)
            return $"[{key}]";
        var form = message.One is not null && IsOne(args) ? message.One : message.Other;
        return Message.Fill(form, name =>
        {
            foreach (var (argument, value) in args)
            {
                if (argument == name)
                    return Written(value);
            }
            return null;
        });
    }

    /// <summary>The text of a refusal or problem code, whose arguments are words already.</summary>
    public string Format(string code, IEnumerable<(string Name, string Value)> args) =>
        Format(code, [.. args.Select(a => (a.Name, (object?)a.Value))]);

    private string Written(object? value) => value switch
    {
        null => "",
        string text => text,
        int or long or short or byte or uint => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        decimal number => Number(number),
        double number => Number((decimal)number),
        DateOnly date => Date(date),
        DateTimeOffset instant => Instant(instant),
        TimeSpan span => Duration(span),
        IFormattable other => other.ToString(null, language.Culture),
        _ => value.ToString() ?? "",
    };

    private static bool IsOne((string Name, object? Value)[] args)
    {
        var counted = args.FirstOrDefault(a => a.Name == "count" && a.Value is not null);
        if (counted.Name is null)
            counted = args.FirstOrDefault(a => a.Value is int or long or short or byte or uint or decimal or double);
        return counted.Value is not null
            && decimal.TryParse(Convert.ToString(counted.Value, CultureInfo.InvariantCulture), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && number == 1;
    }
}
