using System.Globalization;
using Puente.Evidence;

namespace Puente.Money.Following;

/// <summary>What ends a path besides its limits. The path comes to it and goes no further.</summary>
public enum StopKind
{
    /// <summary>A payment in cash: a deposit, a withdrawal, a seizure.</summary>
    Cash,

    /// <summary>An account or entity.</summary>
    Account,

    /// <summary>Somebody with more relations than a number, as the viewer sees them: a bank's own account, an exchange.</summary>
    Hub,

    /// <summary>A transfer of less than an amount.</summary>
    Below,

    /// <summary>An end in a country: by the entity's own country, by a CLABE, or by the first two letters of an IBAN.</summary>
    Country,

    /// <summary>A record that another country's agency released.</summary>
    Partner,
}

/// <summary>One rule, as it is written: <c>cash</c>, <c>account:NUMBER</c> (or the public id of an entity), <c>hub:50</c>, <c>below:100000</c> (minor units), <c>country:MX</c>, <c>partner</c>.</summary>
/// <param name="Kind">What ends a path.</param>
/// <param name="Text">The account or country.</param>
/// <param name="Number">The relations or the amount.</param>
public sealed record StopRule(StopKind Kind, string Text = "", long Number = 0)
{
    /// <summary>The entity that the text names by its public id; null for a number.</summary>
    public Evidence.Records.EntityId? Entity { get; init; }

    /// <summary>The same rules, with the entities that their texts name.</summary>
    public static IReadOnlyList<StopRule> Known(IEnumerable<StopRule> rules, Addresses ids) => [.. rules.Select(r => r.Kind == StopKind.Account ? r with { Entity = ids.Entity(r.Text) } : r)];

    /// <summary>Reads rules; refuses <c>follow.stop-at</c> with the first that is none.</summary>
    public static Result<IReadOnlyList<StopRule>> Read(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rules = new List<StopRule>();
        foreach (var text in texts)
        {
            if (Read(text.Trim()) is not { } rule) return new Refusal("follow.stop-at", ("text", text));
            rules.Add(rule);
        }

        return rules;
    }

    private static StopRule? Read(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        var (name, value) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..].Trim());
        var number = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
        return name switch
        {
            "cash" when at < 0 => new StopRule(StopKind.Cash),
            "partner" when at < 0 => new StopRule(StopKind.Partner),
            "account" when value.Length > 0 => new StopRule(StopKind.Account, value),
            "country" when value.Length == 2 && value.All(char.IsAsciiLetter) => new StopRule(StopKind.Country, value.ToUpperInvariant()),
            "hub" when number > 0 => new StopRule(StopKind.Hub, "", number),
            "below" when number > 0 => new StopRule(StopKind.Below, "", number),
            _ => null,
        };
    }
}
