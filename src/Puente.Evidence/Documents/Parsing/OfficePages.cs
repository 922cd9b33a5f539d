using System.IO.Compression;
using System.Xml;
using Puente.Evidence.Import.Tables;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>The text of Office Open XML documents (ECMA-376): paragraphs of a .docx by pages, rows of an .xlsx by sheets. Macros, links and embedded objects are not looked at.</summary>
internal static class OfficePages
{
    private const string Body = "word/document.xml";
    private const int LinesOfPage = 400;
    private static readonly string[] Beside = ["word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"];

    /// <summary>The pages of a document or workbook.</summary>
    /// <exception cref="PageException">It is another kind of archive.</exception>
    public static IEnumerable<ReadPage> Of(string path, TableLimits limits)
    {
        using var file = File.OpenRead(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        if (archive.GetEntry(Body) is not null)
        {
            var budget = new Budget(limits.ExpandedBytes);
            foreach (var page in Paragraphs(archive, Body, "", budget)) yield return page;
            foreach (var part in Beside)
                foreach (var page in Paragraphs(archive, part, Path.GetFileNameWithoutExtension(part), budget)) yield return page;
        }
        else if (archive.GetEntry("xl/workbook.xml") is not null)
        {
            foreach (var page in Sheets(file, limits)) yield return page;
        }
        else
        {
            throw new PageException("document.kind-unknown");
        }
    }

    private static IEnumerable<ReadPage> Paragraphs(ZipArchive archive, string part, string name, Budget budget)
    {
        using var xml = PackageXml.Open(archive, part, budget);
        if (xml is null) yield break;
        var (page, inText) = (new PageFiller(name, LinesOfPage), false);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                inText = xml.LocalName == "t" && !xml.IsEmptyElement;
                if (xml.LocalName == "lastRenderedPageBreak" || (xml.LocalName == "br" && IsPageBreak(xml))) page.EndPage();
                else if (xml.LocalName is "br" or "cr") page.EndLine();
                else if (xml.LocalName == "tab") page.Write("  ");
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                inText = false;
                if (xml.LocalName == "p") page.EndLine();
            }
            else if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
            {
                if (inText) page.Write(xml.Value);
            }

            foreach (var full in page.Taken()) yield return full;
        }

        foreach (var full in page.Rest()) yield return full;
    }

    private static bool IsPageBreak(XmlReader xml) => xml.GetAttribute("type", xml.NamespaceURI) == "page";

    private static IEnumerable<ReadPage> Sheets(Stream file, TableLimits limits)
    {
        file.Position = 0;
        var parts = WorkbookParts.Open(file, limits);
        foreach (var (name, part) in parts.Sheets)
        {
            using var xml = parts.Part(part);
            if (xml is null) continue;
            var page = new PageFiller(name);
            for (var more = xml.Read(); more;)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c")
                {
                    var (text, _) = WorkbookCell.Read(xml, parts);
                    if (text.Length > 0)
                    {
                        if (page.InLine) page.Write("  ");
                        page.Write(text);
                    }
                }
                else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row" && page.InLine)
                {
                    page.EndLine();
                }

                foreach (var full in page.Taken()) yield return full;
                more = xml.Read();
            }

            foreach (var full in page.Rest()) yield return full;
        }
    }
}
