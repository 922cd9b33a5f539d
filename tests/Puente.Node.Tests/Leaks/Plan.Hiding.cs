using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Plan
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    /// <summary>The place in the plan of an entity that only one world has; no visible step names it.</summary>
    private const int HiddenEntity = 10_000;

    /// <summary>How many ways of hiding there are; the seed picks one.</summary>
    public const int Ways = 15;

    private static readonly string[] Purposes = ["investigation", "trace", "financial"];
    private static readonly Field[] FactFields = [Field.From, Field.To, Field.Place, Field.Time, Field.Amount, Field.Detail];

    /// <summary>A marking of the seat's unit that its officer may record under.</summary>
    private Marking Readable((OfficerId Officer, string Unit) seat, string? regime)
    {
        while (true)
        {
            var marking = Drawn(seat.Unit, regime ?? Pick(RegimeCodes));
            if (Verdict(seat, "investigation", marking).Mode == Mode.Full) return marking;
        }
    }

    /// <summary>Any marking of a unit.</summary>
    public Marking Drawn(string unit) => Drawn(unit, Pick(RegimeCodes));

    private Marking Drawn(string unit, string regime)
    {
        var agency = People.Roster.Units[unit].Agency;
        return new Marking
        {
            Owner = agency,
            Unit = unit,
            Regime = regime,
            Tlp = (Tlp)_random.Next(5),
            Audience = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => DrawnGrant()).DistinctBy(g => g.To)],
            Purposes = _random.Next(6) == 0 ? [Pick(Purposes)] : [],
            ExpiresOn = _random.Next(8) == 0 ? Today.AddDays(_random.Next(30)) : null,
            CourtOrder = _random.Next(4) == 0 ? "order 7/2026" : null,
        };
    }

    private Grant DrawnGrant()
    {
        var seat = People.Seats[_random.Next(People.Seats.Count)];
        var agency = People.Roster.Units[seat.Unit].Agency;
        var to = _random.Next(4) switch
        {
            0 => new Principal(PrincipalKind.Country, agency[..2]),
            1 => new Principal(PrincipalKind.Agency, agency),
            2 => new Principal(PrincipalKind.Unit, seat.Unit),
            _ => new Principal(PrincipalKind.Officer, People.Roster.Officers[seat.Officer].Login),
        };
        var mode = (Mode)_random.Next(1, 5);
        return new Grant(to, mode, mode == Mode.Redacted ? (Field)(1 << _random.Next(9)) : Field.None);
    }

    /// <summary>What a seat gets under a marking, asked of the evaluator alone.</summary>
    public static Verdict Verdict((OfficerId Officer, string Unit) seat, string purpose, Marking marking)
    {
        var viewers = new Viewers(() => People.Roster, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero)));
        return Access.Decide(viewers.Open(seat.Officer, seat.Unit, purpose).Value.Subject, marking, Regimes.Standard.Rule(marking.Regime, Today));
    }

    /// <summary>Whether somebody in this seat must not be able to tell the two worlds apart.</summary>
    public bool MustNotTell((OfficerId Officer, string Unit) seat, string purpose) =>
        HiddenMarkings.All(h => Verdict(seat, purpose, h.Marking) is var verdict && (!verdict.Reads || (h.Differs != Field.None && verdict.Redacted.HasFlag(h.Differs))));

    /// <summary>Whether a complete identifier that is hidden answers this seat by a pointer, the one thing that may tell.</summary>
    public bool Pointed((OfficerId Officer, string Unit) seat, string purpose) => HiddenMarkings.Any(h => Verdict(seat, purpose, h.Marking).Mode == Mode.Pointer);

    /// <summary>
    /// Whether the acts tell what the record does not. An act carries the marking of the statement it names: when that marking is open and
    /// the statement hidden only because an end of it is, whoever reads the act learns that something was recorded, never what. And a
    /// correction that is hidden is one act, where a withdrawal would be another.
    /// </summary>
    public bool ActsTell => HiddenKind is "end of a fact" or "side of a same-as" or "correction";

    /// <summary>An entity that something hidden names: one that its author made and so can name, if there is any.</summary>
    private int Touch()
    {
        var own = _madeBy.Where(m => m.Value == _hider).Select(m => m.Key).ToList();
        var entity = own.Count > 0 ? own[_random.Next(own.Count)] : _random.Next(_entities);
        Touched.Add(entity);
        return entity;
    }

    private void Hide()
    {
        var source = AnySource(out var seat, out var regime);
        _hider = seat;
        var open = Open(seat);
        var known = AddSource(seat, open);
        AddEntity(known, open);
        AddEntity(known, open);
        AddEntity(source);
        var marking = Close(Readable(seat, regime));
        HiddenKind = (Seed % Ways) switch
        {
            0 => HideAttribute(source, marking),
            1 => HideEntity(source, marking, marking),
            2 => HideEntity(known, Close(open), open),
            3 => HideFact(source, marking),
            4 => HideSameAs(source, marking),
            5 => HideSource(seat),
            6 => HideCorrection(),
            7 => HideCorrected(known, Close(open), open),
            8 => HideSide(known, Close(open), open),
            var way => VaryRedacted(known, open, FactFields[way - 9]),
        };
    }

    private string HideAttribute(int source, Marking marking)
    {
        HiddenMarkings.Add((marking, Field.None));
        AddStatements("hidden attribute", source, marking, (Touch(), null), [("name", Pick(Names)), ("phone", Pick(Phones))], hidden: true);
        return "attribute";
    }

    /// <summary>An entity of which everything is hidden; a fact that names it is hidden whatever its own marking.</summary>
    private string HideEntity(int source, Marking marking, Marking factMarking)
    {
        HiddenMarkings.Add((marking, Field.None));
        const int entity = HiddenEntity;
        AddStatements("hidden entity", source, marking, (entity, Pick(Kinds)), [("name", Pick(Names)), ("phone", Pick(Phones))], hidden: true);
        AddFact(source, factMarking, entity, Touch(), hidden: true);
        return marking == factMarking ? "entity with a fact" : "end of a fact";
    }

    private string HideFact(int source, Marking marking)
    {
        HiddenMarkings.Add((marking, Field.None));
        AddFact(source, marking, Touch(), Touch(), hidden: true);
        return "fact";
    }

    private string HideSameAs(int source, Marking marking)
    {
        HiddenMarkings.Add((marking, Field.None));
        AddSameAs(true, source, marking, Touch(), Touch());
        return "same-as";
    }

    /// <summary>A same-as for everybody, one side of which is hidden.</summary>
    private string HideSide(int source, Marking marking, Marking open)
    {
        HiddenMarkings.Add((marking, Field.None));
        AddStatements("hidden entity", source, marking, (HiddenEntity, Pick(Kinds)), [("name", Pick(Names))], hidden: true);
        AddSameAs(true, source, open, HiddenEntity, Touch());
        return "side of a same-as";
    }

    private string HideSource((OfficerId Officer, string Unit) seat)
    {
        var marking = Close(Readable(seat, null));
        HiddenMarkings.Add((marking, Field.None));
        var source = AddSource(seat, marking, hidden: true);
        _hiddenSources.Add(source);
        AddStatements("hidden attribute", source, marking, (Touch(), null), [("name", Pick(Names))], hidden: true);
        return "source with an attribute";
    }

    /// <summary>
    /// A correction under a closer marking than what it corrects. That the old statement no longer holds reaches everybody who read
    /// it; to those outside it looks as if it had been withdrawn with nothing in its place.
    /// </summary>
    private string HideCorrection()
    {
        var old = _attributes.Keys.ElementAt(_random.Next(_attributes.Count));
        var (entity, property, source, seat) = _attributes[old];
        var marking = Close(_attributeMarkings[old]);
        _attributes.Remove(old);
        Touched.Add(entity);
        HiddenMarkings.Add((marking, Field.None));
        AddStatements("correction", source, marking, (entity, null), [(property, "corrected")], hidden: true, supersedes: old);
        var correct = _steps[^1];
        _steps[^1] = correct with
        {
            Varies = true,
            Take = async world => world.HasHidden ? await correct.Take(world)
                : world.Statements.TryGetValue(old, out var gone) ? (await world.Recorder.RetractAsync(world.Viewer(seat), gone, "test")).Refusal
                : new Refusal("plan.no-statement"),
        };
        return "correction";
    }

    /// <summary>A visible correction of a hidden statement: to those outside it corrects nothing.</summary>
    private string HideCorrected(int source, Marking marking, Marking open)
    {
        HiddenMarkings.Add((marking, Field.None));
        var (entity, old) = (Touch(), _statements);
        AddStatements("hidden attribute", source, marking, (entity, null), [("name", Pick(Names))], hidden: true);
        AddStatements("correction", source, open, (entity, null), [("name", Names[0])], hidden: true, supersedes: old);
        var correct = _steps[^1];
        AddStatements("attribute", source, open, (entity, null), [("name", Names[0])], hidden: true);
        var plain = _steps[^1];
        _steps.RemoveRange(_steps.Count - 2, 2);
        _steps.Add(correct with { Varies = true, Take = world => world.HasHidden ? correct.Take(world) : plain.Take(world) });
        return "what a correction corrects";
    }

    /// <summary>Both worlds record the fact; a field that its marking redacts for some readers differs.</summary>
    private string VaryRedacted(int source, Marking open, Field field)
    {
        var readers = People.Seats.Select(s => new Principal(PrincipalKind.Unit, s.Unit)).Distinct().Select(p => new Grant(p, Mode.Redacted, field));
        var marking = open with { Audience = [.. readers] };
        HiddenMarkings.Add((marking, field));
        var (one, other) = (Touch(), Touch());
        AddFact(source, marking, Touch(), Touch(), hidden: true, varied: (fact, world) =>
        {
            EntityId? end = world.Entities.TryGetValue(world.HasHidden ? one : other, out var found) ? found : null;
            return field switch
            {
                Field.From => fact with { From = end ?? fact.From },
                Field.To => fact with { To = end ?? fact.To },
                Field.Place => fact with { Place = end },
                Field.Time => fact with { At = When.Instant(world.HasHidden ? 1_600_000_000_000 : 1_800_000_000_000) },
                Field.Amount => fact with { Amount = world.HasHidden ? 700 : 70_000, Currency = world.HasHidden ? "USD" : "MXN" },
                _ => fact with { Detail = world.HasHidden ? "{\"note\":\"one\"}" : "{\"note\":\"other\"}" },
            };
        });
        return "redacted " + field.ToString().ToLowerInvariant();
    }

    /// <summary>A marking that lets nearly everybody read.</summary>
    private static Marking Open((OfficerId Officer, string Unit) seat) => new()
    {
        Owner = People.Roster.Units[seat.Unit].Agency,
        Unit = seat.Unit,
        Tlp = Tlp.Green,
        Audience = [new(new(PrincipalKind.Country, "US"), Mode.Full), new(new(PrincipalKind.Country, "MX"), Mode.Full)],
    };

    /// <summary>Nearer to its unit, so that somebody is left outside.</summary>
    private static Marking Close(Marking marking) =>
        marking with { Audience = [.. marking.Audience.Where(g => g.To.Kind is PrincipalKind.Officer or PrincipalKind.Unit)], Tlp = marking.Tlp < Tlp.Amber ? Tlp.Amber : marking.Tlp };
}
