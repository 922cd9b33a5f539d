using Puente.Evidence.Identity;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Rows;

/// <summary>The doubtful identifiers of a row: the row is taken as it stands, and they are noted beside it.</summary>
internal static class RowDoubts
{
    /// <summary>Notes of what is doubtful, each with the value that it is about.</summary>
    /// <param name="line">Line of the file.</param>
    /// <param name="entities">What the row says of its entities.</param>
    /// <param name="column">The column that a value came from, or null.</param>
    public static IReadOnlyList<Problem> Of(long line, IReadOnlyList<(EntityKind Kind, IReadOnlyList<AttributeDraft> Attributes)> entities, Func<AttributeDraft, string?> column) =>
    [
        .. Doubts.Of([.. entities.Select(e => new Doubts.Described(e.Kind, e.Attributes.Select(a => (a.Property, a.Value)), []))])
            .Select(d => new Problem(line, column(new AttributeDraft(d.Property.Code, d.Value)) ?? d.Property.Code, d.Reason.Code,
                [("written", d.Value), .. d.Reason.Args.Select(a => (a.Key, a.Value))])),
    ];
}
