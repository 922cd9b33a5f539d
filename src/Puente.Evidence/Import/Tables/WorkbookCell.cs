using System.Globalization;
using System.Xml;

namespace Puente.Evidence.Import.Tables;

/// <summary>Reads one <c>c</c> element of a sheet (ECMA-376 part 1, 18.3.1.4).</summary>
internal static class WorkbookCell
{
    /// <summary>Zero-based column of a reference such as <c>AB12</c>, or null when there is none.</summary>
    public static int? Column(string? reference)
    {
        var column = 0;
        var letters = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c) || ++letters > 4)
                break;
            column = (column * 26) + (c - 'A' + 1);
        }
        return letters == 0 ? null : column - 1;
    }

    /// <summary>The last row of a range such as <c>A1:I293</c>, or 0.</summary>
    public static long LastRow(string? range)
    {
        var digits = (range ?? "").AsSpan((range ?? "").LastIndexOf(':') + 1).TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$");
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
    }

    /// <summary>The canonical text of the cell that <paramref name="xml"/> stands on, and the code of what is wrong with it.</summary>
    public static (string Text, string? Fault) Read(XmlReader xml, WorkbookParts parts)
    {
        var type = xml.GetAttribute("t") ?? "n";
        var style = Number(xml.GetAttribute("s"));
        var (raw, rich) = Value(xml);
        if (type == "inlineStr" || raw.Length == 0)
            return (rich ?? raw, null);
        switch (type)
        {
            case "s":
                var index = Number(raw);
                return index >= 0 && index < parts.Texts.Count ? (parts.Texts[index], null) : (raw, "row.cell-error");
            case "b":
                return (raw is "1" or "true" ? "true" : "false", null);
            case "e":
                return (raw, "row.cell-error");
            case "str":
                return (raw, null);
            case "d":
                return (raw.EndsWith("T00:00:00", StringComparison.Ordinal) ? raw[..10] : raw, null);
            default:
                var meaning = style >= 0 && style < parts.Styles.Count ? parts.Styles[style] : WorkbookNumbers.Meaning.Number;
                return WorkbookNumbers.Text(raw, meaning, parts.From1904) is { } text ? (text, null) : (raw, "row.cell-error");
        }
    }

    private static (string Raw, string? Rich) Value(XmlReader xml)
    {
        var raw = "";
        string? rich = null;
        if (xml.IsEmptyElement)
            return (raw, rich);
        var depth = xml.Depth;
        var inValue = false;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "is")
                rich = WorkbookParts.RichText(xml);
            else if (xml.LocalName == "v" && xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                inValue = xml.NodeType == XmlNodeType.Element;
            else if (inValue && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                raw += xml.Value;
        }
        return (raw, rich);
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
}
