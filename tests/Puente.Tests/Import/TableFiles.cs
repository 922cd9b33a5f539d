using System.IO.Compression;
using System.Text;
using Puente.Evidence;
using Puente.Evidence.Import.Tables;

namespace Puente.Tests.Import;

/// <summary>Files to read in tests; the folder goes with the object.</summary>
internal sealed class TableFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("puente-tables-");

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string name, string text, Encoding? encoding = null) => Write(name, (encoding ?? new UTF8Encoding(false)).GetBytes(text));

    public string Path_(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A workbook of one sheet whose XML is given.</summary>
    public string Workbook(string name, string sheetData, string styles = "", string shared = "", string? bomb = null)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        Add(archive, "xl/workbook.xml", $"<workbook xmlns='{Main}' xmlns:r='{Rel}'><sheets><sheet name='Hoja1' sheetId='1' r:id='rId1'/><sheet name='Oculta' state='hidden' r:id='rId1'/></sheets></workbook>");
        Add(archive, "xl/_rels/workbook.xml.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>");
        Add(archive, "xl/worksheets/sheet1.xml", $"<worksheet xmlns='{Main}'><sheetData>{sheetData}</sheetData></worksheet>");
        Add(archive, "xl/styles.xml", $"<styleSheet xmlns='{Main}'>{styles}</styleSheet>");
        if (bomb is null)
            Add(archive, "xl/sharedStrings.xml", $"<sst xmlns='{Main}'>{shared}</sst>");
        else
            Bomb(archive, Main);
        return path;
    }

    public static async Task<(TableHead? Head, List<TableRow> Rows, Problem? Fault)> ReadAsync(ITables tables, string path, TableOptions? options = null)
    {
        var opened = await tables.OpenAsync(path, options ?? new TableOptions(), Xunit.TestContext.Current.CancellationToken);
        if (opened.Table is not { } table)
            return (null, [], opened.Fault);
        await using (table)
        {
            var rows = new List<TableRow>();
            while (await table.NextAsync(Xunit.TestContext.Current.CancellationToken) is { } batch)
                rows.AddRange(batch);
            return (table.Head, rows, table.Fault);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }

    private static void Bomb(ZipArchive archive, string main)
    {
        using var writer = new StreamWriter(archive.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open());
        writer.Write($"<sst xmlns='{main}'><si><t>");
        var spaces = new string('A', 1024 * 1024);
        for (var i = 0; i < 64; i++)
            writer.Write(spaces);
        writer.Write("</t></si></sst>");
    }
}
