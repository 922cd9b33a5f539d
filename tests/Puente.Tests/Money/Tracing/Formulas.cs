using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Puente.Tests.Money.Tracing;

/// <summary>A workbook as a spreadsheet program computes it: what its formulas come to, whatever values were written beside them.</summary>
internal sealed partial class Formulas
{
    private readonly Dictionary<string, XElement> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _known = new(StringComparer.Ordinal);

    public Formulas(Stream workbook)
    {
        using var zip = new ZipArchive(workbook);
        var names = Read(zip, "xl/workbook.xml").Descendants().Where(e => e.Name.LocalName == "sheet").Select(s => (string)s.Attribute("name")!).ToList();
        for (var i = 0; i < names.Count; i++)
            foreach (var cell in Read(zip, $"xl/worksheets/sheet{i + 1}.xml").Descendants().Where(e => e.Name.LocalName == "c"))
                _cells[$"{names[i]}!{(string)cell.Attribute("r")!}"] = cell;
    }

    public IEnumerable<string> Places => _cells.Where(c => Part(c.Value, "f") is not null).Select(c => c.Key);

    public decimal Written(string place) => decimal.Parse(Part(_cells[place], "v")!, CultureInfo.InvariantCulture);

    public decimal Number(string place) => Value(place) is decimal number ? number : 0;

    public string Text(string place) => Value(place) as string ?? "";

    public int LastRow(string sheet) => _cells.Keys.Where(k => k.StartsWith(sheet + "!", StringComparison.Ordinal)).Max(k => int.Parse(k[(sheet.Length + 2)..], CultureInfo.InvariantCulture));

    private object Value(string place)
    {
        if (_known.TryGetValue(place, out var known)) return known;
        if (!_cells.TryGetValue(place, out var cell)) return "";
        if ((string?)cell.Attribute("t") == "inlineStr") return _known[place] = cell.Value;
        if (Part(cell, "f") is not { } formula) return _known[place] = Written(place);
        var tokens = new Queue<string>(Token().Matches(formula).Select(m => m.Value));
        var value = Sum(tokens, place[..place.IndexOf('!', StringComparison.Ordinal)]);
        tokens.ShouldBeEmpty(formula);
        return _known[place] = value;
    }

    private decimal Sum(Queue<string> tokens, string sheet)
    {
        var value = Product(tokens, sheet);
        while (tokens.TryPeek(out var sign) && sign is "+" or "-") value = tokens.Dequeue() == "+" ? value + Product(tokens, sheet) : value - Product(tokens, sheet);
        return value;
    }

    private decimal Product(Queue<string> tokens, string sheet)
    {
        var value = Factor(tokens, sheet);
        while (tokens.TryPeek(out var sign) && sign is "*" or "/") value = tokens.Dequeue() == "*" ? value * Factor(tokens, sheet) : value / Factor(tokens, sheet);
        return value;
    }

    private decimal Factor(Queue<string> tokens, string sheet)
    {
        var token = tokens.Dequeue();
        if (token == "-") return -Factor(tokens, sheet);
        if (decimal.TryParse(token, CultureInfo.InvariantCulture, out var number)) return number;
        if (tokens.TryPeek(out var next) && next == "(") return token == "SUMIFS" ? SumIfs(tokens, sheet) : Call(token, tokens, sheet);
        return Number(token.Contains('!', StringComparison.Ordinal) ? token : $"{sheet}!{token}");
    }

    private decimal Call(string name, Queue<string> tokens, string sheet)
    {
        Expect(tokens, "(");
        if (name == "IF")
        {
            var left = Sum(tokens, sheet);
            var comparison = tokens.Dequeue();
            var right = Sum(tokens, sheet);
            var holds = comparison switch { "<" => left < right, "<=" => left <= right, ">=" => left >= right, _ => throw new InvalidOperationException(comparison) };
            Expect(tokens, ",");
            if (!holds) Pass(tokens);
            var chosen = Sum(tokens, sheet);
            if (holds) Pass(tokens);
            Expect(tokens, ")");
            return chosen;
        }

        var arguments = new List<decimal> { Sum(tokens, sheet) };
        while (tokens.Dequeue() == ",") arguments.Add(Sum(tokens, sheet));
        return name switch
        {
            "MIN" => arguments.Min(),
            "MAX" => arguments.Max(),
            "ROUND" => Math.Round(arguments[0], (int)arguments[1], MidpointRounding.AwayFromZero),
            _ => throw new InvalidOperationException(name),
        };
    }

    private decimal SumIfs(Queue<string> tokens, string sheet)
    {
        Expect(tokens, "(");
        var (sums, tests) = (Range(tokens.Dequeue()), new List<(Func<int, string> Place, object Wanted)>());
        while (tokens.Dequeue() == ",")
        {
            var place = Range(tokens.Dequeue()).Place;
            Expect(tokens, ",");
            tests.Add((place, tokens.Peek().StartsWith('"') ? tokens.Dequeue().Trim('"') : Value($"{sheet}!{tokens.Dequeue().Replace("$", "", StringComparison.Ordinal)}")));
        }

        return Enumerable.Range(sums.First, sums.Last - sums.First + 1).Where(row => tests.All(t => Value(t.Place(row)).Equals(t.Wanted))).Sum(row => Number(sums.Place(row)));
    }

    private (Func<int, string> Place, int First, int Last) Range(string range)
    {
        var match = Columns().Match(range);
        var (sheet, column) = (match.Groups[1].Value, match.Groups[2].Value);
        return (row => string.Create(CultureInfo.InvariantCulture, $"{sheet}!{column}{row}"), match.Groups[3].Length == 0 ? 1 : int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture),
            match.Groups[4].Length == 0 ? LastRow(sheet) : int.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Leaves out one argument, with the comma before or after it.</summary>
    private static void Pass(Queue<string> tokens)
    {
        if (tokens.Peek() == ",") tokens.Dequeue();
        for (var depth = 0; depth > 0 || tokens.Peek() is not ("," or ")");)
            depth += tokens.Dequeue() switch { "(" => 1, ")" => -1, _ => 0 };
        if (tokens.Peek() == ",") tokens.Dequeue();
    }

    private static void Expect(Queue<string> tokens, string wanted) => tokens.Dequeue().ShouldBe(wanted);

    private static XDocument Read(ZipArchive zip, string name)
    {
        using var part = zip.GetEntry(name)!.Open();
        return XDocument.Load(part);
    }

    private static string? Part(XElement cell, string name) => cell.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    [GeneratedRegex(@"""[^""]*""|<=|>=|[A-Z][A-Za-z]*!\$[A-Z]\$?\d*:\$[A-Z]\$?\d*|[A-Z][A-Za-z]*![A-Z]\d+|\$?[A-Z]\d+|[A-Z]+|\d+(\.\d+)?|[-+*/(),<>]")]
    private static partial Regex Token();

    [GeneratedRegex(@"^(\w+)!\$([A-Z])\$?(\d*):\$[A-Z]\$?(\d*)$")]
    private static partial Regex Columns();
}
