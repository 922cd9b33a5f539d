using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Puente.Office.Api;

/// <summary>Writes a table row by row as CSV, as an Excel workbook of one sheet, or as JSON lines.</summary>
public abstract class TableWriter : IAsyncDisposable
{
    /// <summary>The formats, by the ending of their files.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["csv"] = "text/csv; charset=utf-8",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["jsonl"] = "application/x-ndjson; charset=utf-8",
    };

    /// <summary>A writer of a format, or null when there is none of this name. The header is written at once.</summary>
    public static async Task<TableWriter?> OpenAsync(string format, Stream to, IReadOnlyList<string> header)
    {
        TableWriter? writer = format switch { "csv" => new Csv(to), "xlsx" => new Workbook(to), "jsonl" => new Lines(to, header), _ => null };
        if (writer is not null and not Lines) await writer.RowAsync(header);
        return writer;
    }

    /// <summary>Writes a row.</summary>
    public abstract Task RowAsync(IEnumerable<string?> cells);

    /// <summary>Completes the file.</summary>
    public abstract ValueTask DisposeAsync();

    private sealed class Csv(Stream to) : TableWriter
    {
        private readonly StreamWriter _to = new(to, new UTF8Encoding(true), 1 << 16, leaveOpen: true);

        /// <summary>Quoted where needed; a cell that a spreadsheet would run as a formula begins with an apostrophe.</summary>
        public override Task RowAsync(IEnumerable<string?> cells) => _to.WriteAsync(string.Join(',', cells.Select(cell =>
        {
            var text = cell ?? "";
            if (text.Length > 0 && "=@\t\r".Contains(text[0], StringComparison.Ordinal) || text.Length > 1 && (text[0] is '+' or '-') && !char.IsAsciiDigit(text[1])) text = "'" + text;
            return text.AsSpan().IndexOfAny(",\"\r\n;") >= 0 ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
        })) + "\r\n");

        public override ValueTask DisposeAsync() => _to.DisposeAsync();
    }

    private sealed class Lines(Stream to, IReadOnlyList<string> header) : TableWriter
    {
        private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        private readonly StreamWriter _to = new(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);

        public override Task RowAsync(IEnumerable<string?> cells) =>
            _to.WriteAsync(JsonSerializer.Serialize(header.Zip(cells).Where(c => !string.IsNullOrEmpty(c.Second)).ToDictionary(c => c.First, c => c.Second), Json) + "\n");

        public override ValueTask DisposeAsync() => _to.DisposeAsync();
    }

    /// <summary>Every cell is text (ISO/IEC 29500, inline strings): nothing is run as a formula and no identifier loses its zeros.</summary>
    private sealed class Workbook : TableWriter
    {
        private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        private readonly Stream _to;
        private readonly MemoryStream _file = new();
        private readonly ZipArchive _zip;
        private readonly XmlWriter _sheet;
        private readonly Stream _part;

        public Workbook(Stream to)
        {
            _to = to;
            _zip = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true);
            Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
            Part("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"Puente\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            _part = Entry("xl/worksheets/sheet1.xml");
            _sheet = XmlWriter.Create(_part, new XmlWriterSettings { CheckCharacters = false });
            _sheet.WriteStartElement("worksheet", Main);
            _sheet.WriteStartElement("sheetData", Main);
        }

        public override Task RowAsync(IEnumerable<string?> cells)
        {
            _sheet.WriteStartElement("row", Main);
            foreach (var cell in cells)
            {
                _sheet.WriteStartElement("c", Main);
                _sheet.WriteAttributeString("t", "inlineStr");
                _sheet.WriteStartElement("is", Main);
                _sheet.WriteStartElement("t", Main);
                _sheet.WriteAttributeString("xml", "space", null, "preserve");
                _sheet.WriteString(string.Concat((cell ?? "").Where(XmlConvert.IsXmlChar)));
                _sheet.WriteEndElement();
                _sheet.WriteEndElement();
                _sheet.WriteEndElement();
            }

            _sheet.WriteEndElement();
            return Task.CompletedTask;
        }

        public override async ValueTask DisposeAsync()
        {
            _sheet.WriteEndDocument();
            _sheet.Dispose();
            await _part.DisposeAsync();
            await _zip.DisposeAsync();
            _file.Position = 0;
            await _file.CopyToAsync(_to);
            await _file.DisposeAsync();
        }

        /// <summary>A part under the first day that an archive can name: equal rows give equal bytes.</summary>
        private Stream Entry(string name)
        {
            var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return entry.Open();
        }

        private void Part(string name, string xml)
        {
            using var writer = new StreamWriter(Entry(name), new UTF8Encoding(false));
            writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
        }
    }
}
