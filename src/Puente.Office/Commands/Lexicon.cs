using System.Text.Json.Nodes;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Office.Pages;

namespace Puente.Office.Commands;

/// <summary>The kinds and properties of the node in the words of the caller, as the node that answers has them.</summary>
public sealed class Lexicon
{
    private readonly Dictionary<string, JsonNode> _kinds;
    private readonly Dictionary<string, JsonNode> _facts;

    private Lexicon(JsonNode vocabulary)
    {
        _kinds = vocabulary["kinds"]!.AsArray().ToDictionary(k => (string)k!["code"]!, k => k!, StringComparer.Ordinal);
        _facts = vocabulary["facts"]!.AsArray().ToDictionary(f => (string)f!["code"]!, f => f!, StringComparer.Ordinal);
    }

    /// <summary>Kinds of entities, by code.</summary>
    public IReadOnlyDictionary<string, JsonNode> Kinds => _kinds;

    /// <summary>Kinds of facts, by code.</summary>
    public IReadOnlyDictionary<string, JsonNode> Facts => _facts;

    public static async Task<Lexicon> ReadAsync(Desk desk, CancellationToken stop) => new((await desk.GetAsync("vocabulary", stop))!);

    /// <summary>A label in the caller's language.</summary>
    public static string In(JsonNode? label) => (string?)label?[Terminal.T.Language.Code] ?? "";

    /// <summary>One of a kind.</summary>
    public string Kind(string code) => _kinds.TryGetValue(code, out var kind) ? In(kind["label"]) : code;

    /// <summary>A kind of fact.</summary>
    public string Fact(string code) => _facts.TryGetValue(code, out var fact) ? In(fact["label"]) : code;

    /// <summary>A property of a kind.</summary>
    public string Property(string kind, string code) =>
        _kinds.TryGetValue(kind, out var known) && known["properties"]!.AsArray().FirstOrDefault(p => (string)p!["code"]! == code) is { } property ? In(property["label"]) : code;

    /// <summary>A value as the caller reads it: dates and choices in words.</summary>
    public string Value(string kind, string code, string value)
    {
        var property = _kinds.GetValueOrDefault(kind)?["properties"]!.AsArray().FirstOrDefault(p => (string)p!["code"]! == code);
        return (string?)property?["type"] switch
        {
            "date" => Time(value),
            "choice" => property!["choices"]!.AsArray().FirstOrDefault(c => (string)c!["code"]! == value) is { } choice ? In(choice["label"]) : value,
            _ => value,
        };
    }

    /// <summary>The property that a hit matched.</summary>
    public string Property(JsonNode hit) => Property((string)hit["entity"]!["kind"]!, (string)hit["property"]!);

    /// <summary>A canonical time in words.</summary>
    public static string Time(JsonNode? at) => (string?)at is { } text ? When.Parse(text) is { IsOk: true } read ? read.Value.Format(Terminal.T.Language.Code) : text : "";

    /// <summary>From and until in words.</summary>
    public static string Span(JsonNode statement) => (Time(statement["at"]), Time(statement["until"])) switch
    {
        (var at, "") => at,
        ("", var until) => Terminal.T.Format("words.until", ("until", until)),
        var (at, until) => Terminal.T.Format("words.span", ("from", at), ("until", until)),
    };

    /// <summary>A sum of money, or nothing.</summary>
    public static string Money(JsonNode fact) => (long?)fact["amount"] is { } minor ? Terminal.T.Money(minor, (string)fact["currency"]!, Currencies.Digits((string)fact["currency"]!)).Trim() : "";

    /// <summary>A marking in one word or two.</summary>
    public static string Marking(JsonNode marking) =>
        $"TLP:{Words.Tlp(Enum.Parse<Tlp>((string)marking["tlp"]!))} {(string?)marking["label"]}".TrimEnd();
}
