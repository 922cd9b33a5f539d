using System.Data.Common;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Resolves drafts to ids and leaves out what was recorded before. Remembers, for one run of one import, which keys and statements it met.</summary>
internal sealed partial class SliceBuilder(Archive archive, Vocabulary vocabulary, OwnKeys keys, long recording, Standing persons, string folder) : IDisposable
{
    private readonly MetEntities _entities = new(folder);
    private readonly DigestTable<OwnKeys.KnownFact> _facts = new(folder);
    private readonly DigestTable<int> _seen = new(folder);
    private readonly DigestTable<int> _earlier = new(folder);
    private readonly DigestTable<int> _own = new(folder);

    /// <summary>Counts so far.</summary>
    public Tally Tally { get; private set; } = new();

    /// <summary>Entities that others had recorded and whose kind this import knows better; applied when it is finished.</summary>
    public Dictionary<long, string> Refined { get; } = [];

    /// <summary>Reads what earlier imports recorded, and what an interrupted run of this one wrote.</summary>
    public async Task LoadAsync(DbConnection connection, IReadOnlyCollection<long> earlier, bool interrupted)
    {
        await StatementDigests.LoadAsync(connection, archive.Codes, earlier, _earlier);
        if (interrupted)
            await StatementDigests.LoadAsync(connection, archive.Codes, [recording], _own);
    }

    /// <summary>Builds the slice of some rows.</summary>
    public async Task<Slice> BuildAsync(DbConnection connection, IReadOnlyList<(TableRow Row, RowDraft? Draft)> rows)
    {
        var drafts = rows.Select(r => r.Draft).OfType<RowDraft>().ToList();
        await MeetAsync(connection, drafts);
        var slice = new Slice();
        foreach (var (row, draft) in rows)
            Take(slice, row, draft);
        _entities.Keep();
        return slice;
    }

    /// <summary>Gives unresolved entities the key they were referred to by as a name, so that what names them can be seen.</summary>
    public Slice NameUnresolved()
    {
        var slice = new Slice();
        foreach (var (id, kind, key) in _entities.Unresolved)
        {
            var name = key[(key.LastIndexOf('\u001f') + 1)..];
            slice.Remarks.Add((0, new Remark(false, new Problem(0, "", "ftm.reference-unknown", ("id", name)), [])));
            Attribute(slice, id, "name", name);
            if (vocabulary.Kind(kind)!.Is("Person"))
                Attribute(slice, id, Standing.Property, persons.Role, persons.Of(new EntityId(id)).Detail);
            Tally = Tally with { Warnings = Tally.Warnings + 1 };
        }
        return slice;
    }

    private async Task MeetAsync(DbConnection connection, List<RowDraft> drafts)
    {
        var named = drafts.SelectMany(d => d.Entities.Select(e => e.Key).Concat(d.Facts.SelectMany(f => new[] { f.From, f.To, f.Item, f.Place }).OfType<string>()));
        var unmet = _entities.Near(named.Select(k => StatementDigests.Key(k, false)));
        foreach (var (digest, known) in await keys.EntitiesAsync(connection, unmet))
            _entities[digest] = new Met { Id = known.Id, Kind = known.Kind, Own = known.Recording == recording, Provisional = known.Recording == recording, Gone = archive.States.Hidden.Contains(known.Recording) };
        var facts = drafts.SelectMany(d => d.Facts).Where(f => f.Key is not null).Select(f => StatementDigests.Key(f.Key!, true)).Where(d => !_facts.TryGetValue(d, out _)).ToHashSet();
        foreach (var (digest, known) in await keys.FactsAsync(connection, facts, recording))
            _facts[digest] = known;
    }

    private void Take(Slice slice, TableRow row, RowDraft? draft)
    {
        Tally = Tally with { Read = Tally.Read + 1 };
        if (draft is null)
        {
            Tally = Tally with { Blank = Tally.Blank + 1 };
            return;
        }
        var rejection = draft.Rejection ?? Conflict(draft);
        foreach (var warning in draft.Warnings)
            slice.Remarks.Add((row.Line, new Remark(false, warning, [])));
        Tally = Tally with { Warnings = Tally.Warnings + draft.Warnings.Count };
        if (rejection is not null)
        {
            slice.Remarks.Add((row.Line, new Remark(true, rejection, row.Cells)));
            Tally = Tally with { Rejected = Tally.Rejected + 1 };
            return;
        }
        foreach (var doubt in draft.Doubts)
            slice.Remarks.Add((row.Line, new Remark(false, doubt, []) { Doubtful = true }));
        Tally = Tally with { Accepted = Tally.Accepted + 1, Doubts = Tally.Doubts + draft.Doubts.Count };
        foreach (var entity in draft.Entities)
            Entity(slice, entity);
        foreach (var fact in draft.Facts)
            Fact(slice, fact);
    }

