using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>A public key credential of an officer (W3C Web Authentication, Level 3). Nothing in it is secret.</summary>
public sealed record Passkey(byte[] Id, OfficerId Officer, string Name, byte[] PublicKey, DateTimeOffset Created, long SignCount)
{
    /// <summary>Ways the authenticator said it can be reached.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>Whether the person was verified when it was made.</summary>
    public bool Verified { get; init; }

    /// <summary>Whether it may be copied to other devices.</summary>
    public bool BackupEligible { get; init; }

    /// <summary>Whether it was copied.</summary>
    public bool BackedUp { get; init; }

    /// <summary>The attestation, as received.</summary>
    public byte[] Attestation { get; init; } = [];

    /// <summary>The client data, as received.</summary>
    public byte[] ClientData { get; init; } = [];

    /// <summary>When it signed in last.</summary>
    public DateTimeOffset? LastUsed { get; init; }
}

/// <summary>Passkeys of the node's officers. Thread-safe.</summary>
public sealed class Passkeys(Database database, ActLog acts, TimeProvider clock)
{
    private const string Columns =
        "id, officer, name, public_key, created, sign_count, transports, verified, backup_eligible, backed_up, attestation, client_data, last_used";

    /// <summary>An officer's passkeys, oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> OfAsync(OfficerId officer)
    {
        await using var connection = await database.OpenAsync();
        return [.. (await connection.QueryAsync<PasskeyRow>($"select {Columns} from passkey where officer = @Key order by created, id", new { officer.Key })).Select(View)];
    }

    /// <summary>A passkey by its credential id; null when there is none.</summary>
    public async Task<Passkey?> FindAsync(byte[] id)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<PasskeyRow>($"select {Columns} from passkey where id = @id", new { id }) is { } row ? View(row) : null;
    }

    /// <summary>Adds a passkey (an act), or notes that one was used: its counter and whether it was copied.</summary>
    public Task KeepAsync(Officer officer, Passkey passkey)
    {
        ArgumentNullException.ThrowIfNull(officer);
        ArgumentNullException.ThrowIfNull(passkey);
        return database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var known = await connection.ExecuteAsync("update passkey set sign_count = @SignCount, backed_up = @backed, last_used = @now where id = @Id and officer = @officer",
                new { passkey.SignCount, backed = passkey.BackedUp ? 1L : 0L, now, passkey.Id, officer = officer.Id.Key }, transaction);
            if (known > 0) return;
            await connection.ExecuteAsync(
                $"""
                insert into passkey ({Columns})
                values (@Id, @officer, @Name, @PublicKey, @created, @SignCount, @transports, @verified, @eligible, @backed, @Attestation, @ClientData, null)
                """,
                new
                {
                    passkey.Id,
                    officer = officer.Id.Key,
                    passkey.Name,
                    passkey.PublicKey,
                    created = passkey.Created.ToUnixTimeMilliseconds(),
                    passkey.SignCount,
                    transports = string.Join(',', passkey.Transports),
                    verified = passkey.Verified ? 1L : 0L,
                    eligible = passkey.BackupEligible ? 1L : 0L,
                    backed = passkey.BackedUp ? 1L : 0L,
                    passkey.Attestation,
                    passkey.ClientData,
                }, transaction);
            await acts.WriteAsync(connection, transaction, officer.Id.Key, "", "", "passkey.add", officer.Login, null);
        });
    }

    /// <summary>Removes one of the officer's own passkeys. An act. Refuses <c>passkey.unknown</c>, and <c>passkey.last</c>: another way in comes first.</summary>
    public Task<Result<Done>> RemoveAsync(Officer officer, byte[] id)
    {
        ArgumentNullException.ThrowIfNull(officer);
        return database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var row = new { id, officer = officer.Id.Key };
            if (await connection.ExecuteScalarAsync<long>("select count(*) from passkey where officer = @officer and id = @id", row, transaction) == 0) return new Refusal("passkey.unknown");
            if (await connection.ExecuteScalarAsync<long>("select count(*) from passkey where officer = @officer", row, transaction) == 1) return new Refusal("passkey.last");
            await connection.ExecuteAsync("delete from passkey where officer = @officer and id = @id", row, transaction);
            await acts.WriteAsync(connection, transaction, officer.Id.Key, "", "", "passkey.remove", officer.Login, null);
            return new Done();
        });
    }

    private static Passkey View(PasskeyRow row) =>
        new(row.Id, new OfficerId(row.Officer), row.Name, row.Public_Key, DateTimeOffset.FromUnixTimeMilliseconds(row.Created), row.Sign_Count)
        {
            Transports = row.Transports?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Verified = row.Verified == 1,
            BackupEligible = row.Backup_Eligible == 1,
            BackedUp = row.Backed_Up == 1,
            Attestation = row.Attestation,
            ClientData = row.Client_Data,
            LastUsed = row.Last_Used is { } used ? DateTimeOffset.FromUnixTimeMilliseconds(used) : null,
        };

    private sealed record PasskeyRow(
        byte[] Id, long Officer, string Name, byte[] Public_Key, long Created, long Sign_Count, string? Transports, long Verified, long Backup_Eligible,
        long Backed_Up, byte[] Attestation, byte[] Client_Data, long? Last_Used);
}
