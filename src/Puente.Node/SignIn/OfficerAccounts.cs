using Microsoft.AspNetCore.Identity;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Node.SignIn;

/// <summary>
/// What the framework's passkey code needs to know of officers. Officers themselves are changed in the roster only. Someone who
/// has left is not found.
/// </summary>
internal sealed class OfficerAccounts(RosterBook roster, Passkeys passkeys, Archive archive) : IUserPasskeyStore<Officer>
{
    public Task<string> GetUserIdAsync(Officer user, CancellationToken cancellationToken) => Task.FromResult(IdOf(user));

    public Task<string?> GetUserNameAsync(Officer user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(Officer user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<Officer?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(archive.Ids.TryRead(IdKind.Officer, userId, out var key) ? Active(new OfficerId(key)) : null);

    public Task<Officer?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(roster.Current.ByLogin(normalizedUserName) is { Active: true } officer ? officer : null);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Officer user, CancellationToken cancellationToken) =>
        [.. (await passkeys.OfAsync(user.Id)).Select(Info)];

    public async Task<Officer?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId) is { } passkey ? Active(passkey.Officer) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Officer user, byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId) is { } passkey && passkey.Officer == user.Id ? Info(passkey) : null;

    public Task AddOrUpdatePasskeyAsync(Officer user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        passkeys.KeepAsync(user, new Passkey(passkey.CredentialId, user.Id, passkey.Name ?? "", passkey.PublicKey, passkey.CreatedAt, passkey.SignCount)
        {
            Transports = passkey.Transports ?? [],
            Verified = passkey.IsUserVerified,
            BackupEligible = passkey.IsBackupEligible,
            BackedUp = passkey.IsBackedUp,
            Attestation = passkey.AttestationObject,
            ClientData = passkey.ClientDataJson,
        });

    public Task RemovePasskeyAsync(Officer user, byte[] credentialId, CancellationToken cancellationToken) => passkeys.RemoveAsync(user, credentialId);

    public Task SetUserNameAsync(Officer user, string? userName, CancellationToken cancellationToken) => throw InRoster();

    public Task SetNormalizedUserNameAsync(Officer user, string? normalizedName, CancellationToken cancellationToken) => throw InRoster();

    public Task<IdentityResult> CreateAsync(Officer user, CancellationToken cancellationToken) => throw InRoster();

    public Task<IdentityResult> UpdateAsync(Officer user, CancellationToken cancellationToken) => throw InRoster();

    public Task<IdentityResult> DeleteAsync(Officer user, CancellationToken cancellationToken) => throw InRoster();

    public void Dispose()
    {
    }

    /// <summary>The user handle of an officer: says nothing about the person.</summary>
    public string IdOf(Officer officer) => archive.Ids.Text(IdKind.Officer, officer.Id.Key);

    private Officer? Active(OfficerId id) => roster.Current.Officers.TryGetValue(id, out var officer) && officer.Active ? officer : null;

    private static UserPasskeyInfo Info(Passkey passkey) => new(
        passkey.Id, passkey.PublicKey, passkey.Created, checked((uint)passkey.SignCount), [.. passkey.Transports], passkey.Verified, passkey.BackupEligible,
        passkey.BackedUp, passkey.Attestation, passkey.ClientData)
    { Name = passkey.Name };

    private static NotSupportedException InRoster() => new("Officers are changed in the roster.");
}
