using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Puente.Money.Tracing.Exhibits;

/// <summary>Writes sheets as an Excel workbook (ISO/IEC 29500). Equal sheets give equal bytes: no clock, no name of a machine.</summary>
internal static class WorkbookFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Parts = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const int MostDigits = 8, Whole = 1, Heading = MostDigits + 2;

    public static void Write(Stream to, IReadOnlyList<Sheet> sheets)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        Part(zip, "[Content_Types].xml", $"<Types xmlns=\"{Types}\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Sheet}sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Sheet}styles+xml\"/>" + Each(sheets, i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Sheet}worksheet+xml\"/>") + "</Types>");
        Part(zip, "_rels/.rels", $"<Relationships xmlns=\"{Parts}\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Part(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>{Each(sheets, i => $"<sheet name=\"{sheets[i - 1].Name}\" sheetId=\"{i}\" r:id=\"r{i}\"/>")}</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>");
        Part(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Parts}\">{Each(sheets, i => $"<Relationship Id=\"r{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")}<Relationship Id=\"styles\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        Part(zip, "xl/styles.xml", Styles());
        for (var i = 0; i < sheets.Count; i++)
        {
            using var part = Entry(zip, $"xl/worksheets/sheet{i + 1}.xml");
            using var xml = XmlWriter.Create(part, new XmlWriterSettings { CheckCharacters = false });
            Rows(xml, sheets[i]);
        }
    }

    private static void Rows(XmlWriter xml, Sheet sheet)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetData", Main);
        for (var row = 0; row < sheet.Rows.Count; row++)
        {
            xml.WriteStartElement("row", Main);
            xml.WriteAttributeString("r", Number(row + 1));
            for (var column = 0; column < sheet.Rows[row].Count; column++)
                if (sheet.Rows[row][column] is { } cell) Write(xml, cell, Exhibits.Sheet.At((char)('A' + column), row + 1));
            xml.WriteEndElement();
        }

        xml.WriteEndDocument();
    }

    private static void Write(XmlWriter xml, SheetCell cell, string place)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", Number(cell.Head ? Heading : cell.Text is not null ? 0 : cell.Digits < 0 ? Whole : Math.Min(cell.Digits, MostDigits) + 1));
        if (cell.Text is { } text && cell.Formula is null)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(string.Concat(text.Where(XmlConvert.IsXmlChar)));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else
        {
            if (cell.Formula is { } formula) xml.WriteElementString("f", Main, formula);
            xml.WriteElementString("v", Main, cell.Value.ToString(CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
    }

    /// <summary>Style 0 is plain, 1 to 9 have no to eight decimals, then comes bold. A count takes the first of them.</summary>
    private static string Styles()
    {
        var formats = string.Concat(Enumerable.Range(0, MostDigits + 1).Select(d => $"<numFmt numFmtId=\"{170 + d}\" formatCode=\"#,##0{(d > 0 ? "." + new string('0', d) : "")}\"/>"));
        var cells = string.Concat(Enumerable.Range(0, MostDigits + 1).Select(d => $"<xf numFmtId=\"{170 + d}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"));
        return $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"{MostDigits + 1}\">{formats}</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + $"<cellXfs count=\"{MostDigits + 3}\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>{cells}<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs></styleSheet>";
    }

    private static string Each(IReadOnlyList<Sheet> sheets, Func<int, string> part) => string.Concat(Enumerable.Range(1, sheets.Count).Select(part));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(Entry(zip, name), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
    }
}
