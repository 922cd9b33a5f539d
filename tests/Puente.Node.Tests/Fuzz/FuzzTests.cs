using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Puente.Evidence;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Fuzz;

/// <summary>
/// Spoilt files. Whatever the bytes: no exception, no hanging, the same answer twice, lines that rise, and rows that add up: each is blank,
/// rejected with a reason, or accepted.
/// </summary>
[Trait(Campaign.Category, Campaign.Name)]
public sealed class FuzzTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TableLimits Limits = new(Columns: 200, CellCharacters: 4096, RowCharacters: 16384, ExpandedBytes: 8 << 20, Seconds: 10);
    private static readonly DateOrder[] Orders = [DateOrder.YearFirst, DateOrder.DayFirst, DateOrder.MonthFirst];
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-fuzz-").FullName;
    private readonly Random _random = new(Campaign.Seed);
    private readonly Dictionary<string, int> _ends = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("jsonl")]
    public async Task A_spoilt_file_ends_in_rows_and_reasons_that_add_up(string kind)
    {
        var seeds = Seeds(kind);
        var spoiler = new Spoiler(_random);
        var wanted = Campaign.Pick(300, 20_000);
        for (var i = 0; i < wanted; i++)
        {
            var good = seeds[_random.Next(seeds.Count)];
            var path = await WriteAsync(kind, i, kind == "xlsx" ? spoiler.SpoilZip(good, seeds) : spoiler.Spoil(good, seeds));
            var first = await ReadAsync(new LocalTables(), path);
            (await ReadAsync(new LocalTables(), path)).ShouldBe(first, $"{path} is read otherwise the second time");
        }

        Report(kind, wanted);
    }

    /// <summary>Parquet is read by a native library, so the whole child process is under test: it may die, its parent may not.</summary>
    [Fact]
    public async Task A_spoilt_Parquet_file_ends_the_child_at_worst()
    {
        var seeds = Seeds("parquet");
        var spoiler = new Spoiler(_random);
        var wanted = Campaign.Pick(12, 400);
        for (var i = 0; i < wanted; i++)
            await ReadAsync(ChildTables.OfThisProgram(), await WriteAsync("parquet", i, spoiler.Spoil(seeds[_random.Next(seeds.Count)], seeds)));
        Report("parquet", wanted);
    }

    [Fact]
    public void A_spoilt_mapping_is_refused_with_lines_or_reads_back_as_it_was_written()
    {
        var seeds = new[] { "operaciones.yaml", "recoveries.yaml" }.Select(n => File.ReadAllBytes(Path.Combine(Checkout.Root, "samples", n))).ToList();
        MappingReader.Read("mapping: " + new string('[', 100_000)).Problems.Single().Code.ShouldBe("yaml.too-deep");
        var spoiler = new Spoiler(_random);
        var wanted = Campaign.Pick(400, 30_000);
        for (var i = 0; i < wanted; i++)
        {
            var text = Encoding.UTF8.GetString(spoiler.Spoil(seeds[_random.Next(seeds.Count)], seeds));
            var read = Within(() => MappingReader.Read(text), text);
            (read.Mapping is null).ShouldBe(read.Problems.Count > 0, text);
            Count(read.Mapping is null ? read.Problems[0].Code : "read");
            if (read.Mapping is not { } mapping) continue;
            var again = MappingReader.Read(MappingWriter.Write(mapping));
            again.Problems.ShouldBeEmpty(text);
            MappingWriter.Write(again.Mapping!).ShouldBe(MappingWriter.Write(mapping), text);
            var (mapper, problems) = Within(() => RowMapper.Make(mapping, Vocabulary.Standard, ["Serial", "Make", "Model", "Town"]), text);
            (mapper is null).ShouldBe(problems.Count > 0, text);
        }

        Report("mappings", wanted);
    }

    [Fact]
    public void A_spoilt_moment_is_refused_or_reads_back_as_it_was_written()
    {
        string[] good =
        [
            "1974", "2024-03", "2024-03-05", "2024-03-05T14:05:06.789Z", "2024-11-03T01:30[America/Phoenix]", "2024-03-05T14:05-07:00[America/Hermosillo]", "05/03/2024 14:05", "about March 2024",
            "hacia marzo de 2021", "between 2019 and 2021", "entre el 3 de mayo de 2020 y junio de 2021", "2019/2021", "c. 1999", "5 de febrero de 2017", "20080305", "Sep 4, 2011~", "12/31/1999",
        ];
        var seeds = good.Select(Encoding.UTF8.GetBytes).ToList();
        var spoiler = new Spoiler(_random);
        var wanted = Campaign.Pick(5_000, 400_000);
        for (var i = 0; i < wanted; i++)
        {
            var text = Encoding.UTF8.GetString(_random.Next(9) == 0 ? seeds[_random.Next(seeds.Count)] : spoiler.Spoil(seeds[_random.Next(seeds.Count)], seeds));
            var read = Within(() => When.Parse(text, Orders[_random.Next(3)], _random.Next(4) == 0 ? "America/Mexico_City" : null), text);
            Count(read.IsOk ? "read" : read.Refusal!.Code);
            if (read.IsOk) When.Parse(read.Value.ToString()).Value.ShouldBe(read.Value, text);
        }

        Report("moments", wanted);
    }

    [Fact]
    public void A_spoilt_marking_is_none_or_has_one_canonical_text()
    {
        var marking = new Marking
        {
            Owner = "MX/FGR",
            Unit = "MX/FGR/SON",
            Regime = "bank-records",
            Tlp = Tlp.AmberStrict,
            Label = "Reservada",
            Audience = [new(new(PrincipalKind.Country, "US"), Mode.Redacted, Field.Amount | Field.To), new(new(PrincipalKind.Officer, "hale"), Mode.Pointer)],
            Purposes = ["trace"],
            ExpiresOn = new DateOnly(2027, 1, 1),
            CourtOrder = "7/2026",
        };
        List<byte[]> seeds = [Encoding.UTF8.GetBytes(MarkingText.Write(marking)), Encoding.UTF8.GetBytes(MarkingText.Write(new Marking { Owner = "US/ATF", Unit = "US/ATF/PHX" }))];
        var spoiler = new Spoiler(_random);
        var wanted = Campaign.Pick(2_000, 100_000);
        for (var i = 0; i < wanted; i++)
        {
            var text = Encoding.UTF8.GetString(spoiler.Spoil(seeds[_random.Next(seeds.Count)], seeds));
            var canon = Canon(text);
            Count(canon is null ? "none" : "read");
            if (canon is not null) Canon(canon).ShouldBe(canon, text);
        }

        Report("markings", wanted);
    }

    /// <summary>The canonical text of what was read; null when it is none. The store is the only writer, so what is none may throw, but nothing else than this.</summary>
    private static string? Canon(string text)
    {
        try
        {
            return MarkingText.Write(MarkingText.Read(text));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    private async Task<string> ReadAsync(ITables tables, string path)
    {
        using var late = new CancellationTokenSource(Patience);
        var since = Stopwatch.GetTimestamp();
        var opened = await tables.OpenAsync(path, new TableOptions { Limits = Limits }, late.Token);
        if (opened.Table is not { } table)
        {
            opened.Fault.ShouldNotBeNull(path);
            Count(opened.Fault.Code);
            return opened.Fault.Code;
        }

        await using var closing = table;
        var map = Mapper(table.Head);
        long rows = 0, blank = 0, rejected = 0, accepted = 0, line = 0;
        while (await table.NextAsync(late.Token) is { } batch)
            foreach (var row in batch)
            {
                rows++;
                row.Line.ShouldBeGreaterThan(line, path);
                line = row.Line;
                if (row.Flaw is null) row.Cells.Count.ShouldBe(table.Head.Columns.Count, path);
                if (row.IsBlank) blank++;
                else if (map(row) is { Rejection: { } reason })
                {
                    reason.Code.ShouldNotBeEmpty();
                    rejected++;
                }
                else accepted++;
            }

        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Patience, path);
        (blank + rejected + accepted).ShouldBe(rows, path);
        Count(table.Fault?.Code ?? (rejected > 0 ? "read, some rows rejected" : "read"));
        return string.Create(CultureInfo.InvariantCulture, $"{table.Fault?.Code} {rows} {blank} {rejected} {accepted} {string.Join('|', table.Head.Columns)}");
    }

    /// <summary>Entities by themselves; of any other table the first two columns as a person's name and a moment.</summary>
    private static Func<TableRow, RowDraft> Mapper(TableHead head)
    {
        if (head.HoldsEntities) return new EntityLines("fuzz", Vocabulary.Standard).Map;
        if (head.Columns.Count == 0) return row => new RowDraft(row.Line, [], [], null, []);
        var columns = head.Columns.Select(c => JsonSerializer.Serialize(c)).ToList();
        var read = MappingReader.Read($$"""
            { mapping: fuzz, title: Fuzz, entities: { one: { kind: Person, key: [{{columns[0]}}], properties: { name: {{columns[0]}}, birthDate: {{columns[^1]}} } } } }
            """);
        var made = read.Mapping is { } mapping ? RowMapper.Make(mapping, Vocabulary.Standard, head.Columns).Mapper : null;
        return made is null ? row => new RowDraft(row.Line, [], [], null, []) : made.Map;
    }

    private static T Within<T>(Func<T> work, string text)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            return work();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException("It throws on: " + JsonSerializer.Serialize(text), e);
        }
        finally
        {
            Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Patience, text);
        }
    }

    private async Task<string> WriteAsync(string kind, int i, byte[] bytes)
    {
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{i % 50}.{kind}"));
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private List<byte[]> Seeds(string kind) => kind switch
    {
        "csv" => [.. new[] { "operaciones.csv", "recoveries.csv" }.Select(n => File.ReadAllBytes(Path.Combine(Checkout.Root, "samples", n))),
            Encoding.Latin1.GetBytes("Reporte;;\nGenerado: 3 de mayo;;\nNombre;Monto;Fecha\nPeña;1.234,50;05/03/2024\n\"Ana \"\"La Güera\"\" Ruiz\";2;\n;;\n"),
            Encoding.Unicode.GetBytes("\uFEFFname\tborn\nAna\t1974\nJosé\t1980-02\n")],
        "jsonl" => [Encoding.UTF8.GetBytes(
            """
            {"id":"a","schema":"Person","properties":{"name":["Ana Ruiz","Ana R."],"birthDate":["1974"],"country":["mx"]}}
            {"id":"b","schema":"Company","properties":{"name":["Transportes del Norte"]}}
            {"id":"c","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"startDate":["2019-03"]}}
            {"id":"d","schema":"Payment","properties":{"payer":["a"],"beneficiary":["b"],"amount":["1200.50"],"currency":["USD"],"date":["2020-05-05"]}}

            """), Encoding.UTF8.GetBytes("{\"n\":1,\"who\":\"Ana\",\"deep\":{\"x\":[1,2,{\"y\":null}]}}\n{\"n\":2.5e3,\"who\":\"Jos\\u00e9\"}\n\n{\"who\":true}\n")],
        "xlsx" => [Workbook()],
        _ => [Parquet()],
    };

    private static byte[] Workbook()
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var to = new MemoryStream();
        using (var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in new[]
            {
                ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
                ("xl/workbook.xml", $"<workbook xmlns='{main}' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='Hoja1' sheetId='1' r:id='rId1'/></sheets></workbook>"),
                ("xl/_rels/workbook.xml.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>"),
                ("xl/worksheets/sheet1.xml", $"<worksheet xmlns='{main}'><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>Fecha</t></is></c></row>"
                    + string.Concat(Enumerable.Range(2, 30).Select(r => $"<row r='{r}'><c r='A{r}' t='s'><v>{r % 2}</v></c><c r='B{r}' s='1'><v>{40000 + r}.5</v></c></row>")) + "</sheetData></worksheet>"),
                ("xl/styles.xml", $"<styleSheet xmlns='{main}'><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm-dd'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"),
                ("xl/sharedStrings.xml", $"<sst xmlns='{main}'><si><t>Nombre</t></si><si><r><t>Ana</t></r><r><t> Ruiz</t></r></si></sst>"),
            })
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }

        return to.ToArray();
    }

    private byte[] Parquet()
    {
        var path = Path.Combine(_folder, "seed.parquet");
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"copy (select 'Ana ' || i as name, date '2024-01-01' + i::integer as day, i * 1.5 as sum from range(200) t(i)) to '{path}' (format parquet)";
        command.ExecuteNonQuery();
        return File.ReadAllBytes(path);
    }

    private void Count(string end) => _ends[end] = _ends.GetValueOrDefault(end) + 1;

    private void Report(string kind, int cases)
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# Fuzz of {kind}, seed {Campaign.Seed}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"{cases:N0} spoilt inputs: no exception, none beyond {Patience.TotalSeconds} s, counts add up. How they ended (files of rows are read twice, and counted twice):").AppendLine();
        page.AppendLine("| End | Times |").AppendLine("| --- | ---: |");
        foreach (var (end, count) in _ends.OrderByDescending(e => e.Value).ThenBy(e => e.Key, StringComparer.Ordinal)) page.AppendLine(CultureInfo.InvariantCulture, $"| {end} | {count:N0} |");
        TestContext.Current.TestOutputHelper?.WriteLine(page.ToString());
        Campaign.Report("fuzz-" + kind, page.ToString());
    }
}
