using System.Globalization;
using System.Text.Json.Nodes;
using Puente.Ui.Text;

namespace Puente.Node.Commands;

/// <summary>An entity on the terminal: what the sources say, when it happened, what it is linked to, and the sources with the numbers used above.</summary>
internal sealed class EntitySheet(Lexicon lexicon)
{
    private readonly List<(string Id, string Title)> _sources = [];

    private static Texts T => Terminal.T;

    /// <summary>Writes everything.</summary>
    public void Write(JsonNode sheet)
    {
        var entity = sheet["entity"]!;
        var (id, kind) = ((string)entity["id"]!, (string)entity["kind"]!);
        Terminal.Say($"{lexicon.Kind(kind)}: {entity["caption"]}  {id}");
        var attributes = new Columns(T["command.column.property"], T["command.column.value"], T["command.column.when"], T["command.column.evaluation"], T["command.column.marking"], T["command.column.source"], T["command.column.statement"]);
        foreach (var a in sheet["attributes"]!.AsArray())
            attributes.Add([lexicon.Property(kind, (string)a!["property"]!), Value(kind, a), Lexicon.Span(a), .. Origin(a), (string)a["id"]!]);
        Section("command.show.statements", attributes);
        var facts = sheet["facts"]!.AsArray();
        var timeline = new Columns(T["command.column.when"], T["command.column.fact"], T["command.column.between"], T["command.column.place"], T["command.column.amount"],
            T["command.column.evaluation"], T["command.column.marking"], T["command.column.source"], T["command.column.statement"]);
        foreach (var f in facts) timeline.Add([Lexicon.Span(f!), lexicon.Fact((string)f!["kind"]!) + Ended(f), Between(f), Name(f["place"]), Lexicon.Money(f), .. Origin(f), (string)f["id"]!]);
        Section("command.show.timeline", timeline);
        Section("command.show.links", Links(id, facts));
        var same = new Columns(T["command.column.id"], T["command.column.score"], T["command.column.evaluation"], T["command.column.marking"], T["command.column.source"], T["command.column.statement"]);
        foreach (var s in sheet["sameAs"]!.AsArray())
            same.Add([(string)s!["left"]! == id ? (string)s["right"]! : (string)s["left"]!, (int?)s["score"] is { } score ? T.Percent(score / 1000m) : "", .. Origin(s), (string)s["id"]!]);
        Section("command.show.same", same);
        WriteSources();
    }

    /// <summary>Writes one statement.</summary>
    public void WriteStatement(JsonNode statement)
    {
        var table = new Columns();
        if (statement["property"] is { } property)
        {
            table.Add(T["command.column.property"], (string)property!);
            table.Add(T["command.column.value"], Value("", statement));
        }
        else
        {
            table.Add(T["command.column.fact"], lexicon.Fact((string)statement["kind"]!) + Ended(statement));
            table.Add(T["command.column.between"], Between(statement));
            table.Add(T["command.column.place"], Name(statement["place"]));
            table.Add(T["command.column.amount"], Lexicon.Money(statement));
        }

        table.Add(T["command.column.when"], Lexicon.Span(statement));
        if (statement["detail"] is JsonObject detail)
            foreach (var (name, value) in detail) table.Add(name, value?.ToString());
        var origin = statement["origin"]!;
        table.Add(T["command.column.evaluation"], (string?)origin["evaluation"]);
        table.Add(T["command.column.marking"], Lexicon.Marking(origin["marking"]!));
        table.Add(T["command.column.unit"], (string)origin["unit"]!);
        table.Add(T["command.column.recorded"], T.Instant((DateTimeOffset)origin["recorded"]!));
        table.Add(T["command.column.source"], (string?)origin["title"]);
        table.Add(T["command.column.source-id"], (string?)origin["source"]);
        if ((string?)statement["supersedes"] is { } old) table.Add(T["command.column.supersedes"], old);
        table.Write();
    }

