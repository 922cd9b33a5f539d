using System.Collections.Immutable;
using Dapper;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Agencies;

public sealed partial class RosterBook
{
    /// <summary>
    /// Proposes that an officer may read what <paramref name="agency"/> owns or was given, in the units of that agency the officer now works in. It counts once a second person
    /// of the agency approved it. Refuses <c>agency.unknown</c>, <c>officer.unknown</c>, <c>roster.dates-reversed</c>, and <c>right.foreign-proposer</c>
    /// (neither administrator nor of the agency), <c>.not-a-reader</c>, <c>.not-in-agency</c>.
    /// </summary>
    public Task<Result<RightId>> ProposeRightAsync(Author by, OfficerId officer, string agency, Tlp ceiling, DateOnly from, DateOnly? until = null)
    {
        ArgumentNullException.ThrowIfNull(by);
        var reader = Current.Officers.GetValueOrDefault(officer);
        ImmutableArray<string> units = [.. (reader?.Units ?? []).Where(u => Current.Units.TryGetValue(u, out var unit) && unit.Agency == agency)];
        var right = new ReadingRight(officer, agency, ceiling, from, until, by.Officer, null) { Units = units };
        var content = new { agency, units, ceiling = ceiling.ToString(), from = RosterRows.Text(from), until = RosterRows.Text(until) };
        return ChangeAsync(by, "right.propose", reader?.Login ?? "", content, roster => RosterRules.Proposal(roster, by, right), async (connection, transaction) =>
        {
            var key = await NextKeyAsync(connection, transaction, "reading_right");
            await connection.ExecuteAsync(
                """
                insert into reading_right (key, officer, agency, units, ceiling, from_day, until_day, proposed_by, approved_by, ended)
                values (@key, @officer, @agency, @units, @ceiling, @from, @until, @proposer, null, null)
                """,
                new { key, officer = officer.Key, agency, units = string.Join(',', units), content.ceiling, content.from, content.until, proposer = by.Officer.Key }, transaction);
            return new RightId(key);
        });
    }

    /// <summary>
    /// The second person's yes. Refuses <c>right.unknown</c>, <c>.already-approved</c>, <c>.foreign-approver</c> (not acting in the owning agency),
    /// <c>.same-person</c> (proposed it), <c>.own-right</c> (would read by it), <c>.administrator-approves</c>, <c>.approver-reads-nothing</c> (others of
    /// the agency do).
    /// </summary>
    public Task<Result<Done>> ApproveRightAsync(Viewer by, RightId id)
    {
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(by, "right.approve", ReaderOf(id), new { agency = Current.Right(id)?.Agency, ceiling = Current.Right(id)?.Ceiling.ToString() },
            roster => RosterRules.Approval(roster, by, id, Today),
            "update reading_right set approved_by = @officer where key = @Key", new { officer = by.Officer.Id.Key, id.Key });
    }

    /// <summary>
    /// Withdraws a right, or declines a proposal: by an administrator or anybody of the owning agency, alone, for less access needs no second person.
    /// Refuses <c>right.unknown</c>, <c>right.foreign-proposer</c>.
    /// </summary>
    public Task<Result<Done>> EndRightAsync(Author by, RightId id)
    {
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(by, "right.end", ReaderOf(id), new { agency = Current.Right(id)?.Agency },
            roster => roster.Right(id) is not { } right ? new Refusal("right.unknown")
                : by.Administers || by.Agency == right.Agency ? null : new Refusal("right.foreign-proposer", ("agency", right.Agency)),
            "update reading_right set ended = @now where key = @Key", new { now = Now, id.Key });
    }

    /// <summary>The officer's rights wait for a second person again, for from now on another way in was made to the account.</summary>
    internal Task<Result<Done>> AskAgainAsync(Author by, OfficerId officer)
    {
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(by, "right.ask-again", Current.Officers.GetValueOrDefault(officer)?.Login ?? "", null, _ => null,
            "update reading_right set approved_by = null, proposed_by = @proposer where officer = @Key and approved_by is not null and ended is null",
            new { proposer = by.Officer.Key, officer.Key });
    }

    private string ReaderOf(RightId id) => Current.Right(id) is { } right && Current.Officers.TryGetValue(right.Officer, out var officer) ? officer.Login : "";
}
