using System.Globalization;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Import;

/// <summary>
/// The mapping that the fields of the editor say: entities by letter with kind and key columns, a property for each column, facts between
/// letters. Filters, templates and transforms are written in the mapping's text.
/// </summary>
public static class MappingForm
{
    /// <summary>Entities that the editor can name.</summary>
    public static IReadOnlyList<string> Letters { get; } = ["A", "B", "C", "D", "E"];

    /// <summary>Facts that the editor can make.</summary>
    public const int MostFacts = 4;

    /// <summary>Reads the fields.</summary>
    public static Mapping Read(Typed typed, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(columns);
        var entities = Letters.Where(l => typed.Text($"e.{l}.kind") is not null).Select(letter => new EntityMapping(
            letter, typed[$"e.{letter}.kind"], new KeyMapping([.. typed[$"e.{letter}.key"].Split('\n', StringSplitOptions.RemoveEmptyEntries)]), Properties(typed, columns, letter))).ToList();
        var facts = Enumerable.Range(0, MostFacts).Select(i => Name("f", i)).Where(f => typed.Text(f + ".kind") is not null).Select((f, i) => new FactMapping(Name("fact", i), typed[f + ".kind"])
        {
            From = typed.Text(f + ".from"),
            To = typed.Text(f + ".to"),
            Item = typed.Text(f + ".item"),
            Place = typed.Text(f + ".place"),
            At = Column(typed, f + ".at"),
            Until = Column(typed, f + ".until"),
            Amount = Column(typed, f + ".amount"),
            Currency = Currency(typed, f + ".currency", columns),
        }).ToList();
        var title = typed.Text("title") ?? typed.Text("name") ?? "";
        return new Mapping(Slug(typed.Text("name") ?? title), title)
        {
            File = Shape(typed),
            Passes = [new Pass([], entities, facts)],
        };
    }

    /// <summary>How the file is written.</summary>
    public static FileShape Shape(Typed typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return new FileShape
        {
            Dates = typed["dates"] switch { "day-first" => DateOrder.DayFirst, "month-first" => DateOrder.MonthFirst, _ => DateOrder.YearFirst },
            DecimalSign = typed["decimal"] == "," ? ',' : '.',
            Zone = typed.Text("zone"),
            Encoding = typed.Text("encoding"),
            Sheet = typed.Text("sheet"),
        };
    }

    /// <summary>Fills an untouched form: one entity, of the kind a file mostly speaks of, and the properties that the looks of columns suggest.</summary>
    public static void Suggest(Typed typed, IReadOnlyList<ColumnGuess> guesses, string file)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(guesses);
        typed.Suggest("title", Path.GetFileNameWithoutExtension(file));
        typed.Suggest("name", Slug(Path.GetFileNameWithoutExtension(file)));
        if (guesses.FirstOrDefault(g => g.Look == ColumnLook.Date && !g.IsAmbiguous && g.Orders.Count > 0) is { } dated)
            typed.Suggest("dates", dated.Orders.Contains(DateOrder.YearFirst) ? "year-first" : dated.Orders.Contains(DateOrder.DayFirst) ? "day-first" : "month-first");
        if (guesses.Any(g => g.Look == ColumnLook.DecimalComma)) typed.Suggest("decimal", ",");
        for (var i = 0; i < guesses.Count; i++)
            if (PropertyOf(guesses[i].Look) is { } property) typed.Suggest(Name("c", i) + ".property", property);
    }

    /// <summary>A field of the n-th row.</summary>
    public static string Name(string prefix, int row) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{row}");

    private static string? PropertyOf(ColumnLook look) => look switch
    {
        ColumnLook.Curp => "curp",
        ColumnLook.Rfc => "rfcCode",
        ColumnLook.Clabe => "clabe",
        ColumnLook.Email => "email",
        ColumnLook.Phone => "phone",
        ColumnLook.Plate => "registrationNumber",
        ColumnLook.Vin => "vin",
        _ => null,
    };

    private static List<PropertyMapping> Properties(Typed typed, IReadOnlyList<string> columns, string letter) =>
        [.. columns.Select((column, i) => (column, Field: Name("c", i)))
            .Where(c => typed[c.Field + ".entity"] == letter && typed.Text(c.Field + ".property") is not null)
            .GroupBy(c => typed[c.Field + ".property"])
            .Select(g => new PropertyMapping(g.Key, new ValueMapping { Columns = [.. g.Select(c => c.column)] }))];

    private static ValueMapping? Column(Typed typed, string field) => typed.Text(field) is { } column ? new ValueMapping { Columns = [column] } : null;

    private static ValueMapping? Currency(Typed typed, string field, IReadOnlyList<string> columns) => typed.Text(field) switch
    {
        null => null,
        var text when columns.Contains(text) => new ValueMapping { Columns = [text] },
        var text => new ValueMapping { Literals = [text.ToUpperInvariant()] },
    };

    private static string Slug(string text) =>
        string.Join('-', Fold.Plain(text).ToLowerInvariant().Split([' ', '.', '_', '/', '-'], StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } slug ? slug : "mapping";
}