    /// <summary>Writes one source.</summary>
    public static void WriteSource(JsonNode source)
    {
        Terminal.Say($"{T["sources.kind." + (string)source["kind"]!]}: {source["title"]}{((bool)source["withdrawn"]! ? $" ({T["sources.withdrawn"]})" : "")}  {source["id"]}");
        var table = new Columns();
        table.Add(T["command.column.reference"], (string?)source["reference"]);
        table.Add(T["command.column.regime"], (string)source["regime"]!);
        table.Add(T["command.column.published"], Lexicon.Time(source["published"]));
        table.Add(T["command.column.unit"], (string)source["marking"]!["unit"]!);
        table.Add(T["command.column.marking"], Lexicon.Marking(source["marking"]!));
        table.Write("  ");
    }

    private static void Section(string title, Columns table)
    {
        if (table.Count == 0) return;
        Terminal.Say($"\n{T[title]} ({table.Count.ToString(CultureInfo.InvariantCulture)})");
        table.Write("  ");
    }

    /// <summary>The entities at the other ends, each once, with what joins them.</summary>
    private Columns Links(string id, JsonArray facts)
    {
        var links = new Columns(T["command.column.id"], T["command.column.kind"], T["command.column.name"], T["command.column.fact"]);
        var ends = facts.Where(f => !(bool)f!["ended"]!)
            .SelectMany(f => new[] { f!["from"], f["to"], f["item"], f["place"] }.OfType<JsonNode>().Select(end => (Fact: (string)f["kind"]!, End: end)))
            .Where(e => (string)e.End["id"]! != id).GroupBy(e => (string)e.End["id"]!);
        foreach (var end in ends)
            links.Add(end.Key, lexicon.Kind((string)end.First().End["kind"]!), (string)end.First().End["caption"]!,
                string.Join(", ", end.GroupBy(e => e.Fact).Select(g => g.Count() == 1 ? lexicon.Fact(g.Key) : $"{lexicon.Fact(g.Key)} ×{g.Count().ToString(CultureInfo.InvariantCulture)}")));
        return links;
    }

    private void WriteSources()
    {
        var table = new Columns();
        foreach (var (i, source) in _sources.Index()) table.Add(Number(i), source.Id, source.Title);
        Section("command.show.sources", table);
    }

    /// <summary>Evaluation, marking, and the number of the source in the list at the end.</summary>
    private string[] Origin(JsonNode statement)
    {
        var origin = statement["origin"]!;
        var marking = Lexicon.Marking(origin["marking"]!);
        if ((string?)origin["source"] is not { } source) return [(string?)origin["evaluation"] ?? "", marking, T["command.withheld"]];
        var at = _sources.FindIndex(s => s.Id == source);
        if (at < 0)
        {
            at = _sources.Count;
            _sources.Add((source, (string?)origin["title"] ?? ""));
        }

        return [(string?)origin["evaluation"] ?? "", marking, Number(at)];
    }

    private static string Number(int index) => "[" + (index + 1).ToString(CultureInfo.InvariantCulture) + "]";

    private string Value(string kind, JsonNode attribute) =>
        ((string?)attribute["value"] is { } value ? lexicon.Value(kind, (string)attribute["property"]!, value) : T["command.withheld"]) + Ended(attribute);

    private static string Ended(JsonNode statement) => (bool?)statement["ended"] == true ? $" ({T["command.ended"]})" : "";

    private static string Between(JsonNode fact)
    {
        var ends = string.Join(" → ", new[] { Name(fact["from"]), Name(fact["to"]) }.Where(e => e.Length > 0));
        return Name(fact["item"]) is { Length: > 0 } item ? ends.Length > 0 ? $"{ends} · {item}" : item : ends;
    }

    private static string Name(JsonNode? end) => end is null ? "" : (string)end["caption"]! is { Length: > 0 } caption ? caption : (string)end["id"]!;
}
