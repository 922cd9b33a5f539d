using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Time;

namespace Puente.Evidence.Import.Mappings;

/// <summary>How the rows of a file become entities, attributes and facts. Immutable; read from and written to YAML.</summary>
/// <param name="Name">Short name, also the scope of its keys: two mappings with one name speak of the same entities.</param>
/// <param name="Title">Title as users see it.</param>
public sealed record Mapping(string Name, string Title)
{
    /// <summary>How the file is written.</summary>
    public FileShape File { get; init; } = new();

    /// <summary>What the statements share.</summary>
    public SourceTemplate Source { get; init; } = new();

    /// <summary>Passes over each row; a row goes through all whose filters it meets. None for files of FollowTheMoney entities, which say themselves what they are.</summary>
    public IReadOnlyList<Pass> Passes { get; init; } = [];

    /// <summary>When the table is kept whole as a dataset: what the cells of the named columns are, all others being text. Null when rows become
    /// statements.</summary>
    public IReadOnlyList<DatasetColumn>? Dataset { get; init; }

    /// <summary>Columns that the mapping names, each once.</summary>
    public IEnumerable<string> Columns => Passes.SelectMany(p => p.Columns).Distinct(StringComparer.Ordinal);
}

/// <summary>How a file is written. What is null is found out by the reader.</summary>
public sealed record FileShape
{
    /// <summary>Format.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>Character encoding.</summary>
    public string? Encoding { get; init; }

    /// <summary>Delimiter.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Lines before the header.</summary>
    public int? Preamble { get; init; }

    /// <summary>Whether there is a header row.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The decimal sign of numbers: <c>.</c> or <c>,</c>.</summary>
    public char DecimalSign { get; init; } = '.';

    /// <summary>In which order dates are written. Year first unless stated: 03/04/2008 is then refused, never guessed.</summary>
    public DateOrder Dates { get; init; } = DateOrder.YearFirst;

    /// <summary>Time zone of times without an offset, or null when times are on no known zone's clock.</summary>
    public string? Zone { get; init; }

    /// <summary>The same as options for the reader.</summary>
    public TableOptions Options() => new()
    {
        Format = Format,
        Encoding = Encoding,
        Delimiter = Delimiter,
        Preamble = Preamble,
        HasHeader = HasHeader,
        Sheet = Sheet,
    };
}

/// <summary>What is chosen once for all statements of an import; the person who imports may change it.</summary>
public sealed record SourceTemplate
{
    /// <summary>Title of the source; null takes the file's name.</summary>
    public string? Title { get; init; }

    /// <summary>File number or address of the source.</summary>
    public string? Reference { get; init; }

    /// <summary>Code of the preset that sets legal regime and marking in one choice.</summary>
    public string? Preset { get; init; }

    /// <summary>4x4 evaluation, <c>B2</c>.</summary>
    public string? Evaluation { get; init; }

    /// <summary>Language of the texts.</summary>
    public string? Language { get; init; }

    /// <summary>When the source was published, as a partial date.</summary>
    public string? Published { get; init; }
}

/// <summary>One pass over a row.</summary>
/// <param name="Filters">Conditions, all of which a row must meet.</param>
/// <param name="Entities">Entities that a row speaks of.</param>
/// <param name="Facts">Facts that join them.</param>
public sealed record Pass(IReadOnlyList<RowFilter> Filters, IReadOnlyList<EntityMapping> Entities, IReadOnlyList<FactMapping> Facts)
{
    internal IEnumerable<string> Columns =>
        Filters.Select(f => f.Column)
            .Concat(Entities.SelectMany(e => e.Key.Columns.Concat(e.Properties.SelectMany(p => p.Value.AllColumns))))
            .Concat(Facts.SelectMany(f => (f.Key?.Columns ?? []).Concat(f.Values.SelectMany(v => v.AllColumns))));
}

/// <summary>A condition on a column: one of the values, or with <paramref name="Not"/> none of them.</summary>
public sealed record RowFilter(string Column, IReadOnlyList<string> Values, bool Not = false);

/// <summary>Columns whose values together name an entity or fact within the unit that imports.</summary>
/// <param name="Columns">The columns. When all are empty in a row, the row does not speak of the entity.</param>
/// <param name="Scope">What keeps equal values apart that mean different things, or null for the name of the mapping.
/// A scope such as <c>curp</c> makes several mappings speak of the same entities.</param>
public sealed record KeyMapping(IReadOnlyList<string> Columns, string? Scope = null);

/// <summary>An entity that a row speaks of.</summary>
/// <param name="Name">Its name within the mapping.</param>
/// <param name="Kind">Kind of entity; in FollowTheMoney mappings also a schema that is a kind of fact here.</param>
/// <param name="Key">What names it.</param>
/// <param name="Properties">What is said of it.</param>
/// <param name="Line">Line of the mapping file.</param>
public sealed record EntityMapping(string Name, string Kind, KeyMapping Key, IReadOnlyList<PropertyMapping> Properties, int Line = 0);

/// <summary>A property and where its values come from.</summary>
public sealed record PropertyMapping(string Property, ValueMapping Value, int Line = 0);

/// <summary>A fact that a row states.</summary>
/// <param name="Name">Its name within the mapping.</param>
/// <param name="Kind">Kind of fact.</param>
/// <param name="Line">Line of the mapping file.</param>
public sealed record FactMapping(string Name, string Kind, int Line = 0)
{
    /// <summary>What names it; null when equal rows are different facts.</summary>
    public KeyMapping? Key { get; init; }

    /// <summary>Entity of the mapping at its from end.</summary>
    public string? From { get; init; }

    /// <summary>Entity of the mapping at its to end.</summary>
    public string? To { get; init; }

    /// <summary>Entity of the mapping that is its item.</summary>
    public string? Item { get; init; }

    /// <summary>Entity of the mapping that is its place.</summary>
    public string? Place { get; init; }

    /// <summary>When it happened or began.</summary>
    public ValueMapping? At { get; init; }

    /// <summary>When it ended.</summary>
    public ValueMapping? Until { get; init; }

    /// <summary>Amount in whole units of the currency, as written in the file.</summary>
    public ValueMapping? Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public ValueMapping? Currency { get; init; }

    /// <summary>Further particulars.</summary>
    public IReadOnlyList<PropertyMapping> Details { get; init; } = [];

    internal IEnumerable<ValueMapping> Values =>
        new[] { At, Until, Amount, Currency }.OfType<ValueMapping>().Concat(Details.Select(d => d.Value));
}

/// <summary>Where values come from and how they are changed, in this order: columns, literals or template; join; transforms; split.</summary>
public sealed record ValueMapping
{
    /// <summary>Columns, each giving a value.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Values that every row has.</summary>
    public IReadOnlyList<string> Literals { get; init; } = [];

    /// <summary>Text with <c>{{Column}}</c> in it.</summary>
    public string? Template { get; init; }

    /// <summary>Entity of the same pass that the value points to.</summary>
    public string? Entity { get; init; }

    /// <summary>Text put between the columns' values to make one value of them.</summary>
    public string? Join { get; init; }

    /// <summary>Changes, in order.</summary>
    public IReadOnlyList<Transform> Transforms { get; init; } = [];

    /// <summary>When true, a row without this value is rejected.</summary>
    public bool Required { get; init; }

    internal IEnumerable<string> AllColumns => Template is null ? Columns : Columns.Concat(Templates.Columns(Template));
}
