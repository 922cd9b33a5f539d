using System.Collections.Frozen;
using System.Collections.Immutable;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Agencies;

/// <summary>Key of an officer.</summary>
public readonly record struct OfficerId(long Key);

/// <summary>Key of a reading right.</summary>
public readonly record struct RightId(long Key);

/// <summary>What an officer may do on this node, apart from what may be read.</summary>
[Flags]
public enum Role
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Reads, as far as the reading right goes.</summary>
    Reader = 1,
    /// <summary>Records by hand.</summary>
    Recorder = 2,
    /// <summary>Imports files.</summary>
    Importer = 4,
    /// <summary>Changes markings of the own agency's statements and approves releases.</summary>
    ReleaseAuthority = 8,
    /// <summary>Reads acts and counts; records nothing.</summary>
    Auditor = 16,
    /// <summary>Keeps officers, units and the node; sees no statement.</summary>
    Administrator = 32,
    /// <summary>Sees what is sealed under legal hold.</summary>
    DisclosureCustodian = 64,
}

/// <summary>A body of a country on its dates. A fact hangs on the body of its date; a successor reads what its predecessors owned.</summary>
/// <param name="Code">Country and short name, <c>US/ATF</c>.</param>
/// <param name="Country">Two letters.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="NameEs">Name in Spanish.</param>
/// <param name="Functions">What it is by law: police, fiu, prosecutor, customs, tax, court, firearms, military, intelligence, oversight.</param>
/// <param name="From">First day, or null.</param>
/// <param name="Until">Last day, or null while it exists.</param>
/// <param name="Successor">Code of the body that took over.</param>
public sealed record Agency(string Code, string Country, string NameEn, string NameEs, ImmutableArray<string> Functions, DateOnly? From = null, DateOnly? Until = null, string? Successor = null);

/// <summary>A unit of an agency, <c>US/ATF/PHX</c>.</summary>
public sealed record Unit(string Code, string Agency, string NameEn, string NameEs)
{
    /// <summary>When the unit was cleared to read what identifies a person, oldest first.</summary>
    public ImmutableArray<Vetting> Vetting { get; init; } = [];

    /// <summary>Whether the unit is cleared on a day.</summary>
    public bool Cleared(DateOnly day) => Vetting.Any(v => day >= v.From && (v.Until is not { } last || day <= last));
}

/// <summary>One clearance of a unit.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, or null.</param>
/// <param name="ClearedBy">The authority that vetted, in words.</param>
public sealed record Vetting(DateOnly From, DateOnly? Until, string ClearedBy);

/// <summary>A person who works in a unit.</summary>
/// <param name="Id">Key.</param>
/// <param name="Login">Sign-in name; also the code in an audience.</param>
/// <param name="Name">Name as shown.</param>
/// <param name="Units">Units the officer may act in; the first is home.</param>
/// <param name="Roles">Roles.</param>
/// <param name="Active">False once the officer has left.</param>
/// <param name="Language">en or es.</param>
public sealed record Officer(OfficerId Id, string Login, string Name, ImmutableArray<string> Units, Role Roles, bool Active, string Language);

/// <summary>A right to read what the officer's agency owns or was given, up to a sensitivity. In force only once a second person of that agency approved it.</summary>
/// <param name="Officer">Who may read.</param>
/// <param name="Agency">Whose right it is: the officer's agency.</param>
/// <param name="Ceiling">Highest sensitivity.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, or null.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="ApprovedBy">The second person; null while waiting.</param>
public sealed record ReadingRight(OfficerId Officer, string Agency, Tlp Ceiling, DateOnly From, DateOnly? Until, OfficerId ProposedBy, OfficerId? ApprovedBy)
{
    /// <summary>Key; 0 in a roster made by hand.</summary>
    public RightId Id { get; init; }

    /// <summary>Units the right was approved for: moving to another unit asks for another right. Empty, in a roster made by hand, is every unit of the agency.</summary>
    public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>Whether it counts in a unit on a day.</summary>
    public bool Covers(string unit, DateOnly day) => InForce(day) && (Units.IsEmpty || Units.Contains(unit));

    /// <summary>Whether it counts on a day.</summary>
    public bool InForce(DateOnly day) =>
        ApprovedBy is { } second && second != ProposedBy && second != Officer && day >= From && (Until is not { } last || day <= last);
}

/// <summary>Countries, agencies, units and officers at one moment. Immutable; a change makes another with a higher <see cref="Version"/>.</summary>
public sealed class Roster
{
    /// <summary>A roster of the given bodies and people.</summary>
    public Roster(long version, IEnumerable<Agency> agencies, IEnumerable<Unit> units, IEnumerable<Officer> officers, IEnumerable<ReadingRight> rights)
    {
        Version = version;
        Agencies = agencies.ToFrozenDictionary(a => a.Code);
        Units = units.ToFrozenDictionary(u => u.Code);
        Officers = officers.ToFrozenDictionary(o => o.Id);
        Rights = rights.ToLookup(r => r.Officer);
    }

    /// <summary>Grows with every change.</summary>
    public long Version { get; }

    /// <summary>Agencies by code.</summary>
    public FrozenDictionary<string, Agency> Agencies { get; }

    /// <summary>Units by code.</summary>
    public FrozenDictionary<string, Unit> Units { get; }

    /// <summary>Officers by key.</summary>
    public FrozenDictionary<OfficerId, Officer> Officers { get; }

    /// <summary>Reading rights by officer, those not yet approved included.</summary>
    public ILookup<OfficerId, ReadingRight> Rights { get; }

    /// <summary>A reading right by key; null when there is none or it was ended.</summary>
    public ReadingRight? Right(RightId id) => Rights.SelectMany(r => r).FirstOrDefault(r => r.Id == id);

    /// <summary>An officer by sign-in name; null when there is none.</summary>
    public Officer? ByLogin(string login) => Officers.Values.FirstOrDefault(o => o.Login == login);

    /// <summary>The agency and all bodies it succeeded, by code.</summary>
    public ImmutableHashSet<string> WithPredecessors(string agency)
    {
        var all = ImmutableHashSet.Create(agency);
        for (var grown = true; grown;)
        {
            var more = Agencies.Values.Where(a => a.Successor is { } next && all.Contains(next)).Select(a => a.Code).Except(all).ToList();
            grown = more.Count > 0;
            all = all.Union(more);
        }

        return all;
    }
}
