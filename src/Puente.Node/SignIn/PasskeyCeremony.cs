using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Puente.Evidence;
using Puente.Evidence.Agencies;

namespace Puente.Node.SignIn;

/// <summary>What the browser gets to make or use a passkey: options of Web Authentication, and a sealed state it must give back.</summary>
internal sealed record CeremonyStart(string Options, string State);

/// <summary>Registration and sign-in by passkey. A state counts for five minutes, once, for the officer and the step it was made for.</summary>
internal sealed class PasskeyCeremony(IPasskeyHandler<Officer> handler, OfficerAccounts accounts, UsedStates used, IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _registering = protection.CreateProtector("puente", "passkey", "register").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _signingIn = protection.CreateProtector("puente", "passkey", "sign-in").ToTimeLimitedDataProtector();

    public async Task<CeremonyStart> StartRegisteringAsync(Officer officer, HttpContext context)
    {
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = accounts.IdOf(officer), Name = officer.Login, DisplayName = officer.Name }, context);
        return new CeremonyStart(made.CreationOptionsJson, _registering.Protect(accounts.IdOf(officer) + "\n" + made.AttestationState, Lasts));
    }

    /// <summary>Keeps the new passkey. Refuses <c>passkey.stale</c> and <c>passkey.failed</c>.</summary>
    public async Task<Result<Done>> RegisterAsync(Officer officer, string name, string state, string credential, HttpContext context)
    {
        if (Open(_registering, state) is not { } opened) return new Refusal("passkey.stale");
        var parts = opened.Split('\n', 2);
        if (parts[0] != accounts.IdOf(officer)) return new Refusal("passkey.stale");
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = parts[1] });
        if (!result.Succeeded || !used.Take(state, Lasts)) return new Refusal("passkey.failed");
        result.Passkey.Name = name;
        await accounts.AddOrUpdatePasskeyAsync(officer, result.Passkey, context.RequestAborted);
        return new Done();
    }

    public async Task<CeremonyStart> StartSigningInAsync(HttpContext context)
    {
        var made = await handler.MakeRequestOptionsAsync(null, context);
        return new CeremonyStart(made.RequestOptionsJson, _signingIn.Protect(made.AssertionState ?? "", Lasts));
    }

    /// <summary>The officer whose passkey signed. Refuses <c>passkey.stale</c> and <c>passkey.failed</c>.</summary>
    public async Task<Result<Officer>> SignInAsync(string state, string credential, HttpContext context)
    {
        if (Open(_signingIn, state) is not { } opened) return new Refusal("passkey.stale");
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = opened });
        if (!result.Succeeded || !used.Take(state, Lasts)) return new Refusal("passkey.failed");
        await accounts.AddOrUpdatePasskeyAsync(result.User, result.Passkey, context.RequestAborted);
        return result.User;
    }

    private static string? Open(ITimeLimitedDataProtector protector, string state)
    {
        try
        {
            return protector.Unprotect(state);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Remembers the states that were used, as long as they would still count. Thread-safe.</summary>
internal sealed class UsedStates(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>True the first time.</summary>
    public bool Take(string state, TimeSpan lasts)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, until) in _until)
            if (until < now) _until.TryRemove(old, out _);
        return _until.TryAdd(state, now + lasts);
    }
}