    /// <summary>
    /// Why the row cannot be: an entity it names is something else, a suspect has no grounds, or the key of a fact stands for another row
    /// of this file, or for what somebody corrected by hand, which no file overrules.
    /// </summary>
    private Problem? Conflict(RowDraft draft)
    {
        foreach (var entity in draft.Entities)
        {
            if (entity.Attributes.Any(a => a.Property == Standing.Property && a.Value is "suspect" or "associate") && (persons.Ground is null || persons.ReviewBy is null))
                return new Problem(draft.Line, "", persons.Ground is null ? "standing.ground-missing" : "standing.review-missing", ("role", "suspect"));
            if (!entity.Provisional && _entities.TryGetValue(StatementDigests.Key(entity.Key, false), out var met) && !met.Provisional && Closer(met.Kind, entity.Kind) is null)
                return new Problem(draft.Line, "", "row.kinds-differ", ("first", met.Kind), ("second", entity.Kind));
        }
        foreach (var fact in draft.Facts)
            if (fact.Key is { } key && _facts.TryGetValue(StatementDigests.Key(key, true), out var stored) && !Says(fact, stored.Content))
            {
                if (stored.Met || stored.Recording == recording)
                    return new Problem(draft.Line, "", "row.key-repeated", ("kind", fact.Kind));
                if (Stands(stored) && stored.Ended != 0 && !archive.States.Hidden.Contains(stored.Ended))
                    return new Problem(draft.Line, "", "row.corrected-by-hand", ("kind", fact.Kind));
            }
        return null;
    }

    private string? Closer(string first, string second)
    {
        if (first == second || vocabulary.Kind(first)?.Is(second) == true)
            return first;
        return vocabulary.Kind(second)?.Is(first) == true ? second : null;
    }

    private void Entity(Slice slice, EntityDraft draft)
    {
        var digest = StatementDigests.Key(draft.Key, false);
        if (!_entities.TryGetValue(digest, out var met))
        {
            met = new Met { Id = archive.NewEntity().Key, Kind = draft.Kind, Own = true, Provisional = draft.Provisional };
            _entities[digest] = met;
            slice.Batch.Entities.Add(new NewEntity(new EntityId(met.Id), draft.Kind));
            slice.EntityKeys.Add((digest, met.Id));
        }
        if (!met.Counted)
        {
            met.Counted = true;
            Tally = met.Own ? Tally with { EntitiesNew = Tally.EntitiesNew + 1 } : Tally with { EntitiesKnown = Tally.EntitiesKnown + 1 };
        }
        met.Key = met.Provisional ? draft.Key : null;
        if (!draft.Provisional)
            Describe(slice, met, draft);
    }

    private void Describe(Slice slice, Met met, EntityDraft draft)
    {
        var kind = met.Provisional ? draft.Kind : Closer(met.Kind, draft.Kind)!;
        (met.Provisional, met.Key) = (false, null);
        if (kind != met.Kind)
        {
            (met.Own ? slice.Kinds : Refined)[met.Id] = kind;
            met.Kind = kind;
        }
        foreach (var (property, value) in draft.Attributes)
            if (property == Standing.Property && value is "suspect" or "associate")
                Attribute(slice, met.Id, property, value, (persons with { Role = value }).Of(new EntityId(met.Id)).Detail);
            else
                Attribute(slice, met.Id, property, value);
        Role(slice, met, draft);
    }

    /// <summary>Nobody is entered without a role. A person whom others entered keeps the role that they gave.</summary>
    private void Role(Slice slice, Met met, EntityDraft draft)
    {
        if (met.HasRole || !vocabulary.Kind(met.Kind)!.Is("Person"))
            return;
        met.HasRole = true;
        if (draft.Attributes.Any(a => a.Property == Standing.Property))
            return;
        if (met.Own || met.Gone || _earlier.TryGetValue(StatementDigests.Attribute(met.Id, Standing.Property, persons.Role), out _))
            Attribute(slice, met.Id, Standing.Property, persons.Role, persons.Of(new EntityId(met.Id)).Detail);
    }

    private void Attribute(Slice slice, long entity, string property, string value, string? detail = null)
    {
        var digest = StatementDigests.Attribute(entity, property, value);
        if (_seen.Add(digest) > 1)
            Tally = Tally with { Repeated = Tally.Repeated + 1 };
        else if (_earlier.TryGetValue(digest, out _))
            Tally = Tally with { Known = Tally.Known + 1 };
        else
        {
            Tally = Tally with { New = Tally.New + 1 };
            if (!_own.TryGetValue(digest, out _))
                slice.Batch.Attributes.Add(new NewAttribute(new EntityId(entity), property, value, Detail: detail));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _entities.Dispose();
        _facts.Dispose();
        _seen.Dispose();
        _earlier.Dispose();
        _own.Dispose();
    }
}
