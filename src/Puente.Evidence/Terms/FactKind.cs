using System.Collections.Frozen;

namespace Puente.Evidence.Terms;

/// <summary>Which fields a fact of a kind can carry besides its ends.</summary>
[Flags]
public enum FactFields : byte
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>When it happened or began.</summary>
    At = 1,
    /// <summary>When it ended.</summary>
    Until = 2,
    /// <summary>Where.</summary>
    Place = 4,
    /// <summary>Amount and currency.</summary>
    Amount = 8,
}

/// <summary>Whether an end of a fact is wanted.</summary>
public enum EndNeed : byte
{
    /// <summary>The kind has no such end.</summary>
    Absent,
    /// <summary>May be left open: a seizure without a known possessor.</summary>
    Optional,
    /// <summary>A fact without it says nothing.</summary>
    Required,
}

/// <summary>One end of a fact kind: from, to or item.</summary>
/// <param name="Need">Whether it is wanted.</param>
/// <param name="Label">Its role in words: payer, purchaser; null when absent.</param>
/// <param name="Range">Kinds that may stand there, by code; a kind that extends one of them may too.</param>
public sealed record FactEnd(EndNeed Need, Label? Label, IReadOnlyList<string> Range)
{
    /// <summary>An end that the kind does not have.</summary>
    public static FactEnd None { get; } = new(EndNeed.Absent, null, []);

    /// <summary>True when an entity of this kind may stand at the end.</summary>
    public bool Allows(EntityKind kind) => Need != EndNeed.Absent && Range.Any(kind.Is);
}

/// <summary>A FollowTheMoney property that carries an end of a fact; with <paramref name="Kind"/>, only when that end is of the kind.</summary>
public sealed record FtmEnd(string Property, string? Kind);

/// <summary>
/// How a fact is written in FollowTheMoney: either as an entity of an interval schema, whose properties carry the ends and fields,
/// or, when <paramref name="Property"/> is given, as one entity-typed property of the from end.
/// </summary>
/// <param name="Schema">The interval schema, or the schema that declares the property.</param>
/// <param name="Property">The entity-typed property of the from end; null for an interval schema.</param>
/// <param name="From">Properties that may name the from end. Read: the first that is present; the others stay as details. Written: see <see cref="Carrier"/>.</param>
/// <param name="To">Properties that may name the to end.</param>
/// <param name="Item">Properties that may name the item.</param>
/// <param name="Place">Properties that may name the place.</param>
/// <param name="At">Properties that may carry the time, best first; written to <c>startDate</c> when there is an end and it is among them, else to the first.</param>
/// <param name="Until">Property that carries the end.</param>
/// <param name="Amount">Property that carries the amount; <c>amountEur</c> and <c>amountUsd</c> are read as well where it is absent.</param>
/// <param name="Currency">Property that carries the currency.</param>
/// <param name="Reads">False when the schema is only written: Custody leaves as UnknownLink, but an UnknownLink is not read as Custody.</param>
public sealed record FtmMapping(
    string Schema, string? Property, IReadOnlyList<FtmEnd> From, IReadOnlyList<FtmEnd> To, IReadOnlyList<FtmEnd> Item, IReadOnlyList<FtmEnd> Place,
    IReadOnlyList<string> At, string? Until, string? Amount, string? Currency, bool Reads = true)
{
    /// <summary>How a fact without an equivalent is written: a link that names its kind in <c>role</c>.</summary>
    public static FtmMapping Link { get; } = new("UnknownLink", null, [new("subject", null)], [new("object", null)], [], [], ["date", "startDate"], "endDate", "amount", "currency", Reads: false);

    /// <summary>The properties that carry the third entity; our own <c>item</c> where the schema has none.</summary>
    public IReadOnlyList<FtmEnd> Items => Item.Count > 0 ? Item : [new("item", null)];

    /// <summary>The properties that carry the place; our own <c>place</c> where the schema has none.</summary>
    public IReadOnlyList<FtmEnd> Places => Place.Count > 0 ? Place : [new("place", null)];

    /// <summary>The property that carries an end which is of this kind: the last that names the kind or one it extends, else the first.</summary>
    public static string? Carrier(IReadOnlyList<FtmEnd> ends, EntityKind kind)
    {
        ArgumentNullException.ThrowIfNull(ends);
        ArgumentNullException.ThrowIfNull(kind);
        return (ends.LastOrDefault(e => e.Kind is { } named && kind.Is(named)) ?? ends.OrderBy(e => e.Kind is not null).FirstOrDefault())?.Property;
    }
}

/// <summary>A kind of fact: something that joins entities at a time. Immutable; made by <see cref="Vocabulary"/> only.</summary>
public sealed class FactKind
{
    internal FactKind(
        string code, Label label, Label forward, Label inverse, FactEnd from, FactEnd to, FactEnd item, FactFields fields,
        bool directed, bool sensitive, IReadOnlyList<Property> details, FtmMapping? ftm)
    {
        (Code, Label, Forward, Inverse, From, To, Item, Fields) = (code, label, forward, inverse, from, to, item, fields);
        (Directed, Sensitive, Details, Ftm) = (directed, sensitive, details, ftm);
        _byCode = details.ToFrozenDictionary(p => p.Code, StringComparer.Ordinal);
    }

    private readonly FrozenDictionary<string, Property> _byCode;

    /// <summary>Its code: a FollowTheMoney schema (Payment) or entity-typed property (addressEntity) where there is one.</summary>
    public string Code { get; }

    /// <summary>Its name: "Payment".</summary>
    public Label Label { get; }

    /// <summary>Read from the from end: "paid".</summary>
    public Label Forward { get; }

    /// <summary>Read from the to end: "was paid by".</summary>
    public Label Inverse { get; }

    /// <summary>Where it starts.</summary>
    public FactEnd From { get; }

    /// <summary>Where it leads.</summary>
    public FactEnd To { get; }

    /// <summary>The third entity: the firearm that changed hands.</summary>
    public FactEnd Item { get; }

    /// <summary>The fields it can carry.</summary>
    public FactFields Fields { get; }

    /// <summary>False when from and to may be swapped without changing the meaning (Family, Contact, Rivalry).</summary>
    public bool Directed { get; }

    /// <summary>True when a view of it is an act of its own: what names victims, witnesses or methods.</summary>
    public bool Sensitive { get; }

    /// <summary>Further particulars it can carry: its own, then those that every fact can.</summary>
    public IReadOnlyList<Property> Details { get; }

    /// <summary>How it is written in FollowTheMoney; null when it has no equivalent and is exported as UnknownLink or Event.</summary>
    public FtmMapping? Ftm { get; }

    /// <summary>The detail with this code, or null.</summary>
    public Property? Detail(string code) => _byCode.GetValueOrDefault(code);

    /// <inheritdoc/>
    public override string ToString() => Code;
}
