using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;

namespace Puente.Tests.Import;

public sealed class MappingTests
{
    private const string Full =
        """
        mapping: all
        title: "Everything: a mapping"
        file: { format: delimited, encoding: windows-1252, delimiter: tab, preamble: 2, header: false, decimal: ",", dates: month-first, zone: America/Tijuana }
        source: { title: T, reference: "12/3", preset: internal, evaluation: B2, language: es, published: 2024-05 }
        passes:
          - filters: { Kind: [A, B] }
            filters_not: { State: "0" }
            entities:
              who: { kind: Person, key: { columns: [A, B], scope: curp }, properties: { name: { columns: [A, B], join: " ", transforms: [trim, upper, { map: { M: male, "*": "" } }, { replace: { pattern: "[0-9]+", with: "" } }] } } }
            facts:
              met: { kind: Contact, from: who, to: who, at: { column: D, transforms: [{ date: dd/MM/yyyy }] }, details: { summary: { template: "{{A}}, {{B}}", required: true } } }
        """;

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Repository(), "samples"), "*.yaml").Select(Path.GetFileNameWithoutExtension).Order().OfType<string>()];

    [Fact]
    public void A_mapping_written_and_read_is_written_the_same()
    {
        var first = MappingReader.Read(Full);
        first.Problems.ShouldBeEmpty();
        var text = MappingWriter.Write(first.Mapping!);
        var second = MappingReader.Read(text);
        second.Problems.ShouldBeEmpty();
        MappingWriter.Write(second.Mapping!).ShouldBe(text);
        second.Mapping!.File.ShouldBe(first.Mapping!.File);
        second.Mapping.Source.ShouldBe(first.Mapping.Source);
        second.Mapping.Passes[0].Entities[0].Properties[0].Value.Transforms.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("mapping: a\ndataset: {}")]
    [InlineData("mapping: a\nfile: { dates: day-first }\ndataset: { \"Número 1\": integer, when: date, sum: decimal, who: text }")]
    public void A_mapping_that_keeps_a_table_is_written_and_read_the_same(string text)
    {
        var first = MappingReader.Read(text).Mapping!;
        var second = MappingReader.Read(MappingWriter.Write(first)).Mapping!;
        second.Dataset.ShouldBe(first.Dataset);
        second.File.ShouldBe(first.File);
    }

    [Theory]
    [InlineData("mapping: a\nentitys: {}", "yaml.key-unknown", 2)]
    [InlineData("mapping: a\nentities:\n  x: { kind: Person }", "mapping.key-missing", 3)]
    [InlineData("mapping: a\nfile: { zone: Mars/Olympus }", "time.zone-unknown", 2)]
    [InlineData("mapping: a\nentities:\n  x: { kind: Person, key: A, properties: { name: { column: A, transforms: [{ sing: loud }] } } }", "mapping.transform-unknown", 3)]
    [InlineData("mapping: a\nentities:\n  x: { kind: Person, key: A, properties: { name: { column: A, transforms: [{ replace: { pattern: '(a)\\1' } }] } } }", "mapping.pattern", 3)]
    [InlineData("mapping: a\ndataset: { x: text }\nentities:\n  x: { kind: Person, key: A }", "mapping.dataset-or-statements", 2)]
    [InlineData("mapping: a\ndataset: { x: money }", "yaml.value-unknown", 2)]
    [InlineData("just: text", "mapping.form-unknown", 1)]
    [InlineData("mapping: a: b", "yaml.syntax", 1)]
    public void What_is_wrong_with_a_mapping_is_said_with_its_line(string text, string code, int line) =>
        MappingReader.Read(text).Problems.ShouldContain(p => p.Code == code && p.Line == line);

    [Fact]
    public void What_does_not_fit_vocabulary_or_columns_is_said()
    {
        var mapping = MappingReader.Read(
            """
            mapping: a
            entities:
              x: { kind: Persona, key: A }
              y: { kind: Person, key: A, properties: { nombre: B, name: Missing } }
            facts:
              f: { kind: Payment, from: z, at: A }
              g: { kind: Sings, from: y }
            """).Mapping!;
        var (mapper, problems) = RowMapper.Make(mapping, Vocabulary.Standard, ["A", "B"]);
        mapper.ShouldBeNull();
        problems.Select(p => p.Code).Order().ShouldBe(
            ["mapping.column-unknown", "mapping.entity-unknown", "mapping.kind-unknown", "mapping.kind-unknown", "mapping.property-unknown"]);
    }

    [Theory, MemberData(nameof(Samples))]
    public async Task Each_sample_imports_with_its_mapping(string name)
    {
        var folder = Path.Combine(Repository(), "samples");
        var reading = MappingReader.Read(await File.ReadAllTextAsync(Path.Combine(folder, name + ".yaml"), Xunit.TestContext.Current.CancellationToken));
        reading.Problems.ShouldBeEmpty();
        var (head, rows, fault) = await TableFiles.ReadAsync(new LocalTables(), Path.Combine(folder, name + ".csv"), reading.Mapping!.File.Options());
        fault.ShouldBeNull();
        var (mapper, problems) = RowMapper.Make(reading.Mapping, Vocabulary.Standard, head!.Columns);
        problems.ShouldBeEmpty();
        var drafts = rows.Select(mapper!.Map).ToList();
        drafts.Count(d => d.Rejection is null).ShouldBe(name == "operaciones" ? 24 : 12);
        drafts.SelectMany(d => d.Warnings).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1.234,50", ',', "1234.50")]
    [InlineData("$ 1,234.50", '.', "1234.50")]
    [InlineData("(80,00)", ',', "-80.00")]
    [InlineData("1 234 567,8", ',', "1234567.8")]
    [InlineData("007", '.', "7")]
    [InlineData("-0.00", '.', "0.00")]
    [InlineData("1.234", ',', "1234")]
    [InlineData("1.23", ',', null)]
    [InlineData("1,2,3", '.', null)]
    [InlineData("12a", '.', null)]
    [InlineData("", '.', null)]
    public void Numbers_are_read_under_the_stated_decimal_sign(string text, char sign, string? plain) => Numbers.Canonical(text, sign).ShouldBe(plain);

    [Fact]
    public void Amounts_go_to_minor_units_and_back()
    {
        Numbers.Minor("1234.5", "MXN").ShouldBe(123450);
        Numbers.Minor("0.001", "USD").ShouldBeNull();
        Numbers.Minor("5", "JPY").ShouldBe(5);
        Numbers.Major(123450, "MXN").ShouldBe("1234.50");
        Numbers.Major(10000000, "EUR").ShouldBe("100000");
    }

    [Fact]
    public void Dates_that_could_be_read_two_ways_are_stated_and_never_chosen()
    {
        string[][] cells = [["03/04/2024", "2024-01-02", "PEPJ740321HDFRRN01", "1.234,50", "x"], ["05/06/2024", "2024-12-31", "AIIM820915MBCVBR08", "80,00", ""]];
        var guesses = ColumnGuess.Of(["a", "b", "c", "d", "e"], [.. cells.Select((c, i) => new TableRow(i + 2, c))]);
        (guesses[0].Look, guesses[0].IsAmbiguous).ShouldBe((ColumnLook.Date, true));
        (guesses[1].Look, guesses[1].IsAmbiguous).ShouldBe((ColumnLook.Date, false));
        guesses[2].Look.ShouldBe(ColumnLook.Curp);
        guesses[3].Look.ShouldBe(ColumnLook.DecimalComma);
        (guesses[4].EmptyShare, guesses[4].Distinct).ShouldBe((0.5, 1));
    }

    [Fact]
    public void A_few_misfits_do_not_hide_what_a_column_of_dates_or_numbers_is()
    {
        var rows = Enumerable.Range(1, 60).Select(i => new TableRow(i + 1, [$"{1 + (i % 28):00}/{1 + (i % 12):00}/{1960 + i}", $"{i},50", $"{i}", i % 2 == 0 ? $"{i}" : "text"])).ToList();
        rows.Add(new TableRow(62, ["31/02/2025", "unknown", "x9", "0"]));
        var guesses = ColumnGuess.Of(["a", "b", "c", "d"], rows);
        guesses.Select(g => g.Look).ShouldBe([ColumnLook.Date, ColumnLook.DecimalComma, ColumnLook.Integer, ColumnLook.Text]);
        guesses[0].Orders.ShouldBe([Evidence.Time.DateOrder.DayFirst]);
    }

    private static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Puente.slnx")))
                return at.FullName;
        throw new InvalidOperationException("Not within the repository.");
    }
}
