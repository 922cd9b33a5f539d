using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Tests.Leaks;

/// <summary>One step of a plan.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Hidden">Whether only one world of the pair takes it, or takes it so.</param>
/// <param name="Varies">Hidden step that both worlds take, with another value of a redacted field.</param>
/// <param name="Take">Does it; gives the refusal, if any.</param>
internal sealed record Step(string Name, bool Hidden, bool Varies, Func<World, Task<Refusal?>> Take);

/// <summary>What happens in a pair of worlds, drawn from a seed: the same visible steps, and hidden ones at random places between them.</summary>
internal sealed partial class Plan
{
    private static readonly string[] Names = ["Ana Ruiz", "Ana Ruíz", "Juan Peña", "El Ingeniero", "José Luis Ortega", "María Soto", "Luis Soto", "Transportes del Norte"];
    private static readonly string[] Phones = ["+526621234567", "+16025550143", "+526621234568", "+15205550117"];
    private static readonly string[] Kinds = ["Person", "Organization", "Vehicle", "Phone", "Place"];
    private static readonly string[] States = ["Sonora", "Texas", "Arizona"];
    private static readonly string[] FactKinds = ["contact", "Ownership", "Payment", "presence", "Use"];
    private static readonly string[] RegimeCodes = ["agency-record", "agency-record", "open-source", "bank-records", "firearms-trace", "wiretap", "investigation-file-mx"];

    private readonly Random _random;
    private readonly List<Step> _steps = [];
    private readonly Dictionary<int, Marking> _attributeMarkings = [];
    private readonly Dictionary<int, (int Entity, string Property, int Source, (OfficerId, string) Seat)> _attributes = [];
    private readonly Dictionary<int, (OfficerId Officer, string Unit)> _madeBy = [];
    private (OfficerId Officer, string Unit) _hider;
    private int _sources, _entities, _statements;

    private Plan(int seed)
    {
        (Seed, _random) = (seed, new Random(seed));
        Draw();
    }

    public int Seed { get; }

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The markings of what is hidden, by the fields that differ; no field is the whole statement.</summary>
    public List<(Marking Marking, Field Differs)> HiddenMarkings { get; } = [];

    /// <summary>Entities, by their place in the plan, that something hidden names.</summary>
    public HashSet<int> Touched { get; } = [];

    /// <summary>What was hidden, for the tally.</summary>
    public string HiddenKind { get; private set; } = "";

    public int Sources => _sources;

    public int Entities => _entities;

    public int Statements => _statements;

    public static Plan Of(int seed) => new(seed);

    private void Draw()
    {
        for (var i = 0; i < 4; i++) AddSource();
        for (var i = 0; i < 6; i++) AddEntity();
        var rest = 6 + _random.Next(8);
        var at = _random.Next(rest);
        for (var i = 0; i < rest; i++)
        {
            if (i == at) Hide();
            switch (_random.Next(10))
            {
                case < 3: AddAttribute(); break;
                case < 7: AddFact(); break;
                case 7: AddSameAs(); break;
                case 8: Correct(); break;
                default: AddEntity(); break;
            }
        }
    }

    private void Visible(string name, Func<World, Task<Refusal?>> take) => _steps.Add(new(name, false, false, take));

    private int AddSource((OfficerId Officer, string Unit)? by = null, Marking? marking = null, bool hidden = false)
    {
        var (source, seat) = (_sources++, by ?? Seat());
        var mark = marking ?? Readable(seat, null);
        var title = string.Create(CultureInfo.InvariantCulture, $"Report {source} {Pick(Names)}");
        async Task<Refusal?> Take(World world)
        {
            var result = await world.Recorder.AddSourceAsync(world.Viewer(seat), new NewSource("report", title, null, mark.Regime, null, mark));
            if (!result.IsOk) return result.Refusal;
            world.Sources[source] = result.Value;
            if (hidden || source % 3 != 1) await world.AddDocumentAsync(new DocumentId((hidden ? World.HiddenDataset : new DatasetId(1 + source)).Key), result.Value, mark, seat);
            if (hidden || source % 3 == 0) await world.AddDatasetAsync(hidden ? World.HiddenDataset : new DatasetId(1 + source), result.Value, mark, seat);
            return null;
        }

        _steps.Add(new("source", hidden, false, Take));
        _sourcesBy[source] = (seat, mark.Regime);
        return source;
    }

    private readonly Dictionary<int, ((OfficerId Officer, string Unit) Seat, string Regime)> _sourcesBy = [];

    private void AddEntity(int? from = null, Marking? marking = null)
    {
        var (entity, source) = (_entities++, from ?? AnySource());
        var kind = Pick(Kinds);
        _madeBy[entity] = _sourcesBy[source].Seat;
        AddStatements("entity", source, marking ?? Readable(_sourcesBy[source].Seat, _sourcesBy[source].Regime), (entity, kind), kind == "Place" ? [("name", Pick(Names)), ("state", Pick(States))] : [("name", Pick(Names)), (kind == "Phone" ? "number" : "phone", Pick(Phones))]);
    }

    private void AddAttribute() =>
        AddStatements("attribute", AnySource(out var seat, out var regime), Readable(seat, regime), (_random.Next(_entities), null), [_random.Next(3) switch { 0 => ("name", Pick(Names)), 1 => ("phone", Pick(Phones)), _ => ("state", Pick(States)) }]);

