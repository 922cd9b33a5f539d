using System.Text;
using Puente.Evidence;

namespace Puente.Money.Records.Plain;

/// <summary>The beginning of a file: what parts its cells, the names of its columns, where its rows begin.</summary>
/// <param name="Delimiter">What parts the cells.</param>
/// <param name="Columns">Names of the columns, or <c>#1</c>, <c>#2</c> without a header.</param>
/// <param name="FirstLine">1-based line of the first row.</param>
/// <param name="Sample">Some rows, to guess from.</param>
internal sealed record PlainHead(char Delimiter, IReadOnlyList<string> Columns, int FirstLine, IReadOnlyList<IReadOnlyList<string>> Sample)
{
    private const int Sampled = 1 << 18, MostPreamble = 60;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Lines of the beginning as text.</summary>
    public static unsafe string[] Lines(PlainBytes bytes)
    {
        var text = PlainText.Decode(new ReadOnlySpan<byte>(bytes.At, (int)Math.Min(bytes.Length, Sampled)), bytes.Encoding);
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
        return bytes.Length > Sampled && lines.Length > 1 ? lines[..^1] : lines;
    }

    /// <summary>The first line, and the delimiter, under which all columns of a mapping are found.</summary>
    public static PlainHead? Of(string[] lines, TransferMapping mapping)
    {
        if (!mapping.HasHeader)
        {
            var skipped = mapping.Preamble ?? 0;
            var delimiter = mapping.Delimiter ?? Delimiters.MaxBy(d => lines.Skip(skipped).Take(20).Sum(l => Split(l, d).Count));
            return new PlainHead(delimiter, [.. Enumerable.Range(1, lines.Skip(skipped).Take(20).Select(l => Split(l, delimiter).Count).DefaultIfEmpty().Max()).Select(n => $"#{n}")], skipped + 1, Rows(lines, skipped, delimiter));
        }

        foreach (var head in Candidates(lines, mapping.Delimiter, mapping.Preamble))
            if (mapping.Fields.All(f => f.Field.Parts.All(p => head.Find(p) >= 0))) return head;
        return null;
    }

    /// <summary>Each line of the beginning as a header, under each delimiter that parts it.</summary>
    public static IEnumerable<PlainHead> Candidates(string[] lines, char? delimiter, int? preamble)
    {
        for (var line = preamble ?? 0; line < lines.Length && line <= (preamble ?? MostPreamble); line++)
            foreach (var candidate in delimiter is { } known ? [known] : Delimiters)
                if (Split(lines[line], candidate) is { Count: > 1 } cells) yield return new PlainHead(candidate, Names(cells), line + 2, Rows(lines, line + 1, candidate));
    }

    /// <summary>Position of a column under one of its names, or -1.</summary>
    public int Find(FieldPart part)
    {
        foreach (var name in part.Names)
        {
            if (name.StartsWith('#') && int.TryParse(name.AsSpan(1), out var position) && position > 0 && position <= Columns.Count) return position - 1;
            for (var i = 0; i < Columns.Count; i++)
                if (Columns[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    /// <summary>What the mapping names and the file has not.</summary>
    public IEnumerable<Problem> Missing(TransferMapping mapping) =>
        from field in mapping.Fields
        from part in field.Field.Parts
        where Find(part) < 0
        select new Problem(FirstLine - 1, field.Key, "transfers.column-missing", ("column", part.Column), ("columns", string.Join(", ", Columns)));

    private static List<IReadOnlyList<string>> Rows(string[] lines, int skipped, char delimiter) => [.. lines.Skip(skipped).Where(l => l.Length > 0).Take(200).Select(l => Split(l, delimiter))];

    private static List<string> Names(List<string> cells)
    {
        var (names, used) = (new List<string>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var cell in cells)
        {
            var name = string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            var unique = name;
            for (var n = 2; !used.Add(unique); n++) unique = $"{name} ({n})";
            names.Add(unique);
        }

        return names;
    }

    /// <summary>The cells of a line.</summary>
    public static List<string> Split(string line, char delimiter)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (c == '"' && (quoted || cell.Length == 0)) quoted = !quoted;
            else if (c == delimiter && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else cell.Append(c);
        }

        cells.Add(cell.ToString().Trim());
        return cells;
    }
}
