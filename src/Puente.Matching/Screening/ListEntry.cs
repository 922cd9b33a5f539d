using Puente.Matching.Linkage;
using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>What kind of name a list gives an entry.</summary>
public enum ListedNameKind : byte
{
    /// <summary>The name it is listed under.</summary>
    Primary,
    /// <summary>Another name it is known by, a former or a new name.</summary>
    Alias,
    /// <summary>A weak alias, mostly a sobrenombre ("El Chapo"): searched apart, never mixed with the name.</summary>
    Weak,
}

/// <summary>A name of an entry.</summary>
public readonly record struct ListedName(string Text, ListedNameKind Kind);

/// <summary>An identifier of an entry, as printed.</summary>
/// <param name="Kind">CURP, RFC, passport..., as the list calls it in lower case.</param>
/// <param name="Value">As printed.</param>
public readonly record struct ListedIdentifier(string Kind, string Value);

/// <summary>One entry of a list.</summary>
public sealed record ListEntry
{
    /// <summary>The list's own number or id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required NameKind Kind { get; init; }

    /// <summary>Its names, the primary one first.</summary>
    public required IReadOnlyList<ListedName> Names { get; init; }

    /// <summary>Dates of birth that the list gives; several are several claims.</summary>
    public IReadOnlyList<PartialDate> BirthDates { get; init; } = [];

    /// <summary>Countries and nationalities, as the list writes them.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Identifiers.</summary>
    public IReadOnlyList<ListedIdentifier> Identifiers { get; init; } = [];

    /// <summary>Programmes or topics under which it is listed.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];
}

/// <summary>Something wrong in a list file: the entry or line is left out or read in part, as the code says.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column (field) from 1, or 0 for the whole line.</param>
/// <param name="Code">What is wrong: <c>csv.unclosed-quote</c>, <c>list.columns</c>, <c>list.no-entry</c>, <c>list.json</c>...</param>
/// <param name="Text">The text concerned, shortened.</param>
public sealed record ListProblem(string File, int Line, int Column, string Code, string Text);

/// <summary>A list that was read: its entries and what was wrong.</summary>
public sealed record ScreeningList(string Name, IReadOnlyList<ListEntry> Entries, IReadOnlyList<ListProblem> Problems);
