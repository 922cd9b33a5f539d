using System.Globalization;
using System.Text;

namespace Puente.Office.Commands;

/// <summary>A plain table: columns as wide as their widest cell, two spaces between, nothing cut or wrapped, so that an id can be copied and a line found with grep.</summary>
public sealed class Columns(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Rows so far.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row; line breaks within a cell become spaces.</summary>
    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(c => Terminal.Clean((c ?? "").ReplaceLineEndings(" ")))]);

    /// <summary>Writes the table, indented; nothing when it has no rows.</summary>
    public void Write(string indent = "")
    {
        if (_rows.Count == 0) return;
        string[] first = [.. heads.Select(h => h.ToUpper(CultureInfo.CurrentCulture))];
        var lines = heads.Length == 0 ? _rows : [first, .. _rows];
        var widths = Enumerable.Range(0, lines[0].Length).Select(i => lines.Max(l => Width(l[i]))).ToList();
        foreach (var line in lines)
            Console.Out.WriteLine((indent + string.Join("  ", line.Select((cell, i) => cell + new string(' ', widths[i] - Width(cell))))).TrimEnd());
    }

    /// <summary>Letters that take a place: marks that sit on another letter take none.</summary>
    private static int Width(string text) => text.EnumerateRunes().Count(r => Rune.GetUnicodeCategory(r) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format));
}
