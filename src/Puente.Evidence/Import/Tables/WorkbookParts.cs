using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Puente.Evidence.Import.Tables;

/// <summary>The parts of an Office Open XML workbook (ECMA-376 part 1, section 18) that reading cells needs.</summary>
internal sealed class WorkbookParts
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly ZipArchive _archive;
    private readonly Budget _budget;
    private readonly long _textLimit;

    private WorkbookParts(ZipArchive archive, TableLimits limits)
    {
        _archive = archive;
        _budget = new Budget(limits.ExpandedBytes);
        _textLimit = limits.MemoryBytes / 6;
    }

    /// <summary>Names and parts of the visible sheets, in order.</summary>
    public IReadOnlyList<(string Name, string Part)> Sheets { get; private set; } = [];

    /// <summary>True when day 0 is 1904-01-01.</summary>
    public bool From1904 { get; private set; }

    /// <summary>Texts that cells share.</summary>
    public IReadOnlyList<string> Texts { get; private set; } = [];

    /// <summary>What numbers mean, by cell style.</summary>
    public IReadOnlyList<WorkbookNumbers.Meaning> Styles { get; private set; } = [];

    /// <summary>How many rows the sheet says it has, or 0; for showing progress only.</summary>
    public long Rows { get; set; }

    /// <summary>Reads everything but the sheets.</summary>
    /// <exception cref="TableException">Not a workbook, or one that expands beyond its bounds.</exception>
    public static WorkbookParts Open(Stream file, TableLimits limits)
    {
        try
        {
            var parts = new WorkbookParts(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true), limits);
            parts.ReadBook();
            parts.ReadTexts();
            parts.ReadStyles();
            return parts;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            throw TableException.Of("table.workbook-broken");
        }
    }

    /// <summary>Opens a part as XML without entities, types or outside references; null when the workbook has no such part.</summary>
    public XmlReader? Part(string path) => PackageXml.Open(_archive, path, _budget);

    private void ReadBook()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var relations = Part("xl/_rels/workbook.xml.rels"))
            while (relations?.Read() == true)
                if (relations.NodeType == XmlNodeType.Element && relations.LocalName == "Relationship")
                    targets[relations.GetAttribute("Id") ?? ""] = Path(relations.GetAttribute("Target") ?? "");

        var sheets = new List<(string, string)>();
        using var book = Part("xl/workbook.xml") ?? throw TableException.Of("table.workbook-broken");
        while (book.Read())
        {
            if (book.NodeType != XmlNodeType.Element)
                continue;
            if (book.LocalName == "workbookPr")
                From1904 = book.GetAttribute("date1904") is "1" or "true";
            else if (book.LocalName == "sheet" && book.GetAttribute("state") is null or "visible"
                && targets.TryGetValue(book.GetAttribute("id", Relations) ?? "", out var part))
                sheets.Add((book.GetAttribute("name") ?? "", part));
        }
        Sheets = sheets;
    }

    private static string Path(string target) => target.StartsWith('/') ? target[1..] : "xl/" + target;

    private void ReadTexts()
    {
        using var xml = Part("xl/sharedStrings.xml");
        if (xml is null)
            return;
        var texts = new List<string>();
        var kept = 0L;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
                continue;
            var text = RichText(xml);
            kept += text.Length + 16;
            if (kept > _textLimit)
                throw TableException.Of("table.expands-too-much");
            texts.Add(text);
        }
        Texts = texts;
    }

    /// <summary>The text of an <c>si</c> or <c>is</c> element, without phonetic hints.</summary>
    public static string RichText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        StringBuilder? more = null;
        string? only = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh")
            {
                xml.Skip();
                if (xml.Depth <= depth)
                    break;
            }
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA))
                continue;
            if (only is null)
                only = xml.Value;
            else
                (more ??= new StringBuilder(only)).Append(xml.Value);
        }
        return more?.ToString() ?? only ?? "";
    }

    private void ReadStyles()
    {
        var formats = new Dictionary<int, string>();
        var styles = new List<WorkbookNumbers.Meaning>();
        using var xml = Part("xl/styles.xml");
        var inCells = false;
        while (xml?.Read() == true)
        {
            if (xml.LocalName == "cellXfs")
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "numFmt")
                formats[Number(xml.GetAttribute("numFmtId"))] = xml.GetAttribute("formatCode") ?? "";
            else if (inCells && xml.NodeType == XmlNodeType.Element && xml.LocalName == "xf")
            {
                var id = Number(xml.GetAttribute("numFmtId"));
                styles.Add(WorkbookNumbers.MeaningOf(id, formats.GetValueOrDefault(id)));
            }
        }
        Styles = styles;
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
}
