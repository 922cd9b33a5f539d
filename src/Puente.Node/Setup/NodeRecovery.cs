using Puente.Evidence;
using Puente.Evidence.Agencies;

namespace Puente.Node.Setup;

/// <summary>The one code of the recovery sheet, and the way back in by it when no administrator is left. Works on the stopped node.</summary>
internal sealed class NodeRecovery(EvidenceStore store)
{
    private readonly OneTimeCodes _codes = new(store.Database, store.Acts, store.Clock, store.Roster);

    /// <summary>A code for a new sheet; an earlier sheet stops working. An act.</summary>
    public Task<string> NewCodeAsync() => _codes.NewNodeAsync();

    /// <summary>The code by which an administrator signs in the first time. An act.</summary>
    public async Task<Result<string>> EnrolAsync(OfficerId administrator) => await _codes.NewEnrolmentAsync(Author.Machine, administrator);

    /// <summary>
    /// Lets an administrator in again: the one of this sign-in name, or a new one where <paramref name="entry"/> says who. The code counts once: it
    /// is used up together with the making of its successor, so that neither a refusal nor a breakdown leaves the node without a sheet. An act.
    /// Refuses <c>sign-in.wrong-code</c>, <c>recover.not-administrator</c>, and what adding an officer refuses.
    /// </summary>
    /// <returns>The sign-in code of the administrator, and the code of the new sheet.</returns>
    public async Task<Result<(string Enrolment, string Recovery)>> RecoverAsync(string code, string login, OfficerEntry? entry)
    {
        var known = store.Roster.Current.ByLogin(login);
        if (known is null ? entry is null : !known.Active || !known.Roles.HasFlag(Role.Administrator)) return new Refusal("recover.not-administrator", ("officer", login));
        if (!await _codes.IsNodeAsync(code))
        {
            await store.NoteAsync("node.recovery-refused", login);
            return new Refusal("sign-in.wrong-code");
        }

        var administrator = known is null ? await store.Roster.AddOfficerAsync(Author.Machine, entry!) : known.Id;
        if (administrator.Refusal is { } refused) return refused;
        await store.NoteAsync("node.recovery", login);
        var enrolment = await EnrolAsync(administrator.Value);
        return enrolment.Refusal is { } refusal ? refusal : (enrolment.Value, await NewCodeAsync());
    }
}
