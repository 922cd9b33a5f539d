using System.Globalization;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Import;

/// <summary>
/// The mapping that the fields of the editor say: whom a row speaks of (entities by letter, with kind, key columns and scope), what happened
/// (facts by number), where each value comes from (a column, a constant or a text with columns in it) and how it is changed, and which
/// rows count. All of a mapping with one pass can be said; several passes are written in the mapping's text.
/// </summary>
public sealed partial class MappingForm
{
    /// <summary>Changes of one value that the form has room for.</summary>
    public const int Changes = 3;

    /// <summary>Parts of a fact that are no particulars: when, until, how much, in what currency.</summary>
    public static IReadOnlyList<string> FactParts { get; } = ["at", "until", "amount", "currency"];

    private readonly Typed _typed;
    private readonly IReadOnlyList<string> _columns;

    /// <summary>Reads which rows the form has; an untouched one has a value row for each column.</summary>
    public MappingForm(Typed typed, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(columns);
        (_typed, _columns) = (typed, columns);
        (Entities, Facts, Filters) = (new FormRows(typed, "e", 1, 20), new FormRows(typed, "f", 0, 20), new FormRows(typed, "w", 0, 10));
        Values = new FormRows(typed, "p", columns.Count, 60);
        for (var i = 0; i < columns.Count; i++) typed.Suggest(Values.Row(i) + ".column", columns[i]);
    }

    /// <summary>Whom or what a row speaks of.</summary>
    public FormRows Entities { get; }

    /// <summary>What happened.</summary>
    public FormRows Facts { get; }

    /// <summary>Where values come from.</summary>
    public FormRows Values { get; }

    /// <summary>Which rows count.</summary>
    public FormRows Filters { get; }

    /// <summary>Adds or removes a row when a button says so.</summary>
    public bool Press() => Entities.Press() || Facts.Press() || Values.Press() || Filters.Press();

