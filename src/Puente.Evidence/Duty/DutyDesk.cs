using System.Globalization;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;

namespace Puente.Evidence.Duty;

/// <summary>
/// The duty rosters of the units. Who is on duty is known within the agency; a roster is kept by administrators and by the release authorities of
/// the unit, and everybody names who stands in for them. Nothing here says anything of the record.
/// </summary>
/// <param name="archive">The store.</param>
/// <param name="acts">The acts.</param>
/// <param name="roster">The roster of the moment.</param>
public sealed class DutyDesk(Records.Archive archive, ActLog acts, Func<Roster> roster)
{
    private const int MinutesOfDay = 24 * 60;
    private const string Columns = "select key, unit, kind, officer, stand_in, weekdays, from_minute, until_minute, first_day, last_day, zone from duty where ended is null";

    /// <summary>Who is on duty now in each unit of the viewer's agency, by unit.</summary>
    public async Task<IReadOnlyList<(Unit Unit, IReadOnlyList<OnDuty> OnDuty)>> NowAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var entries = (await EntriesAsync(null, stop)).ToLookup(e => e.Unit);
        return [.. roster().Units.Values.Where(u => u.Agency == by.Unit.Agency).OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => (u, Active(u.Code, entries[u.Code])))];
    }

    /// <summary>The entries of a unit of the viewer's agency that are in force or still to come; none of any other.</summary>
    public async Task<IReadOnlyList<DutyEntry>> ListAsync(Viewer by, string unit, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!roster().Units.TryGetValue(unit, out var known) || known.Agency != by.Unit.Agency) return [];
        var yesterday = LocalDate.FromDateOnly(by.Subject.Today.AddDays(-1));
        return [.. (await EntriesAsync(unit, stop)).Where(e => !(e.LastDay < yesterday))];
    }

    /// <summary>Whether the viewer may keep the roster of a unit.</summary>
    public bool MayKeep(Viewer by, string unit)
    {
        ArgumentNullException.ThrowIfNull(by);
        return roster().Units.ContainsKey(unit) && (by.Roles.HasFlag(Role.Administrator) || (by.Roles.HasFlag(Role.ReleaseAuthority) && by.Unit.Code == unit));
    }

    /// <summary>
    /// Adds an entry. Refuses <c>duty.not-allowed</c>, <c>duty.no-such-officer</c> (none who works in the unit), <c>duty.stand-in.missing</c> (nobody else of the
    /// unit is named), <c>duty.weekdays.missing</c>, <c>duty.dates</c>, <c>time.zone-unknown</c>.
    /// </summary>
    public async Task<Result<DutyId>> AddAsync(Viewer by, DutyEntry entry)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(entry);
        if (!MayKeep(by, entry.Unit) && !(entry.Kind == DutyKind.StandIn && entry.Officer == by.Officer.Id && by.Unit.Code == entry.Unit)) return new Refusal("duty.not-allowed");
        if (!WorksIn(entry.Officer, entry.Unit)) return new Refusal("duty.no-such-officer", ("unit", entry.Unit));
        if (entry.Kind == DutyKind.StandIn && (entry.StandIn is not { } other || other == entry.Officer || !WorksIn(other, entry.Unit))) return new Refusal("duty.stand-in.missing", ("unit", entry.Unit));
        if (entry.Kind == DutyKind.Weekly && entry.Weekdays.IsEmpty) return new Refusal("duty.weekdays.missing");
        if (entry.LastDay < entry.FirstDay || (entry.Kind == DutyKind.StandIn && (entry.LastDay is not { } last || last + entry.Until <= entry.FirstDay + entry.From))) return new Refusal("duty.dates");
        if (!Zones.Exists(entry.Zone)) return new Refusal("time.zone-unknown", ("zone", entry.Zone));
        return await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = await SavedSearches.NextAsync(connection, transaction, "duty");
            var row = new
            {
                key,
                entry.Unit,
                kind = entry.Kind.ToString(),
                officer = entry.Officer.Key,
                standIn = entry.StandIn?.Key,
                weekdays = string.Join(',', entry.Weekdays.Select(d => ((int)d).ToString(CultureInfo.InvariantCulture))),
                from = Minute(entry.From),
                until = Minute(entry.Until),
                first = LocalDatePattern.Iso.Format(entry.FirstDay),
                last = entry.LastDay is { } day ? LocalDatePattern.Iso.Format(day) : null,
                entry.Zone,
                now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                madeBy = by.Officer.Id.Key,
            };
            await connection.ExecuteAsync(
                """
                insert into duty (key, unit, kind, officer, stand_in, weekdays, from_minute, until_minute, first_day, last_day, zone, made, made_by)
                values (@key, @Unit, @kind, @officer, @standIn, @weekdays, @from, @until, @first, @last, @Zone, @now, @madeBy)
                """, row, transaction);
            await acts.WriteAsync(connection, transaction, by, "duty.add", entry.Unit, null,
                new { kind = row.kind, officer = Login(entry.Officer), standIn = entry.StandIn is { } stands ? Login(stands) : null, row.weekdays, row.from, row.until, row.first, row.last, zone = entry.Zone });
            return new DutyId(key);
        });
    }

    /// <summary>Ends an entry. Refuses <c>duty.no-such-entry</c>, <c>duty.not-allowed</c>.</summary>
    public async Task<Result<Done>> EndAsync(Viewer by, DutyId id)
    {
        ArgumentNullException.ThrowIfNull(by);
        return await archive.Database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var row = await connection.QuerySingleOrDefaultAsync<(string Unit, string Kind, long Officer)?>("select unit, kind, officer from duty where key = @Key and ended is null", new { id.Key }, transaction);
            if (row is not var (unit, kind, officer) || !roster().Units.TryGetValue(unit, out var known) || (known.Agency != by.Unit.Agency && !by.Roles.HasFlag(Role.Administrator))) return new Refusal("duty.no-such-entry");
            if (!MayKeep(by, unit) && !(kind == nameof(DutyKind.StandIn) && officer == by.Officer.Id.Key)) return new Refusal("duty.not-allowed");
            await connection.ExecuteAsync("update duty set ended = @now where key = @Key", new { now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(), id.Key }, transaction);
            await acts.WriteAsync(connection, transaction, by, "duty.end", unit, null, new { kind, officer = Login(new OfficerId(officer)) });
            return new Done();
        });
    }

    /// <summary>Who is on duty in a unit now; nobody when its roster names nobody for this hour.</summary>
    internal async Task<IReadOnlyList<OnDuty>> OnDutyAsync(string unit, CancellationToken stop) => Active(unit, await EntriesAsync(unit, stop));

    /// <summary>Those who left, or left the unit, are on duty no more.</summary>
    private IReadOnlyList<OnDuty> Active(string unit, IEnumerable<DutyEntry> entries) =>
        [.. DutyHours.At([.. entries], archive.Clock.GetUtcNow()).Where(o => WorksIn(o.Officer, unit))];

    private bool WorksIn(OfficerId id, string unit) => roster().Officers.TryGetValue(id, out var officer) && officer.Active && officer.Units.Contains(unit);

    private string Login(OfficerId id) => roster().Officers.TryGetValue(id, out var officer) ? officer.Login : "";

    private async Task<IReadOnlyList<DutyEntry>> EntriesAsync(string? unit, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(Columns + (unit is null ? "" : " and unit = @unit") + " order by key", new { unit }, cancellationToken: stop))).Select(r => r.Entry())];
    }

    private static long Minute(LocalTime time) => (time.Hour * 60) + time.Minute;

    private sealed record Row
    {
        public long Key { get; init; }
        public string Unit { get; init; } = "";
        public string Kind { get; init; } = "";
        public long Officer { get; init; }
        public long? Stand_In { get; init; }
        public string Weekdays { get; init; } = "";
        public long From_Minute { get; init; }
        public long Until_Minute { get; init; }
        public string First_Day { get; init; } = "";
        public string? Last_Day { get; init; }
        public string Zone { get; init; } = "";

        public DutyEntry Entry() => new(Unit, Enum.Parse<DutyKind>(Kind), new OfficerId(Officer), Time(From_Minute), Time(Until_Minute), LocalDatePattern.Iso.Parse(First_Day).Value,
            Last_Day is { } last ? LocalDatePattern.Iso.Parse(last).Value : null, Zone)
        {
            Id = new DutyId(Key),
            StandIn = Stand_In is { } other ? new OfficerId(other) : null,
            Weekdays = [.. Weekdays.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(d => (IsoDayOfWeek)int.Parse(d, CultureInfo.InvariantCulture))],
        };

        private static LocalTime Time(long minute) => LocalTime.FromMinutesSinceMidnight((int)minute % MinutesOfDay);
    }
}
