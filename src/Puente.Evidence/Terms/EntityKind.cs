using System.Collections.Frozen;

namespace Puente.Evidence.Terms;

/// <summary>A kind of entity: Person, Firearm, BankAccount. Immutable; made by <see cref="Vocabulary"/> only.</summary>
public sealed class EntityKind
{
    internal EntityKind(
        string code, bool isAbstract, Label label, Label plural, string icon,
        IReadOnlyList<EntityKind> extends, IReadOnlyList<string> caption, IReadOnlyList<Property> own, string? ftm)
    {
        (Code, Abstract, Label, Plural, Icon, Extends, Own) = (code, isAbstract, label, plural, icon, extends, own);
        FtmSchema = ftm ?? extends.Select(k => k.FtmSchema).FirstOrDefault() ?? code;
        Caption = caption.Count > 0 ? caption : extends.Select(k => k.Caption).FirstOrDefault(c => c.Count > 0) ?? [];

        var lineage = new List<EntityKind> { this };
        foreach (var parent in extends)
            lineage.AddRange(parent.Lineage.Where(k => !lineage.Contains(k)));
        Lineage = lineage;
        _codes = lineage.Select(k => k.Code).ToFrozenSet(StringComparer.Ordinal);

        var all = new List<Property>();
        foreach (var property in lineage.SelectMany(k => k.Own))
            if (!all.Exists(p => p.Code == property.Code)) all.Add(property);
        Properties = all;
        _byCode = all.ToFrozenDictionary(p => p.Code, StringComparer.Ordinal);
    }

    private readonly FrozenSet<string> _codes;
    private readonly FrozenDictionary<string, Property> _byCode;

    /// <summary>Its code, a FollowTheMoney schema name where there is one.</summary>
    public string Code { get; }

    /// <summary>True when no entity can be of this kind itself, only of kinds that extend it.</summary>
    public bool Abstract { get; }

    /// <summary>One of them.</summary>
    public Label Label { get; }

    /// <summary>Several of them.</summary>
    public Label Plural { get; }

    /// <summary>Name of its picture in the product's icon sheet.</summary>
    public string Icon { get; }

    /// <summary>The kinds it directly extends.</summary>
    public IReadOnlyList<EntityKind> Extends { get; }

    /// <summary>Itself, then every kind it extends, nearest first.</summary>
    public IReadOnlyList<EntityKind> Lineage { get; }

    /// <summary>Properties whose first value names the entity on pages, best first. Inherited when the kind lists none.</summary>
    public IReadOnlyList<string> Caption { get; }

    /// <summary>Properties that the kind adds to those of its ancestors.</summary>
    public IReadOnlyList<Property> Own { get; }

    /// <summary>All properties, own first, then inherited; each code once.</summary>
    public IReadOnlyList<Property> Properties { get; }

    /// <summary>The FollowTheMoney schema that entities of this kind are exported as.</summary>
    public string FtmSchema { get; }

    /// <summary>True when this kind is, or extends, the kind named.</summary>
    public bool Is(string code) => _codes.Contains(code);

    /// <summary>The property with this code, own or inherited, or null.</summary>
    public Property? Property(string code) => _byCode.GetValueOrDefault(code);

    /// <inheritdoc/>
    public override string ToString() => Code;
}
