using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Ui.Text;

namespace Puente.Office.Commands;

/// <summary>
/// The terminal: answers on standard output, everything else on standard error, in the language of the environment (<c>PUENTE_LANG</c>,
/// <c>LC_ALL</c>, <c>LC_MESSAGES</c>, <c>LANG</c>).
/// </summary>
public static class Terminal
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lazy<Texts> Chosen = new(() => new Catalogue().For(LanguageOf(Environment.GetEnvironmentVariable)));

    /// <summary>The words.</summary>
    public static Texts T => Chosen.Value;

    /// <summary>The language that an environment asks for; English when it names none of ours.</summary>
    public static Language LanguageOf(Func<string, string?> variable)
    {
        foreach (var name in (ReadOnlySpan<string>)["PUENTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"])
            if (variable(name) is { Length: > 0 } value) return Language.Of(value.Split('_', '.', '@')[0]) ?? Language.English;
        return Language.English;
    }

    /// <summary>Writes a line of the answer.</summary>
    public static void Say(string text) => Console.Out.WriteLine(Clean(text));

    /// <summary>Writes JSON, the whole answer.</summary>
    public static void Print(JsonNode? node) => Console.Out.WriteLine(node?.ToJsonString(Indented) ?? "null");

    /// <summary>Writes the answer as JSON or in words.</summary>
    public static void Answer(bool json, JsonNode node, string words)
    {
        if (json) Print(node);
        else Say(words);
    }

    /// <summary>Writes to standard error.</summary>
    public static void Note(string text) => Console.Error.WriteLine(Clean(text));

    /// <summary>Reason and remedy of a refusal.</summary>
    public static string Words(Refusal refusal) => T.Has(refusal.Code) ? T.Format(refusal.Code, refusal.Args) : refusal.ToString();

    /// <summary>A problem: file and line, field, reason and remedy.</summary>
    public static string Words(Problem problem)
    {
        var file = problem.Args.FirstOrDefault(a => a.Name == "file").Value;
        var place = (file, problem.Line) switch
        {
            ({ } name, > 0) => string.Create(CultureInfo.InvariantCulture, $"{name}:{problem.Line}: "),
            ({ } name, _) => name + ": ",
            (null, > 0) => T.Format("command.line", ("line", problem.Line.ToString(CultureInfo.InvariantCulture))) + ": ",
            _ => "",
        };
        var column = problem.Column.Length > 0 ? problem.Column + ": " : "";
        return place + column + (T.Has(problem.Code) ? T.Format(problem.Code, problem.Args) : problem.Code);
    }

    /// <summary>
    /// A text without what would steer a terminal or turn the order of letters: whoever wrote a name into a file does not write to the
    /// screen of who reads it.
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        foreach (var c in text) clean.Append(c is '\n' || !(char.IsControl(c) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029') ? c : '\ufffd');
        return clean.ToString();
    }
}
