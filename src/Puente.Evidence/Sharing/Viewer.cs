using Puente.Evidence.Agencies;

namespace Puente.Evidence.Sharing;

/// <summary>
/// An officer, acting in a unit, for a declared purpose, at a known moment. Nothing is read without one, and only
/// <see cref="Viewers"/> makes one.
/// </summary>
public sealed class Viewer
{
    internal Viewer(Officer officer, Unit unit, Subject subject, DateTimeOffset at, Role roles) =>
        (Officer, Unit, Subject, At, Roles) = (officer, unit, subject, at, roles);

    /// <summary>Who.</summary>
    public Officer Officer { get; }

    /// <summary>In which unit.</summary>
    public Unit Unit { get; }

    /// <summary>What decisions are made from.</summary>
    public Subject Subject { get; }

    /// <summary>For what.</summary>
    public string Purpose => Subject.Purpose;

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Roles in force.</summary>
    public Role Roles { get; }

    /// <summary>What was recorded by this moment; null is now (<c>--known</c>).</summary>
    public DateTimeOffset? Known { get; init; }

    /// <summary>What was published by this day; null is all (<c>--as-of</c>).</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The same viewer, looking at what was known and published then.</summary>
    public Viewer LookingBack(DateTimeOffset? known, DateOnly? asOf) => new(Officer, Unit, Subject, At, Roles) { Known = known, AsOf = asOf };
}

/// <summary>Makes viewers from the roster.</summary>
/// <param name="roster">The roster of the moment.</param>
/// <param name="clock">The clock.</param>
public sealed class Viewers(Func<Roster> roster, TimeProvider clock)
{
    /// <summary>Purposes an officer can declare; the text keys are <c>purpose.CODE</c>.</summary>
    public static IReadOnlyList<string> Purposes { get; } =
        ["investigation", "trace", "financial", "prosecution", "liaison", "life-safety", "programme", "audit", "administration"];

    /// <summary>
    /// A viewer, or why not: <c>viewer.unknown-officer</c>, <c>viewer.left</c>, <c>viewer.not-in-unit</c>, <c>viewer.unknown-purpose</c>.
    /// An officer with the administrator's role, or without an approved reading right, gets a viewer that sees no statement.
    /// </summary>
    /// <param name="id">Who.</param>
    /// <param name="unitCode">In which unit.</param>
    /// <param name="purpose">For what.</param>
    /// <param name="forUnit">For work whose result all of the unit share who read as high: what is granted to the officer alone is not seen.</param>
    public Result<Viewer> Open(OfficerId id, string unitCode, string purpose, bool forUnit = false)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var book = roster();
        if (!book.Officers.TryGetValue(id, out var officer)) return new Refusal("viewer.unknown-officer");
        if (!officer.Active) return new Refusal("viewer.left", ("officer", officer.Login));
        if (!officer.Units.Contains(unitCode) || !book.Units.TryGetValue(unitCode, out var unit) || !book.Agencies.TryGetValue(unit.Agency, out var agency))
            return new Refusal("viewer.not-in-unit", ("unit", unitCode));
        if (!Purposes.Contains(purpose)) return new Refusal("viewer.unknown-purpose", ("purpose", purpose));

        var rights = book.Rights[id].Where(r => r.Agency == agency.Code && r.Covers(unitCode, today)).ToList();
        var reads = officer.Roles.HasFlag(Role.Reader) && !officer.Roles.HasFlag(Role.Administrator) && rights.Count > 0;
        return new Viewer(officer, unit, new Subject
        {
            Country = agency.Country,
            Agency = agency.Code,
            Agencies = book.WithPredecessors(agency.Code),
            Functions = [.. agency.Functions],
            Unit = unitCode,
            Officer = forUnit ? "" : officer.Login,
            Purpose = purpose,
            Ceiling = reads ? rights.Max(r => r.Ceiling) : null,
            Today = today,
        }, now, officer.Roles);
    }
}
