using System.Collections.Immutable;

namespace Puente.Evidence.Sharing;

/// <summary>Sensitivity by FIRST TLP 2.0, from open to closest.</summary>
public enum Tlp : byte
{
    /// <summary>No limit on disclosure.</summary>
    Clear,
    /// <summary>The community.</summary>
    Green,
    /// <summary>The receiving agency and those it serves, on need to know.</summary>
    Amber,
    /// <summary>The receiving agency only.</summary>
    AmberStrict,
    /// <summary>Named readers and the originating unit only.</summary>
    Red,
}

/// <summary>What a reader gets of a statement, from nothing to everything. Larger is more.</summary>
public enum Mode : byte
{
    /// <summary>Nothing: the existence is unknowable.</summary>
    None,
    /// <summary>Nothing, but the owner's desk is told when a complete identifier is asked for.</summary>
    Silent,
    /// <summary>That there is something, and whom to ask, for a complete identifier only.</summary>
    Pointer,
    /// <summary>The statement without the redacted fields.</summary>
    Redacted,
    /// <summary>The whole statement.</summary>
    Full,
}

/// <summary>Fields of a statement that a marking can redact.</summary>
[Flags]
public enum Field : ushort
{
    /// <summary>No field.</summary>
    None = 0,
    /// <summary>The value of an attribute.</summary>
    Value = 1,
    /// <summary>The end a fact starts from.</summary>
    From = 2,
    /// <summary>The end a fact leads to.</summary>
    To = 4,
    /// <summary>The third entity of a fact.</summary>
    Item = 8,
    /// <summary>The place.</summary>
    Place = 16,
    /// <summary>When it happened.</summary>
    Time = 32,
    /// <summary>Amount and currency.</summary>
    Amount = 64,
    /// <summary>Further particulars.</summary>
    Detail = 128,
    /// <summary>The source and its evaluation.</summary>
    Source = 256,
}

/// <summary>Europol handling codes; H0 is the absence of the others.</summary>
[Flags]
public enum Handling : byte
{
    /// <summary>H0: use for preventing and combating crime.</summary>
    None = 0,
    /// <summary>H1: not in judicial proceedings without permission.</summary>
    H1 = 1,
    /// <summary>H2: no dissemination without permission.</summary>
    H2 = 2,
    /// <summary>H3: other restrictions, in words.</summary>
    H3 = 4,
}

/// <summary>What a reader may do with what is read.</summary>
[Flags]
public enum Permission : byte
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Read it on the screen.</summary>
    View = 1,
    /// <summary>Copy or print it.</summary>
    Copy = 2,
    /// <summary>Export it to a file.</summary>
    Export = 4,
    /// <summary>Use it in automated processing.</summary>
    Automate = 8,
    /// <summary>Everything.</summary>
    All = View | Copy | Export | Automate,
}

/// <summary>Kinds of readers an audience can name.</summary>
public enum PrincipalKind : byte
{
    /// <summary>A country, by its two letters.</summary>
    Country,
    /// <summary>An agency, <c>US/ATF</c>.</summary>
    Agency,
    /// <summary>A unit, <c>US/ATF/PHX</c>.</summary>
    Unit,
    /// <summary>The members of a joint case.</summary>
    Case,
    /// <summary>One officer, by sign-in name.</summary>
    Officer,
}

/// <summary>A reader, or readers, by code.</summary>
public readonly record struct Principal(PrincipalKind Kind, string Code);

/// <summary>What one principal gets. <paramref name="Redacted"/> counts only with <see cref="Mode.Redacted"/>.</summary>
public readonly record struct Grant(Principal To, Mode Mode, Field Redacted = Field.None);

/// <summary>
/// Who may see a statement, in how much detail, for what, until when. An immutable version: a change is another marking.
/// Two markings with equal parts are equal and share one row. An empty audience means the owner only.
/// </summary>
public sealed record Marking
{
    /// <summary>The agency the statement belongs to, <c>US/ATF</c>; never changes.</summary>
    public required string Owner { get; init; }

    /// <summary>The unit that recorded it, <c>US/ATF/PHX</c>; never changes. TLP:RED stays within it.</summary>
    public required string Unit { get; init; }

    /// <summary>Legal regime of the source, a code of <c>regimes.yaml</c>. It stands above everything else here.</summary>
    public string Regime { get; init; } = "agency-record";

    /// <summary>Sensitivity.</summary>
    public Tlp Tlp { get; init; } = Tlp.Amber;

    /// <summary>The national label, verbatim.</summary>
    public string? Label { get; init; }

    /// <summary>Who gets what, outside the owner.</summary>
    public ImmutableArray<Grant> Audience { get; init; } = [];

    /// <summary>Handling codes.</summary>
    public Handling Handling { get; init; }

    /// <summary>The words of H3.</summary>
    public string? HandlingText { get; init; }

    /// <summary>Purposes it may be used for; empty is any.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>What readers may do with it.</summary>
    public Permission Actions { get; init; } = Permission.All;

    /// <summary>To be reviewed by this day.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>The last day on which it can be read.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Treaty, agreement or mutual legal assistance reference.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The court order that allows release abroad where the regime asks for one.</summary>
    public string? CourtOrder { get; init; }

    /// <inheritdoc/>
    public bool Equals(Marking? other) => other is not null && MarkingText.Write(this) == MarkingText.Write(other);

    /// <inheritdoc/>
    public override int GetHashCode() => MarkingText.Write(this).GetHashCode(StringComparison.Ordinal);
}
