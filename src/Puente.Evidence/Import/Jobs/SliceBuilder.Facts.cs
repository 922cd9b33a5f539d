using System.Text.Json;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Facts: with a key of their own once, and others as often as the file says them.</summary>
internal sealed partial class SliceBuilder
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private void Fact(Slice slice, FactDraft draft)
    {
        var fact = Resolved(draft);
        var content = StatementDigests.Fact(fact);
        if (draft.Key is { } key)
            Keyed(slice, fact, StatementDigests.Key(key, true), content);
        else
        {
            var place = _seen.Add(content) - _earlier.GetValueOrDefault(content);
            if (place <= 0)
                Tally = Tally with { Known = Tally.Known + 1 };
            else
                New(slice, fact, write: place > _own.GetValueOrDefault(content));
        }
    }

    private NewFact Resolved(FactDraft draft) =>
        new(draft.Kind, Id(draft.From), Id(draft.To), Id(draft.Item), Id(draft.Place), draft.At, draft.Until,
            draft.Amount, draft.Currency, Detail(draft.Details), Zone: draft.At?.Zone ?? draft.Until?.Zone);

    /// <summary>A fact with a key of its own: once, and what a later file says under the same key takes the place of what an earlier one said.</summary>
    private void Keyed(Slice slice, NewFact fact, UInt128 key, UInt128 content)
    {
        if (_seen.Add(StatementDigests.Keyed(key, content)) > 1)
        {
            Tally = Tally with { Repeated = Tally.Repeated + 1 };
            return;
        }
        var known = _facts.TryGetValue(key, out var stored);
        var stands = known && Stands(stored);
        if (stands && stored.Content == content)
        {
            if (stored.Recording == recording)
                Keep(stored.Supersedes != 0, write: false);
            else
                Tally = Tally with { Known = Tally.Known + 1 };
            _facts[key] = stored with { Met = true };
            return;
        }
        if (known)
            slice.Moved.Add(key);
        slice.FactKeys[key] = slice.Batch.Facts.Count;
        _facts[key] = new OwnKeys.KnownFact(0, content, recording, 0, stands ? stored.Id : 0);
        if (stands)
            fact = fact with { Supersedes = new StatementId(IdKind.Fact, stored.Id) };
        Keep(stands, write: true);

        void Keep(bool replaces, bool write)
        {
            New(slice, fact, write);
            Tally = Tally with { Replaced = Tally.Replaced + (replaces ? 1 : 0) };
        }
    }

    private void New(Slice slice, NewFact fact, bool write)
    {
        Tally = Tally with { New = Tally.New + 1 };
        if (write)
            slice.Batch.Facts.Add(fact);
    }

    /// <summary>Whether a draft says what is stored; one that names an entity not met yet cannot.</summary>
    private bool Says(FactDraft draft, UInt128 content) =>
        Ends(draft).All(e => _entities.TryGetValue(StatementDigests.Key(e, false), out _)) && StatementDigests.Fact(Resolved(draft)) == content;

    private static IEnumerable<string> Ends(FactDraft draft) =>
        new[] { draft.From, draft.To, draft.Item, draft.Place }.OfType<string>().Concat(draft.Details.Where(d => d.Named).Select(d => d.Value));

    private bool Stands(OwnKeys.KnownFact fact) => fact.Recording == recording || !archive.States.Hidden.Contains(fact.Recording);

    private EntityId? Id(string? key) => key is null ? null : new EntityId(_entities[StatementDigests.Key(key, false)].Id);

    private string? Detail(IReadOnlyList<AttributeDraft> details)
    {
        if (details.Count == 0)
            return null;
        var members = details.GroupBy(d => d.Property, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count() == 1 ? (object)Value(g.First()) : g.Select(Value).ToArray(), StringComparer.Ordinal);
        return JsonSerializer.Serialize(members, Plain);

        string Value(AttributeDraft detail) => detail.Named ? archive.Ids.Text(IdKind.Entity, Id(detail.Value)!.Value.Key) : detail.Value;
    }
}
