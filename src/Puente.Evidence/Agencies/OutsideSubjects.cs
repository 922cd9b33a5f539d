using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>Who vouches for an officer from outside.</summary>
public enum OutsideKind
{
    /// <summary>The agency's directory, by OpenID Connect.</summary>
    Directory,

    /// <summary>The agency's certificate authority, by a certificate on a card.</summary>
    Card,
}

/// <summary>An officer as the outside knows one.</summary>
/// <param name="Key">Key.</param>
/// <param name="Kind">Directory or card.</param>
/// <param name="Issuer">Who vouches.</param>
/// <param name="Subject">The officer's name there.</param>
/// <param name="Officer">The officer here.</param>
public sealed record OutsideSubject(long Key, OutsideKind Kind, string Issuer, string Subject, OfficerId Officer);

/// <summary>
/// Joins subjects of a directory or of cards to officers that are here already: signing in from outside never makes one, and gives neither unit nor
/// purpose. Thread-safe.
/// </summary>
public sealed class OutsideSubjects(Database database, ActLog acts, TimeProvider clock, RosterBook roster, OneTimeCodes ways)
{
    /// <summary>The active officer of a subject; null when none was joined or the officer has left.</summary>
    public async Task<Officer?> FindAsync(OutsideKind kind, string issuer, string subject)
    {
        await using var connection = await database.OpenAsync();
        var key = await connection.ExecuteScalarAsync<long?>("select officer from outside_subject where kind = @kind and issuer = @issuer and subject = @subject",
            new { kind = kind.ToString(), issuer, subject });
        return key is { } known && roster.Current.Officers.TryGetValue(new OfficerId(known), out var officer) && officer.Active ? officer : null;
    }

    /// <summary>The subjects of an officer.</summary>
    public async Task<IReadOnlyList<OutsideSubject>> OfAsync(OfficerId officer)
    {
        await using var connection = await database.OpenAsync();
        return [.. (await connection.QueryAsync<Row>("select key, kind, issuer, subject, officer from outside_subject where officer = @Key order by key", new { officer.Key })).Select(r => r.View)];
    }

    /// <summary>
    /// Joins a subject to an officer. It is another way into the account: where it has one already, reading rights wait for a second person again. An act.
    /// Refuses <c>roster.not-administrator</c>, <c>officer.unknown</c>, <c>outside.empty</c>, <c>outside.taken</c>.
    /// </summary>
    public async Task<Result<Done>> JoinAsync(Author by, OfficerId officer, OutsideKind kind, string issuer, string subject)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Administers) return new Refusal("roster.not-administrator");
        if (!roster.Current.Officers.TryGetValue(officer, out var known) || !known.Active) return new Refusal("officer.unknown", ("officer", known?.Login ?? ""));
        if (string.IsNullOrWhiteSpace(issuer) || string.IsNullOrWhiteSpace(subject)) return new Refusal("outside.empty");
        if (await ways.HasWayInAsync(officer)) await roster.AskAgainAsync(by, officer);
        return await database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var row = new { kind = kind.ToString(), issuer, subject, officer = officer.Key, now = clock.GetUtcNow().ToUnixTimeMilliseconds() };
            if (await connection.ExecuteScalarAsync<long>("select count(*) from outside_subject where kind = @kind and issuer = @issuer and subject = @subject", row, transaction) > 0) return new Refusal("outside.taken");
            await connection.ExecuteAsync(
                "insert into outside_subject (key, kind, issuer, subject, officer, created) select coalesce(max(key), 0) + 1, @kind, @issuer, @subject, @officer, @now from outside_subject", row, transaction);
            await acts.WriteAsync(connection, transaction, by.Officer.Key, by.Unit, by.Purpose, "officer.outside-join", known.Login, null, new { row.kind, issuer, subject });
            return new Done();
        });
    }

    /// <summary>Parts a subject from its officer. An act. Refuses <c>roster.not-administrator</c>, <c>outside.unknown</c>.</summary>
    public async Task<Result<Done>> PartAsync(Author by, OfficerId officer, long key)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Administers) return new Refusal("roster.not-administrator");
        var login = roster.Current.Officers.TryGetValue(officer, out var known) ? known.Login : "";
        return await database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            if (await connection.ExecuteAsync("delete from outside_subject where key = @key and officer = @officer", new { key, officer = officer.Key }, transaction) == 0) return new Refusal("outside.unknown");
            await acts.WriteAsync(connection, transaction, by.Officer.Key, by.Unit, by.Purpose, "officer.outside-part", login, null, new { subject = key });
            return new Done();
        });
    }

    private sealed record Row(long Key, string Kind, string Issuer, string Subject, long Officer)
    {
        public OutsideSubject View => new(Key, Enum.Parse<OutsideKind>(Kind), Issuer, Subject, new OfficerId(Officer));
    }
}
