using System.Text.Json;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>What the chapters of the demo world write with: officers who record, and things named in earlier chapters.</summary>
internal sealed class Stage(EvidenceStore store)
{
    private readonly Dictionary<string, EntityId> _named = new(StringComparer.Ordinal);

    /// <summary>The seed of everything that is drawn.</summary>
    public Random Dice { get; } = new(20260217);

    public Recorder Recorder => store.Recorder;

    public TimeProvider Clock => store.Archive.Clock;

    /// <summary>The kinds, so that a chapter which no longer fits them fails when it is told.</summary>
    public Vocabulary Vocabulary => store.Vocabulary;

    /// <summary>The kind of everything made so far.</summary>
    public Dictionary<EntityId, EntityKind> Kinds { get; } = [];

    public EntityId NewEntity() => store.Archive.NewEntity();

    /// <summary>A thing of an earlier chapter by the name the chapters use for it.</summary>
    public EntityId this[string name]
    {
        get => _named[name];
        set => _named.Add(name, value);
    }

    /// <summary>An officer at work, in the home unit unless another is named.</summary>
    public Viewer As(string login, string? unit = null, string purpose = "investigation")
    {
        var officer = store.Roster.Current.ByLogin(login) ?? throw new InvalidOperationException($"{login} is not in the cast.");
        return DemoCast.Need(store.Viewers.Open(officer.Id, unit ?? officer.Units[0], purpose));
    }

    /// <summary>Opens a report: a new source, and statements to be recorded from it.</summary>
    public async Task<Report> ReportAsync(Viewer by, NewSource source, string evaluation, string language)
    {
        var id = DemoCast.Need(await Recorder.AddSourceAsync(by, source));
        return new Report(this, by, id, source.Marking, evaluation, language);
    }
}

/// <summary>Statements of one source on their way into the record.</summary>
internal sealed class Report(Stage stage, Viewer by, SourceId source, Marking marking, string evaluation, string language)
{
    private Batch _batch = new();

    public Viewer By => by;

    public int Statements => _batch.Statements;

    /// <summary>A new entity with its first attributes.</summary>
    public EntityId Add(string kind, params (string Property, string Value)[] attributes)
    {
        var id = stage.NewEntity();
        _batch.Entities.Add(new NewEntity(id, kind));
        stage.Kinds[id] = stage.Vocabulary.Kind(kind) ?? throw new InvalidOperationException($"{kind} is no kind of the vocabulary.");
        foreach (var (property, value) in attributes) Say(id, property, value);
        return id;
    }

    /// <summary>When the role of a person is to be looked at again.</summary>
    public DateOnly ReviewBy { get; set; } = new(2027, 2, 17);

    /// <summary>A person with a role; suspects and associates with the ground and a review date.</summary>
    public EntityId Person(string name, string role, string? ground = null, params (string Property, string Value)[] attributes)
    {
        var id = Add("Person", [("name", name), .. attributes]);
        _batch.Attributes.Add(new Standing(role, ground, "J-2026-014", ground is null ? null : ReviewBy).Of(id));
        return id;
    }

    public void Say(EntityId entity, string property, string value, When? at = null, When? until = null, StatementId? supersedes = null) =>
        _batch.Attributes.Add(new NewAttribute(entity, property, value, at, until, Supersedes: supersedes));

    public void Fact(
        string kind, EntityId? from, EntityId? to = null, EntityId? item = null, EntityId? place = null, When? at = null, When? until = null,
        long? amount = null, string? currency = null, params (string Name, object Value)[] detail) =>
        _batch.Facts.Add(new NewFact(kind, from, to, item, place, at, until, amount, currency,
            detail.Length == 0 ? null : JsonSerializer.Serialize(detail.OrderBy(d => d.Name, StringComparer.Ordinal).ToDictionary(d => d.Name, d => d.Value), Json), Zone: at?.Zone));

    public void Same(EntityId left, EntityId right, int score, params string[] reasons) =>
        _batch.SameAs.Add(new NewSameAs(left.Key, right.Key, Score: score, Reasons: JsonSerializer.Serialize(reasons, Json)));

    /// <summary>Records what was said so far, under the report's marking and evaluation or others; more can be said afterwards.</summary>
    public async Task<Recorded> FileAsync(Marking? other = null, string? otherEvaluation = null)
    {
        if (!Evaluation.TryParse(otherEvaluation ?? evaluation, out var parsed)) throw new ArgumentException($"{otherEvaluation ?? evaluation} is no evaluation.");
        var batch = _batch;
        _batch = new Batch();
        if (Strays(batch).Distinct().ToList() is { Count: > 0 } strays) throw new InvalidOperationException(string.Join('\n', strays));
        return DemoCast.Need(await stage.Recorder.RecordAsync(by, new Provenance(source, parsed, other ?? marking, language), batch));
    }

    /// <summary>What of a batch the vocabulary does not have.</summary>
    private IEnumerable<string> Strays(Batch batch)
    {
        foreach (var a in batch.Attributes)
            if (stage.Kinds[a.Entity].Property(a.Property) is null) yield return $"{stage.Kinds[a.Entity]}.{a.Property}";
        foreach (var f in batch.Facts)
        {
            if (stage.Vocabulary.Fact(f.Kind) is not { } kind)
            {
                yield return f.Kind;
                continue;
            }

            foreach (var (end, id, name) in new[] { (kind.From, f.From, "from"), (kind.To, f.To, "to"), (kind.Item, f.Item, "item") })
                if (id is { } entity ? !end.Allows(stage.Kinds[entity]) : end.Need == EndNeed.Required) yield return $"{kind} {name} {(id is { } e ? stage.Kinds[e] : "missing")}";
            if (f.Detail is not null)
                foreach (var (name, _) in System.Text.Json.Nodes.JsonNode.Parse(f.Detail)!.AsObject())
                    if (kind.Detail(name) is null) yield return $"{kind}.{name}";
        }
    }

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