    private void AddStatements(string name, int source, Marking marking, (int Entity, string? NewKind) about, (string Property, string Value)[] values, bool hidden = false, int? supersedes = null)
    {
        var seat = _sourcesBy[source].Seat;
        var first = _statements;
        _statements += values.Length;
        for (var i = 0; i < values.Length; i++)
            if (!hidden)
                (_attributes[first + i], _attributeMarkings[first + i]) = ((about.Entity, values[i].Property, source, seat), marking);
        async Task<Refusal?> Take(World world)
        {
            if (!world.Sources.TryGetValue(source, out var from)) return new Refusal("plan.no-source");
            var batch = new Batch();
            if (about.NewKind is not null)
            {
                world.Entities[about.Entity] = world.Archive.NewEntity();
                batch.Entities.Add(new NewEntity(world.Entities[about.Entity], about.NewKind));
            }

            if (!world.Entities.TryGetValue(about.Entity, out var entity)) return new Refusal("plan.no-entity");
            StatementId? old = null;
            if (supersedes is { } index)
            {
                if (!world.Statements.TryGetValue(index, out var found)) return new Refusal("plan.no-statement");
                old = found;
            }

            if (about.NewKind == "Person") batch.Attributes.Add((about.Entity % 3 == 0 ? new Standing("witness", null, null, null) : new Standing("suspect", "Named", null, new DateOnly(2027, 1, 1))).Of(entity));
            foreach (var (property, value) in values) batch.Attributes.Add(new NewAttribute(entity, property, value, Supersedes: old));
            var result = await world.Recorder.RecordAsync(world.Viewer(seat), new Provenance(from, new Evaluation('B', 2), marking, "es"), batch);
            if (!result.IsOk && about.NewKind is not null) world.Entities.Remove(about.Entity);
            if (result.IsOk)
                for (var i = 0; i < values.Length; i++) world.Statements[first + i] = result.Value.Attributes[^(values.Length - i)];
            return result.Refusal;
        }

        _steps.Add(new(name, hidden, false, Take));
    }

    private void AddFact() => AddFact(AnySource(out var seat, out var regime), Readable(seat, regime), _random.Next(_entities), _random.Next(_entities));

    private void AddFact(int source, Marking marking, int from, int to, bool hidden = false, Func<NewFact, World, NewFact>? varied = null)
    {
        var (statement, seat, kind) = (_statements++, _sourcesBy[source].Seat, Pick(FactKinds));
        When? at = _random.Next(3) == 0 ? null : When.Instant(1_700_000_000_000 + _random.Next(1000) * 86_400_000L);
        int? place = _random.Next(3) == 0 ? hidden ? Touch() : _random.Next(_entities) : null;
        long? amount = _random.Next(2) == 0 ? _random.Next(1, 1000) * 100L : null;
        async Task<Refusal?> Take(World world)
        {
            if (!world.Sources.TryGetValue(source, out var origin) || !world.Entities.TryGetValue(from, out var a) || !world.Entities.TryGetValue(to, out var b)) return new Refusal("plan.no-end");
            EntityId? where = place is { } p && world.Entities.TryGetValue(p, out var found) ? found : null;
            var fact = new NewFact(kind, a, b, Place: where, At: at, Amount: amount, Currency: amount is null ? null : "USD", Detail: "{\"note\":\"seen\"}");
            var batch = new Batch { Facts = { varied is null ? fact : varied(fact, world) } };
            var result = await world.Recorder.RecordAsync(world.Viewer(seat), new Provenance(origin, new Evaluation('A', 1), marking, "en"), batch);
            if (result.IsOk) await FoundThings.FoundAsync(world, world.Statements[statement] = result.Value.Facts[0], batch.Facts[0]);
            return result.Refusal;
        }

        _steps.Add(new("fact", hidden, varied is not null, Take));
    }

    private void AddSameAs() => AddSameAs(false, AnySource(out var seat, out var regime), Readable(seat, regime), _random.Next(_entities), _random.Next(_entities));

    private void AddSameAs(bool hidden, int source, Marking mark, int left, int right)
    {
        var (statement, seat) = (_statements++, _sourcesBy[source].Seat);
        async Task<Refusal?> Take(World world)
        {
            if (!world.Sources.TryGetValue(source, out var origin) || !world.Entities.TryGetValue(left, out var a) || !world.Entities.TryGetValue(right, out var b)) return new Refusal("plan.no-end");
            var result = await world.Recorder.RecordAsync(
                world.Viewer(seat), new Provenance(origin, new Evaluation('C', 3), mark, "en"), new Batch { SameAs = { new NewSameAs(a.Key, b.Key, Score: 870, Reasons: "[\"name\"]") } });
            if (result.IsOk) world.Statements[statement] = result.Value.SameAs[0];
            return result.Refusal;
        }

        _steps.Add(new("same-as", hidden, false, Take));
    }

    private void Correct()
    {
        if (_attributes.Count == 0) return;
        var old = _attributes.Keys.ElementAt(_random.Next(_attributes.Count));
        var (entity, property, source, _) = _attributes[old];
        var marking = _attributeMarkings[old];
        _attributes.Remove(old);
        AddStatements("correction", source, marking, (entity, null), [(property, property == "name" ? Pick(Names) : Pick(Phones))], supersedes: old);
    }

    private (OfficerId Officer, string Unit) Seat()
    {
        while (true)
        {
            var seat = People.Seats[_random.Next(People.Seats.Count)];
            if (People.Roster.Officers[seat.Officer].Roles is var roles && roles.HasFlag(Role.ReleaseAuthority) && !roles.HasFlag(Role.Administrator)) return seat;
        }
    }

    private int AnySource() => AnySource(out _, out _);

    private int AnySource(out (OfficerId Officer, string Unit) seat, out string regime)
    {
        var visible = _sourcesBy.Keys.Where(k => !_hiddenSources.Contains(k)).ToList();
        var source = visible[_random.Next(visible.Count)];
        (seat, regime) = _sourcesBy[source];
        return source;
    }

    private readonly HashSet<int> _hiddenSources = [];

    private string Pick(string[] of) => of[_random.Next(of.Length)];
}
