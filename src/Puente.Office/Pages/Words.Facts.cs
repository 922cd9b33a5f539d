using System.Text.Json;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Office.Pages;

public sealed partial class Words
{
    /// <summary>A kind of fact with what stands at its ends: "Payment (payer → beneficiary)".</summary>
    public string FactName(Evidence.Terms.FactKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var ends = new[] { kind.From.Label, kind.To.Label }.OfType<Evidence.Terms.Label>().Select(l => l.In(Language).ToLower(t.Language.Culture)).ToList();
        return ends.Count == 0 ? kind.Label.In(Language) : $"{kind.Label.In(Language)} ({string.Join(" → ", ends)})";
    }

    /// <summary>A fact as a line of names: "R. Salas · Payment · Acct 4417".</summary>
    public string Sentence(FactView fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return string.Join(" · ", new[] { End(fact.From, fact, Evidence.Sharing.Field.From), Kind(fact.Kind), End(fact.To, fact, Evidence.Sharing.Field.To) }.Where(p => p.Length > 0));
    }

    /// <summary>A fact as told of one of its entities, which is left out: "Payment: Acct 4417", "was paid by R. Salas".</summary>
    public string SentenceOf(FactView fact, EntityId subject)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.From?.Id == subject)
            return Joined(Kind(fact.Kind) + ":", Ended(fact.To, fact, Evidence.Sharing.Field.To) ?? Ended(fact.Item, fact, Evidence.Sharing.Field.Item));
        if (fact.To?.Id == subject && (fact.From is not null || fact.Redacted.HasFlag(Evidence.Sharing.Field.From)))
            return Joined(vocabulary.Fact(fact.Kind)?.Inverse.In(Language) ?? Kind(fact.Kind), Ended(fact.From, fact, Evidence.Sharing.Field.From));
        return Sentence(fact);
    }

    /// <summary>What the subject is in the fact: purchaser, payer, place.</summary>
    public string RoleOf(FactView fact, EntityId subject)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var kind = vocabulary.Fact(fact.Kind);
        if (fact.From?.Id == subject) return kind?.From.Label?.In(Language) ?? "";
        if (fact.To?.Id == subject) return kind?.To.Label?.In(Language) ?? "";
        return fact.Item?.Id == subject ? kind?.Item.Label?.In(Language) ?? "" : t["words.place"];
    }

    /// <summary>The other entities of a fact, each with its role.</summary>
    public IEnumerable<(string Role, EntityView Entity)> Others(FactView fact, EntityId? subject)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var kind = vocabulary.Fact(fact.Kind);
        if (fact.From is { } from && from.Id != subject) yield return (kind?.From.Label?.In(Language) ?? t["words.from"], from);
        if (fact.To is { } to && to.Id != subject) yield return (kind?.To.Label?.In(Language) ?? t["words.to"], to);
        if (fact.Item is { } item && item.Id != subject) yield return (kind?.Item.Label?.In(Language) ?? t["words.item"], item);
        if (fact.Place is { } place && place.Id != subject) yield return (t["words.place"], place);
    }

    /// <summary>Further particulars of a fact, name by name; what is not a flat object is shown as it is.</summary>
    public IEnumerable<(string Name, string Value)> Particulars(string kind, string? detail)
    {
        if (detail is null) yield break;
        var found = new List<(string, string)>();
        try
        {
            using var json = JsonDocument.Parse(detail);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                foreach (var member in json.RootElement.EnumerateObject().Where(m => !DatasetPointer.Parts.Contains(m.Name)))
                    found.Add((Particular(kind, member.Name), member.Value.ValueKind switch
                    {
                        JsonValueKind.String => Value(kind, member.Name, member.Value.GetString()!),
                        JsonValueKind.Array => string.Join("; ", member.Value.EnumerateArray().Select(v => v.ToString())),
                        _ => member.Value.ToString(),
                    }));
            else found.Add((t["words.detail"], detail));
        }
        catch (JsonException)
        {
            found.Add((t["words.detail"], detail));
        }

        foreach (var pair in found) yield return pair;
    }

    private string Particular(string kind, string name) => t.Has("words.detail." + name) ? t["words.detail." + name] : Property(kind, name);

    private string End(EntityView? end, FactView fact, Field field) => Ended(end, fact, field) ?? "";

    private string? Ended(EntityView? end, FactView fact, Field field) =>
        end is not null ? Caption(end) : fact.Redacted.HasFlag(field) && vocabulary.Fact(fact.Kind) is { } kind && Has(kind, field) ? t["words.withheld.name"] : null;

    private static bool Has(Evidence.Terms.FactKind kind, Field field) => field switch
    {
        Evidence.Sharing.Field.From => kind.From.Need != Evidence.Terms.EndNeed.Absent,
        Evidence.Sharing.Field.To => kind.To.Need != Evidence.Terms.EndNeed.Absent,
        _ => kind.Item.Need != Evidence.Terms.EndNeed.Absent,
    };

    private static string Joined(string verb, string? what) => what is null ? verb.TrimEnd(':') : $"{verb} {what}";
}
