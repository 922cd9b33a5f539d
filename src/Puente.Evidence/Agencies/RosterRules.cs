using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Puente.Evidence.Agencies;

/// <summary>An officer as entered. Units in order; the first is home.</summary>
public sealed record OfficerEntry(string Login, string Name, ImmutableArray<string> Units, Role Roles, string Language);

/// <summary>What a roster may contain. Pure; each rule answers the refusal, or null.</summary>
internal static partial class RosterRules
{
    /// <summary>What an agency can be by law.</summary>
    public static readonly ImmutableArray<string> Functions =
        ["police", "fiu", "prosecutor", "customs", "tax", "court", "firearms", "military", "intelligence", "oversight"];

    private const Role NotForAdministrators = Role.Reader | Role.Recorder | Role.Importer | Role.ReleaseAuthority | Role.Auditor | Role.DisclosureCustodian;
    private const Role NotForAuditors = Role.Recorder | Role.Importer | Role.ReleaseAuthority;

    public static Refusal? Agency(Roster roster, Agency agency, bool isNew)
    {
        if (!AgencyCode().IsMatch(agency.Code) || agency.Country != agency.Code[..2]) return new("agency.code-form", ("code", agency.Code));
        if (isNew && roster.Agencies.ContainsKey(agency.Code)) return new("agency.exists", ("code", agency.Code));
        if (!isNew && !roster.Agencies.ContainsKey(agency.Code)) return new("agency.unknown", ("code", agency.Code));
        if (Blank(agency.NameEn) || Blank(agency.NameEs)) return new("agency.no-name");
        if (agency.Functions.FirstOrDefault(f => !Functions.Contains(f)) is { } odd) return new("agency.unknown-function", ("function", odd));
        if (agency.From > agency.Until) return new("roster.dates-reversed");
        if (agency.Successor is not { } next) return null;
        if (!roster.Agencies.TryGetValue(next, out var successor)) return new("agency.no-such-successor", ("code", next));
        if (successor.Country != agency.Country) return new("agency.successor-abroad", ("code", next));
        if (agency.Until is null) return new("agency.successor-without-end");
        return next == agency.Code || roster.WithPredecessors(agency.Code).Contains(next) ? new("agency.circular", ("code", next)) : null;
    }

    public static Refusal? Unit(Roster roster, Unit unit, bool isNew, DateOnly today)
    {
        if (!UnitCode().IsMatch(unit.Code) || !unit.Code.StartsWith(unit.Agency + "/", StringComparison.Ordinal)) return new("unit.code-form", ("code", unit.Code));
        if (!roster.Agencies.TryGetValue(unit.Agency, out var agency)) return new("agency.unknown", ("code", unit.Agency));
        if (isNew && agency.Until < today) return new("unit.agency-ended", ("code", unit.Agency));
        if (isNew && roster.Units.ContainsKey(unit.Code)) return new("unit.exists", ("code", unit.Code));
        if (!isNew && !roster.Units.ContainsKey(unit.Code)) return new("unit.unknown", ("code", unit.Code));
        return Blank(unit.NameEn) || Blank(unit.NameEs) ? new("unit.no-name") : null;
    }

    public static Refusal? Officer(Roster roster, OfficerEntry entry, OfficerId? id)
    {
        if (!Login().IsMatch(entry.Login)) return new("officer.login-form", ("login", entry.Login));
        if (roster.Officers.Values.Any(o => o.Login == entry.Login && o.Id != id)) return new("officer.login-taken", ("login", entry.Login));
        if (id is { } known && (!roster.Officers.TryGetValue(known, out var old) || old.Login != entry.Login)) return new("officer.unknown", ("officer", entry.Login));
        if (Blank(entry.Name)) return new("officer.no-name");
        if (entry.Units.IsDefaultOrEmpty) return new("officer.no-unit");
        if (entry.Units.FirstOrDefault(u => !roster.Units.ContainsKey(u)) is { } odd) return new("unit.unknown", ("code", odd));
        if (entry.Units.Distinct().Count() != entry.Units.Length) return new("officer.unit-twice");
        if (entry.Language is not ("en" or "es")) return new("officer.language", ("language", entry.Language));
        if (entry.Roles == Role.None) return new("officer.no-role");
        if (entry.Roles.HasFlag(Role.Administrator) && (entry.Roles & NotForAdministrators) != 0) return new("officer.roles-administrator");
        if (entry.Roles.HasFlag(Role.Auditor) && (entry.Roles & NotForAuditors) != 0) return new("officer.roles-auditor");
        return id is { } kept && !entry.Roles.HasFlag(Role.Administrator) ? LastAdministrator(roster, kept) : null;
    }

    /// <summary>A node keeps somebody who can administer it.</summary>
    public static Refusal? LastAdministrator(Roster roster, OfficerId going)
    {
        static bool Runs(Officer o) => o.Active && o.Roles.HasFlag(Role.Administrator);
        return roster.Officers.TryGetValue(going, out var officer) && Runs(officer) && !roster.Officers.Values.Any(o => o.Id != going && Runs(o))
            ? new("officer.last-administrator")
            : null;
    }

    public static Refusal? Proposal(Roster roster, Author by, ReadingRight right)
    {
        if (!roster.Agencies.ContainsKey(right.Agency)) return new("agency.unknown", ("code", right.Agency));
        if (!by.Administers && by.Agency != right.Agency) return new("right.foreign-proposer", ("agency", right.Agency));
        if (!roster.Officers.TryGetValue(right.Officer, out var reader) || !reader.Active) return new("officer.unknown", ("officer", reader?.Login ?? ""));
        if (!reader.Roles.HasFlag(Role.Reader)) return new("right.not-a-reader", ("officer", reader.Login));
        if (right.Units.IsEmpty) return new("right.not-in-agency", ("officer", reader.Login), ("agency", right.Agency));
        return right.From > right.Until ? new("roster.dates-reversed") : null;
    }

    /// <summary>
    /// The second person: of the owning agency, neither the proposer nor the reader, and not one who keeps the accounts. Once somebody else
    /// of the agency reads, only a reader approves: an account made to say yes has nothing to say.
    /// </summary>
    public static Refusal? Approval(Roster roster, Author by, RightId id, DateOnly today)
    {
        if (roster.Right(id) is not { } right) return new("right.unknown");
        if (right.ApprovedBy is not null) return new("right.already-approved");
        if (!roster.Officers.TryGetValue(by.Officer, out var second) || !second.Active || by.Agency != right.Agency) return new("right.foreign-approver", ("agency", right.Agency));
        if (by.Officer == right.ProposedBy) return new("right.same-person");
        if (by.Officer == right.Officer) return new("right.own-right");
        if (by.Administers) return new("right.administrator-approves");
        var readers = roster.Officers.Values.Where(o => o.Active && o.Id != right.Officer && roster.Rights[o.Id].Any(r => r.Agency == right.Agency && r.InForce(today)));
        return readers.Select(r => r.Id).DefaultIfEmpty(by.Officer).Contains(by.Officer) ? null : new("right.approver-reads-nothing", ("agency", right.Agency));
    }

    private static bool Blank(string text) => string.IsNullOrWhiteSpace(text) || text.Length > 200;

    [GeneratedRegex("^[A-Z]{2}/[A-Z0-9-]{2,20}$")]
    private static partial Regex AgencyCode();

    [GeneratedRegex("^[A-Z]{2}/[A-Z0-9-]{2,20}/[A-Z0-9-]{2,20}$")]
    private static partial Regex UnitCode();

    [GeneratedRegex("^[a-z][a-z0-9.-]{1,38}[a-z0-9]$")]
    private static partial Regex Login();
}
