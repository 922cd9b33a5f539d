using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Graph.Paths;

namespace Puente.Money.Following;

/// <summary>The question as the page's form sends it, to the page and to the file of what it shows.</summary>
/// <param name="Start">Public id of an entity, or of the statement of a seizure or payment.</param>
/// <param name="Account">An account as records write it.</param>
/// <param name="Question">How far and how.</param>
/// <param name="WithPartner">Whether what partners released is walked too.</param>
internal sealed record FollowForm(string? Start, string? Account, FollowQuestion Question, bool WithPartner)
{
    /// <summary>Fields that a second form repeats, so that it asks the same.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["start", "account", "direction", "days", "hops", "min", "kept", "same", "without", "stop-cash", "stop-partner", "stop-account", "stop-hub", "stop-below", "stop-country"];

    /// <summary>Reads the fields; what cannot be read is left at its ordinary value, as a form leaves it.</summary>
    public static FollowForm Read(Func<string, string?> field, Addresses ids)
    {
        int? Number(string name) => int.TryParse(field(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        bool Ticked(string name) => !string.IsNullOrEmpty(field(name));
        string? Text(string name) => field(name)?.Trim() is { Length: > 0 } text ? text : null;
        List<string> stops = [.. Ticked("stop-cash") ? ["cash"] : Array.Empty<string>(), .. Ticked("stop-partner") ? ["partner"] : Array.Empty<string>()];
        if (Text("stop-account") is { } accounts) stops.AddRange(accounts.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => "account:" + a));
        if (Number("stop-hub") is > 0 and var hub) stops.Add(string.Create(CultureInfo.InvariantCulture, $"hub:{hub}"));
        if (Number("stop-below") is > 0 and var below) stops.Add(string.Create(CultureInfo.InvariantCulture, $"below:{below * 100L}"));
        if (Text("stop-country") is { } country) stops.Add("country:" + country);
        var rules = StopRule.Read(stops);
        return new FollowForm(Text("start"), Text("account"), new FollowQuestion
        {
            Direction = field("direction") == "backward" ? Direction.Backward : Direction.Forward,
            Days = Number("days"),
            Hops = Math.Clamp(Number("hops") ?? 3, 1, FollowQuestion.MostHops),
            Minimum = (Number("min") ?? 0) * 100L,
            Kept = Number("kept") is { } kept ? Math.Clamp(kept, 1, 100) : null,
            SameTimes = Ticked("same"),
            StopAt = rules.IsOk ? StopRule.Known(rules.Value, ids) : [],
        }, !Ticked("without"));
    }

    /// <summary>Asks it. Refuses what the desk refuses.</summary>
    public async Task<Result<FollowAnswer>> AskAsync(FollowDesk desk, Reading reading, Addresses ids, CancellationToken stop)
    {
        if (Start is null) return await desk.AskAsync(reading, null, Account, Question, WithPartner, stop);
        if (ids.Entity(Start) is { } entity) return await desk.AskAsync(reading, entity, null, Question, WithPartner, stop);
        return ids.Statement(Start) is { } fact ? await desk.AskAsync(reading, fact, Question, WithPartner, stop) : new Refusal("follow.no-such-start");
    }
}
