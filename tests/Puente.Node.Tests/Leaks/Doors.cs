using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Node.Tests.Leaks;

/// <summary>One way out of the record, with its arguments: what it answers, as text.</summary>
internal sealed record Door(string Name, Func<World, Viewer, Task<string>> Answer);

/// <summary>Every way out of the record, inside the process. A way that is added to the product is added here first.</summary>
/// <param name="with">The world with the hidden statements, for its ids.</param>
/// <param name="plan">What was played.</param>
/// <param name="random">Draws doors and arguments; half of them near what is hidden.</param>
internal sealed partial class Doors(World with, Plan plan, Random random)
{
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    private readonly List<EntityId> _entities = [.. with.Entities.Values, new EntityId(ReservedKeys.Reserved + 500), new EntityId(4_000_000)];
    private readonly List<StatementId> _statements = [.. with.Statements.Values, new StatementId(IdKind.Fact, 5_000_000)];
    private readonly List<SourceId> _sources = [.. with.Sources.Values, new SourceId(6_000_000)];

    /// <summary>
    /// A door and arguments, drawn, half of them from the readings of statements, where most filters are; for those who may see what is
    /// hidden only doors through which nothing goes in.
    /// </summary>
    /// <param name="readOnly">Whether only doors are drawn through which nothing goes in.</param>
    /// <param name="identifiers">Whether complete identifiers may be asked for: no pointer would answer.</param>
    public Door Draw(bool readOnly, bool identifiers)
    {
        var (entity, statement, source) = (random.Next(4) != 0 ? Near() : Any(_entities), random.Next(2) == 0 ? _statements[^2] : Any(_statements), Any(_sources));
        var reads = Reads(entity, statement, source);
        if (random.Next(2) == 0) return reads[random.Next(reads.Length)];
        Door[] all = [.. reads, .. Searches(), .. Papers(source, statement), .. FrontOffice(entity, statement, source), .. readOnly ? [] : Refused(entity, statement, source), .. readOnly ? [] : RefusedPapers(source), .. readOnly ? [] : RefusedMoney(), .. readOnly ? [] : RefusedIdentity(entity), .. readOnly ? [] : RefusedWatching(entity), .. readOnly ? [] : Asking(identifiers)];
        return all[random.Next(all.Length)];
    }

    private Door[] Reads(EntityId entity, StatementId statement, SourceId source)
    {
        var history = random.Next(2) == 0;
        var filter = new FactFilter(
            random.Next(3) == 0 ? "contact" : null,
            random.Next(3) == 0 ? DateTimeOffset.FromUnixTimeMilliseconds(1_710_000_000_000) : null,
            random.Next(4) == 0 ? DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000) : null, history);
        var take = random.Next(1, 4);
        return
        [
            new("entity", (w, v) => ReadAsync(w, v, r => r.EntityAsync(entity))),
            new("entities", (w, v) => ReadAsync(w, v, async r => (await r.EntitiesAsync(_entities)).Values.OrderBy(e => e.Id.Key))),
            new("attributes", (w, v) => ReadAsync(w, v, r => r.AttributesAsync(entity, history))),
            new("attribute", (w, v) => ReadAsync(w, v, r => r.AttributeAsync(statement))),
            new("facts", (w, v) => ReadAsync(w, v, r => PagesAsync(after => r.FactsAsync(entity, filter, after, take)))),
            new("fact count", (w, v) => ReadAsync(w, v, r => r.CountFactsAsync(entity, filter))),
            new("fact", (w, v) => ReadAsync(w, v, r => r.FactAsync(statement))),
            new("same-as", (w, v) => ReadAsync(w, v, r => r.SameAsAsync(entity, history))),
            new("source", (w, v) => ReadAsync(w, v, r => r.SourceAsync(source))),
            new("sources", (w, v) => ReadAsync(w, v, r => PagesAsync(after => r.SourcesAsync(after, take)))),
            new("effect of withdrawing", async (w, v) => Text(await w.Recorder.EffectOfWithdrawingAsync(v, source))),
        ];
    }

    /// <summary>Writing that names what the viewer cannot see is refused in the words used for what does not exist.</summary>
    private static Door[] Refused(EntityId entity, StatementId statement, SourceId source)
    {
        var hidden = entity.Key > ReservedKeys.Reserved ? entity : new EntityId(ReservedKeys.Reserved + 1);
        var old = statement.Key > ReservedKeys.Reserved ? statement : new StatementId(statement.Kind, ReservedKeys.Reserved + 2);
        var from = source.Key > ReservedKeys.Reserved ? source : new SourceId(ReservedKeys.Reserved + 3);
        return
        [
            new("record about", (w, v) => RecordAsync(w, v, w.Sources.Values.First(), new Batch { Attributes = { new NewAttribute(hidden, "name", "x") } })),
            new("record from", (w, v) => RecordAsync(w, v, from, new Batch { Attributes = { new NewAttribute(hidden, "name", "x") } })),
            new("correct", (w, v) => RecordAsync(w, v, w.Sources.Values.First(), new Batch { Attributes = { new NewAttribute(hidden, "name", "x", Supersedes: old) } })),
            new("retract", async (w, v) => Text(await w.Recorder.RetractAsync(v, old, "test"))),
            new("remark", async (w, v) => Text(await w.Recorder.RemarkAsync(v, old, Marking(v), "test"))),
            new("withdraw", async (w, v) => Text(await w.Recorder.WithdrawAsync(v, from, "test"))),
        ];
    }

    private static Marking Marking(Viewer viewer) => new() { Owner = viewer.Subject.Agency, Unit = viewer.Unit.Code };

    private static async Task<string> RecordAsync(World world, Viewer viewer, SourceId source, Batch batch)
    {
        var result = await world.Recorder.RecordAsync(viewer, new Provenance(source, Evaluation.Unknown, Marking(viewer), "en"), batch);
        return Text(result);
    }

    private static async Task<string> ReadAsync<T>(World world, Viewer viewer, Func<Reading, Task<T>> ask) =>
        JsonSerializer.Serialize(await ask(await world.Archive.ReadAsync(viewer)), Plain);

    private static async Task<List<Page<T>>> PagesAsync<T>(Func<string?, Task<Page<T>>> ask)
    {
        var pages = new List<Page<T>> { await ask(null) };
        while (pages[^1].Next is { } next && pages.Count < 50) pages.Add(await ask(next));
        return pages;
    }

    private static string Text<T>(Result<T> result) => result.IsOk ? JsonSerializer.Serialize(result.Value, Plain) : result.Refusal!.ToString();

    private EntityId Near() => Any([.. plan.Touched.Where(with.Entities.ContainsKey).Select(t => with.Entities[t]).DefaultIfEmpty(_entities[0])]);

    private T Any<T>(List<T> of) => of[random.Next(of.Count)];
}