    /// <summary>The name of an entity in the mapping: A, B, ...</summary>
    public static string Letter(int key) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (key % 26))}{(key < 26 ? "" : key / 26)}");

    /// <summary>The name of a fact in the mapping.</summary>
    public static string FactName(int key) => string.Create(CultureInfo.InvariantCulture, $"fact{key + 1}");

    /// <summary>A field of the n-th row.</summary>
    public static string Name(string prefix, int row) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{row}");

    /// <summary>Columns chosen in a list of several.</summary>
    public IReadOnlyList<string> Chosen(string field) => [.. _typed[field].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(_columns.Contains)];

    /// <summary>The mapping as the fields say it.</summary>
    public Mapping Read()
    {
        var values = Values.Keys.Select(Values.Row).Where(r => _typed.Text(r + ".of") is not null).ToLookup(r => _typed[r + ".of"]);
        return Named(_typed) with
        {
            File = Shape(_typed),
            Passes =
            [
                new Pass(
                    [.. Filters.Keys.Select(Filters.Row).Where(r => _typed.Text(r + ".column") is not null).Select(r => new RowFilter(_typed[r + ".column"], Words(r + ".values"), _typed[r + ".not"] == "not"))],
                    [.. Entities.Keys.Where(k => _typed.Text(Entities.Row(k) + ".kind") is not null).Select(k => Entity(k, values[Letter(k)]))],
                    [.. Facts.Keys.Where(k => _typed.Text(Facts.Row(k) + ".kind") is not null).Select(k => Fact(k, [.. values[FactName(k)]]))]),
            ],
        };
    }

    /// <summary>A mapping that has a name and a title and says nothing yet.</summary>
    public static Mapping Named(Typed typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var title = typed.Text("title") ?? typed.Text("name") ?? "";
        return new Mapping(Slug(typed.Text("name") ?? title), title);
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
            Delimiter = typed["delimiter"] switch { "tab" => '\t', [var sign] => sign, _ => null },
            Preamble = int.TryParse(typed["preamble"], NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : null,
            HasHeader = typed["header"] != "none",
        };
    }

    /// <summary>Fills an untouched form with what the looks of the columns suggest.</summary>
    public void Suggest(IReadOnlyList<ColumnGuess> guesses, string file)
    {
        ArgumentNullException.ThrowIfNull(guesses);
        _typed.Suggest("title", Path.GetFileNameWithoutExtension(file));
        _typed.Suggest("name", Slug(Path.GetFileNameWithoutExtension(file)));
        if (guesses.FirstOrDefault(g => g.Look == ColumnLook.Date && !g.IsAmbiguous && g.Orders.Count > 0) is { } dated)
            _typed.Suggest("dates", dated.Orders.Contains(DateOrder.YearFirst) ? "year-first" : dated.Orders.Contains(DateOrder.DayFirst) ? "day-first" : "month-first");
        if (guesses.Any(g => g.Look == ColumnLook.DecimalComma)) _typed.Suggest("decimal", ",");
        foreach (var key in Values.Keys)
            if (guesses.FirstOrDefault(g => g.Column == _typed[Values.Row(key) + ".column"]) is { } guess && PropertyOf(guess.Look) is { } property) _typed.Suggest(Values.Row(key) + ".property", property);
    }

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

    private EntityMapping Entity(int key, IEnumerable<string> values)
    {
        var row = Entities.Row(key);
        return new EntityMapping(Letter(key), _typed[row + ".kind"], new KeyMapping(Chosen(row + ".key"), _typed.Text(row + ".scope")),
            [.. values.Where(v => _typed.Text(v + ".property") is not null).GroupBy(v => _typed[v + ".property"]).Select(g => new PropertyMapping(g.Key, Value([.. g])))]);
    }

    private FactMapping Fact(int key, IReadOnlyList<string> values)
    {
        var row = Facts.Row(key);
        ValueMapping? Part(string part) => values.Where(v => _typed[v + ".property"] == part).ToList() is { Count: > 0 } own ? Value(own) : null;
        return new FactMapping(FactName(key), _typed[row + ".kind"])
        {
            Key = Chosen(row + ".key") is { Count: > 0 } columns ? new KeyMapping(columns) : null,
            From = _typed.Text(row + ".from"),
            To = _typed.Text(row + ".to"),
            Item = _typed.Text(row + ".item"),
            Place = _typed.Text(row + ".place"),
            At = Part("at"),
            Until = Part("until"),
            Amount = Part("amount"),
            Currency = Part("currency"),
            Details = [.. values.Where(v => _typed.Text(v + ".property") is { } p && !FactParts.Contains(p)).GroupBy(v => _typed[v + ".property"]).Select(g => new PropertyMapping(g.Key, Value([.. g])))],
        };
    }

    /// <summary>Rows of one property make one value; settings of the first row count for all.</summary>
    private ValueMapping Value(List<string> rows)
    {
        var texts = rows.Select(r => _typed.Text(r + ".text")).OfType<string>().ToList();
        var template = texts.Find(t => t.Contains("{{", StringComparison.Ordinal));
        return new ValueMapping
        {
            Columns = [.. rows.Where(r => _typed.Text(r + ".text") is null).Select(r => _typed[r + ".column"]).Where(_columns.Contains)],
            Literals = [.. texts.Where(t => !t.Contains("{{", StringComparison.Ordinal))],
            Template = template,
            Entity = rows.Select(r => _typed.Text(r + ".entity")).FirstOrDefault(e => e is not null),
            Join = rows.Count > 1 && _typed[rows[0] + ".join"].Length > 0 ? _typed[rows[0] + ".join"] : null,
            Transforms = [.. Enumerable.Range(0, Changes).Select(i => ValueChange.Read(_typed[ChangeOf(rows[0], i)], _typed[ChangeOf(rows[0], i) + ".text"])).OfType<Transform>()],
            Required = _typed.Ticked(rows[0] + ".required"),
        };
    }

    /// <summary>The field of a row's n-th change.</summary>
    public static string ChangeOf(string row, int change) => string.Create(CultureInfo.InvariantCulture, $"{row}.change{change}");

    private string[] Words(string field) => _typed[field].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Slug(string text) =>
        string.Join('-', Fold.Plain(text).ToLowerInvariant().Split([' ', '.', '_', '/', '-'], StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } slug ? slug : "mapping";
}
