using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Entities;

/// <summary>A statement in one line, with where it comes from, for pages that do something to it.</summary>
/// <param name="Kind">What kind of statement it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Ended">Whether it was corrected or withdrawn already.</param>
public sealed record StatementSummary(string Kind, string Text, Origin Origin, bool Ended)
{
    /// <summary>Reads it; null when the viewer does not see it.</summary>
    public static async Task<StatementSummary?> ReadAsync(Reading reading, Words words, Texts t, StatementId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(reading);
        switch (id.Kind)
        {
            case IdKind.Attribute when await reading.AttributeAsync(id, stop) is { } attribute:
                var entity = await reading.EntityAsync(attribute.Entity, stop);
                var value = attribute.Value is { } text ? words.Value(entity?.Kind ?? "", attribute.Property, text) : t["words.withheld.name"];
                var property = words.Property(entity?.Kind ?? "", attribute.Property);
                return new(t.Format("statement.of-property", ("property", property)), entity is null ? $"{property}: {value}" : $"{words.Caption(entity)} · {property}: {value}", attribute.Origin, attribute.Ended);
            case IdKind.Fact when await reading.FactAsync(id, stop) is { } fact:
                return new(t["statement.fact"], words.Sentence(fact), fact.Origin, fact.Ended);
            case IdKind.SameAs when await reading.SameAsStatementAsync(id, stop) is { } same:
                var sides = await reading.EntitiesAsync([new EntityId(same.Left), new EntityId(same.Right)], stop);
                return new(t["same.title"], string.Join(" = ", sides.Values.Select(words.Caption)), same.Origin, same.Ended);
            default:
                return null;
        }
    }
}
