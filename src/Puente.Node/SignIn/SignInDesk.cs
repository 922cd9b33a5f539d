using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Node.SignIn;

/// <summary>Every way in, with its limits and its acts. A way in gives a session; nothing is read before a purpose is declared.</summary>
internal sealed class SignInDesk(
    PasskeyCeremony passkeys, OneTimeCodes codes, Sessions sessions, SessionCookie cookie, Attempts attempts, RosterBook roster, FirstRun firstRun,
    Database database, ActLog acts, Authenticators authenticators, OutsideSubjects outside)
{
    /// <summary>By passkey. Refuses <c>sign-in.too-many</c>, <c>passkey.stale</c>, <c>passkey.failed</c>.</summary>
    public async Task<Result<Done>> ByPasskeyAsync(HttpContext context, string state, string credential)
    {
        if (attempts.Count(context) is { } wait) return TooMany(wait);
        var signed = await passkeys.SignInAsync(state, credential, context);
        if (signed.Refusal is { } refusal) return await RefusedAsync(null, "passkey", refusal);
        attempts.Succeeded(context);
        return await OpenAsync(context, signed.Value, "passkey");
    }

    /// <summary>By a recovery code. Refuses <c>sign-in.too-many</c>, <c>sign-in.wrong-code</c>; the same for an unknown name.</summary>
    public Task<Result<Done>> ByRecoveryAsync(HttpContext context, string login, string code) => ByCodeAsync(context, login, code, CodeKind.Recovery, "recovery");

    /// <summary>By the code an administrator gave. Refuses as <see cref="ByRecoveryAsync"/>.</summary>
    public Task<Result<Done>> ByEnrolmentAsync(HttpContext context, string login, string code) => ByCodeAsync(context, login, code, CodeKind.Enrolment, "enrolment");

    /// <summary>By pass phrase and authenticator app. Refuses as <see cref="ByRecoveryAsync"/>.</summary>
    public Task<Result<Done>> ByAuthenticatorAsync(HttpContext context, string login, string phrase, string code) =>
        TypedAsync(context, login, "authenticator", officer => authenticators.UseAsync(officer, phrase, code));

    /// <summary>
    /// As the directory or a card says who it is; it is asked only where the address may still try. Refuses <c>outside.limit</c>, what
    /// <paramref name="who"/> refuses, and <c>outside.unknown</c> where nobody here was joined to it.
    /// </summary>
    public async Task<Result<Done>> FromOutsideAsync(HttpContext context, OutsideKind kind, Func<Result<(string Issuer, string Subject)>> who)
    {
        if (attempts.Count(context) is not null) return new Refusal("outside.limit");
        var (method, said) = (kind.ToString().ToLowerInvariant(), who());
        if (said.Refusal is { } refusal) return await RefusedAsync(null, method, refusal);
        if (await outside.FindAsync(kind, said.Value.Issuer, said.Value.Subject) is not { } officer) return await RefusedAsync(null, method, new Refusal("outside.unknown"));
        attempts.Succeeded(context);
        return await OpenAsync(context, officer, method);
    }

    /// <summary>The page that says why a way in from outside did not lead in.</summary>
    public static string UnknownAt(Refusal why) => "/sign-in/unknown/" + why.Code.Replace('.', '-');

    /// <summary>Checks the code of the console, counted as a sign-in. Refuses <c>sign-in.too-many</c>, <c>sign-in.wrong-code</c>.</summary>
    public async Task<Result<Done>> CheckSetupAsync(HttpContext context, string code)
    {
        if (attempts.Count(context) is { } wait) return TooMany(wait);
        if (!firstRun.Matches(code)) return await RefusedAsync(null, "setup", new Refusal("sign-in.wrong-code"));
        attempts.Succeeded(context);
        return new Done();
    }

    /// <summary>Opens a session in the home unit and gives the browser its cookie.</summary>
    public async Task<Result<Done>> OpenAsync(HttpContext context, Officer officer, string method, string purpose = "")
    {
        if (context.SignedIn() is { Session: { } old } before) await sessions.EndAsync(old, before.Officer);
        var (secret, _) = await sessions.StartAsync(officer, officer.Units[0], purpose, method);
        cookie.Write(context, secret);
        return new Done();
    }

    /// <summary>Unit and purpose from here on. Refuses as <see cref="Viewers.Open"/>.</summary>
    public async Task<Result<Done>> DeclareAsync(SignedIn who, Viewers viewers, string unit, string purpose)
    {
        var opened = viewers.Open(who.Officer.Id, unit, purpose);
        if (opened.Refusal is { } refusal) return refusal;
        await sessions.DeclareAsync(who.Session!, who.Officer, unit, purpose);
        return new Done();
    }

    /// <summary>Ends the session and takes the cookie back.</summary>
    public async Task SignOutAsync(HttpContext context)
    {
        if (context.SignedIn() is { Session: { } session } who) await sessions.EndAsync(session, who.Officer);
        cookie.Delete(context);
    }

    private Task<Result<Done>> ByCodeAsync(HttpContext context, string login, string code, CodeKind kind, string method) =>
        TypedAsync(context, login, method, officer => codes.UseAsync(officer, kind, code));

    /// <summary>By something typed, which could be guessed: limited by officer as well as by address.</summary>
    private async Task<Result<Done>> TypedAsync(HttpContext context, string login, string method, Func<OfficerId?, Task<bool>> isRight)
    {
        if ((attempts.Count(context) ?? attempts.WaitFor(login)) is { } wait) return TooMany(wait);
        var officer = roster.Current.ByLogin(login) is { Active: true } known ? known : null;
        if (!await isRight(officer?.Id))
        {
            attempts.Failed(login);
            return await RefusedAsync(officer, method, new Refusal("sign-in.wrong-code"));
        }

        attempts.Succeeded(context);
        return await OpenAsync(context, officer!, method);
    }

    /// <summary>A failed attempt is an act; what was typed is not kept, for it may be a secret in the wrong field.</summary>
    private async Task<Refusal> RefusedAsync(Officer? officer, string method, Refusal refusal)
    {
        await database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            acts.WriteAsync(connection, transaction, 0, officer?.Units[0] ?? "", "", "session.refused", officer?.Login ?? "", null, new { method, code = refusal.Code }));
        return refusal;
    }

    private static Refusal TooMany(TimeSpan wait) =>
        new("sign-in.too-many", ("minutes", Math.Ceiling(wait.TotalMinutes).ToString("0", System.Globalization.CultureInfo.InvariantCulture)));
}
