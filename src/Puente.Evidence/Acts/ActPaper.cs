using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Acts;

/// <summary>An auditor's work paper: what was asked, when, what came of it, and the SHA-256 of that as lower-case hex over its canonical JSON.</summary>
/// <param name="Json">The whole paper, canonical JSON.</param>
/// <param name="Hash">SHA-256 of the member <c>acts</c> as it stands in the paper.</param>
public sealed record WorkPaper(string Json, string Hash);

/// <summary>Writes work papers.</summary>
public sealed class ActPaper(ActReading reading, TimeProvider clock)
{
    /// <summary>
    /// The paper of a query, at most <see cref="ActReading.Most"/> acts (it says when there are more), or of a sample when a seed is given. An act.
    /// Refuses <c>acts.not-auditor</c>.
    /// </summary>
    public async Task<Result<WorkPaper>> WriteAsync(Viewer by, ActQuery query, int? sample = null, long seed = 0, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(query);
        var counted = await reading.CountAsync(by, query, stop);
        if (counted.Refusal is { } refusal) return refusal;
        IReadOnlyList<ActView> found;
        if (sample is { } size)
        {
            var drawn = await reading.SampleAsync(by, query, size, seed, stop);
            if (drawn.Refusal is { } refused) return refused;
            found = drawn.Value.Acts;
        }
        else
        {
            found = (await reading.PageAsync(by, query, null, ActReading.Most, stop)).Acts;
        }

        var rows = ActLog.Canonical(found.Select(Row));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows)));
        var counts = counted.Value;
        var paper = ActLog.Canonical(new
        {
            acts = JsonNode.Parse(rows),
            sha256 = hash,
            query = Members(query),
            sample = sample is null ? null : new { size = sample, seed },
            readable = counts.Readable,
            withheld = counts.Withheld.Select(w => new { kind = w.Kind, count = w.Count }),
            at = Iso(clock.GetUtcNow()),
            officer = by.Officer.Login,
            unit = by.Unit.Code,
            purpose = by.Purpose,
        });
        await reading.NoteAsync(by, "acts.paper", query, new { sha256 = hash, acts = found.Count });
        return new WorkPaper(paper, hash);
    }

    internal static object Members(ActQuery query) => new
    {
        officer = query.Officer,
        kind = query.Kind,
        unit = query.Unit,
        from = query.From?.ToString("O", CultureInfo.InvariantCulture),
        until = query.Until?.ToString("O", CultureInfo.InvariantCulture),
    };

    private static object Row(ActView act) => new
    {
        id = act.Id,
        at = Iso(act.At),
        officer = act.Officer,
        unit = act.Unit,
        purpose = act.Purpose,
        kind = act.Kind,
        subject = act.Subject,
        content = JsonNode.Parse(act.Content),
    };

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
