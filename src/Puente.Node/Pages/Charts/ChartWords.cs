using Puente.Evidence.Records;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Charts;

/// <summary>Nodes and lines in the reader's words.</summary>
internal sealed class ChartWords(Texts t, Words words)
{
    /// <summary>What stands under a node.</summary>
    public string Name(ChartNode node)
    {
        if (!node.IsGroup) return words.Caption(node.Members[0]);
        var count = ("count", (object?)node.Members.Count);
        return node.Key.StartsWith("kind-", StringComparison.Ordinal)
            ? t.Format("chart.group.kind", ("kind", words.Kinds(node.Members[0].Kind)), count)
            : t.Format("chart.group", ("number", node.Key["group-".Length..]), count);
    }

    /// <summary>The kind of a node; of several kinds only how many there are.</summary>
    public string Kind(ChartNode node)
    {
        var kinds = node.Members.Select(m => m.Kind).Distinct(StringComparer.Ordinal).ToList();
        return kinds.Count == 1 ? words.Kind(kinds[0]) : t.Format("chart.group.kinds", ("count", kinds.Count));
    }

    /// <summary>What stands on a line: its kinds of facts, with their number when there are several.</summary>
    public string Name(ChartLine line) => string.Join(" · ", line.Kinds.Select(k => k.Count == 1 ? words.Kind(k.Kind) : $"{words.Kind(k.Kind)} ×{t.Number(k.Count)}"));

    /// <summary>Between whom a line is drawn, with the way its facts point.</summary>
    public string Ends(ChartLine line, Func<string, ChartNode?> node)
    {
        string Of(string key) => node(key) is { } end ? Name(end) : "";
        return line.Points switch
        {
            (true, false) => $"{Of(line.From)} → {Of(line.To)}",
            (false, true) => $"{Of(line.To)} → {Of(line.From)}",
            _ => $"{Of(line.From)} ↔ {Of(line.To)}",
        };
    }

    /// <summary>How many, with a plus when not all were counted.</summary>
    public string Count(Many many) => t.Number(many.Count) + (many.AtLeast ? "+" : "");

    /// <summary>The first and last moment of a line's facts, as far as known.</summary>
    public (string First, string Last) Times(ChartLine line)
    {
        var dated = line.Facts.Where(f => f.At is not null).ToList();
        return dated.Count == 0 ? ("", "") : (words.When(dated.MinBy(f => f.At!.Value)!.At), words.When(dated.MaxBy(f => f.At!.Value)!.At));
    }
}
