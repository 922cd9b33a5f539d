using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Puente.Money.Patterns.Commands;

/// <summary>Findings on the terminal: one JSON object a line, or a few lines of words each.</summary>
internal static class FindingText
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the best; what was left out is told on standard error.</summary>
    public static void Write(PatternAnswer answer, int top, bool json)
    {
        var place = 0;
        foreach (var finding in answer.Findings.Take(top))
            if (json) Terminal.Say(Json(finding).ToJsonString(OneLine));
            else Say(finding, ++place);
        if (answer.Count > top) Terminal.Note(Terminal.T.Format("command.patterns.more", ("count", answer.Count), ("shown", top)));
        foreach (var cut in answer.Cuts) Terminal.Note(Worded(cut));
    }

    /// <summary>A finding for programs.</summary>
    public static JsonObject Json(Finding finding) => new()
    {
        ["pattern"] = finding.Pattern.Code(),
        ["score"] = finding.Score,
        ["accounts"] = new JsonArray([.. finding.Accounts.Select(a => JsonValue.Create(a))]),
        ["transactions"] = new JsonArray([.. finding.Transactions.Select(t => JsonValue.Create(t))]),
        ["from"] = Moment(finding.From),
        ["to"] = Moment(finding.To),
        ["reasons"] = new JsonArray([.. finding.Reasons.Select(r => JsonValue.Create(Worded(r)))]),
        ["innocent"] = new JsonArray([.. finding.Innocent.Select(r => JsonValue.Create(Worded(r)))]),
        ["citation"] = finding.Citation,
        ["key"] = finding.Key,
    };

    /// <summary>A reason in the language of the terminal.</summary>
    public static string Worded(Reason reason) => Terminal.T.Format(reason.Code, [.. reason.Args.Select(a => (a.Name, a.Value))]);

    private static void Say(Finding finding, int place)
    {
        var t = Terminal.T;
        Terminal.Say(t.Format("command.patterns.finding", ("place", place), ("pattern", t["pattern.name." + finding.Pattern.Code()]),
            ("score", finding.Score.ToString("0.00", CultureInfo.InvariantCulture)), ("from", Moment(finding.From)), ("to", Moment(finding.To))));
        foreach (var reason in finding.Reasons) Terminal.Say("   " + Worded(reason));
        Terminal.Say("   " + t.Format("command.patterns.innocent", ("words", string.Join(' ', finding.Innocent.Select(Worded)))));
        Terminal.Say("   " + t.Format("command.patterns.accounts", ("accounts", string.Join(", ", finding.Accounts.Take(12)))));
        Terminal.Say("   " + t.Format("command.patterns.transactions", ("transactions", string.Join(", ", finding.Transactions.Take(24)))));
        Terminal.Say("   " + finding.Citation);
    }

    private static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
