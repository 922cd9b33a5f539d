using Puente.Evidence.Sharing;
using Puente.Ui.Components;

namespace Puente.Office.Pages;

public sealed partial class Words
{
    /// <summary>The words of a marking badge: sensitivity and national label.</summary>
    public static string Marking(Marking marking)
    {
        ArgumentNullException.ThrowIfNull(marking);
        var tlp = "TLP:" + Tlp(marking.Tlp);
        var handling = marking.Handling == Handling.None ? "" : " · " + string.Join('+', Codes(marking.Handling));
        return marking.Label is { Length: > 0 } label ? $"{tlp}{handling} · {label}" : tlp + handling;
    }

    /// <summary>What stands across the sheets of a page that shows something sensitive; null when nothing on it is.</summary>
    public static string? Watermark(params Marking?[] shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var sensitive = shown.OfType<Marking>().Where(Sightings.IsSensitive).Distinct().ToList();
        return sensitive.Count == 0 ? null : Marking(Combine.All(sensitive));
    }

    /// <summary>The edge of a marking badge.</summary>
    public static MarkingLevel Level(Marking marking)
    {
        ArgumentNullException.ThrowIfNull(marking);
        return (MarkingLevel)marking.Tlp;
    }

    /// <summary>The sensitivity as FIRST writes it.</summary>
    public static string Tlp(Tlp tlp) => tlp switch
    {
        Evidence.Sharing.Tlp.AmberStrict => "AMBER+STRICT",
        _ => tlp.ToString().ToUpperInvariant(),
    };

    /// <summary>Handling codes one by one.</summary>
    public static IEnumerable<string> Codes(Handling handling) =>
        Enum.GetValues<Handling>().Where(h => h != Handling.None && handling.HasFlag(h)).Select(h => h.ToString());

    /// <summary>Everything the reader may know of a marking, in one line. Only the owner learns who else is in the audience.</summary>
    public string Detail(Marking marking) => string.Join(". ", Parts(marking).Select(p => $"{p.Name}: {p.Value}"));

    /// <summary>Everything the reader may know of a marking, name by name.</summary>
    public IEnumerable<(string Name, string Value)> Parts(Marking marking)
    {
        ArgumentNullException.ThrowIfNull(marking);
        yield return (t["words.marking.sensitivity"], "TLP:" + Tlp(marking.Tlp));
        yield return (t["words.marking.owner"], marking.Unit == "mixed" ? t["words.marking.mixed"] : Unit(marking.Unit));
        yield return (t["words.marking.regime"], Regime(marking.Regime));
        if (marking.Label is { Length: > 0 } label) yield return (t["words.marking.label"], label);
        if (Reader is { } reader && reader.Agencies.Contains(marking.Owner))
            yield return (t["words.marking.audience"], marking.Audience.Length == 0 ? t["words.marking.audience.none"] : string.Join("; ", marking.Audience.Select(Grant)));
        if (marking.Handling != Handling.None)
            yield return (t["words.marking.handling"], string.Join("; ", Codes(marking.Handling).Select(c => $"{c} {t["words.handling." + c]}")) + (marking.HandlingText is { } text ? $" ({text})" : ""));
        if (marking.Purposes.Length > 0)
            yield return (t["words.marking.purposes"], string.Join(", ", marking.Purposes.Select(p => t.Has("purpose." + p) ? t["purpose." + p] : p)));
        if (marking.Actions != Permission.All)
            yield return (t["words.marking.actions"], string.Join(", ", new[] { Permission.View, Permission.Copy, Permission.Export, Permission.Automate }.Where(a => marking.Actions.HasFlag(a)).Select(a => t["words.permission." + a])));
        if (marking.ReviewBy is { } review) yield return (t["words.marking.review"], t.Date(review));
        if (marking.ExpiresOn is { } expires) yield return (t["words.marking.expires"], t.Date(expires));
        if (marking.LegalBasis is { Length: > 0 } basis) yield return (t["words.marking.basis"], basis);
        if (marking.CourtOrder is { Length: > 0 } order) yield return (t["words.marking.order"], order);
    }

    /// <summary>The name of a legal regime.</summary>
    public string Regime(string code) => regimes.Find(code)?.Label.In(Language) ?? (code == "mixed" ? t["words.marking.mixed"] : code);

    /// <summary>The name of a field that can be redacted.</summary>
    public string Field(Field field) => string.Join(", ", Enum.GetValues<Field>().Where(f => f != Evidence.Sharing.Field.None && field.HasFlag(f)).Select(f => t["words.field." + f]));

    private string Grant(Grant grant)
    {
        var who = grant.To.Kind switch
        {
            PrincipalKind.Country => Country(grant.To.Code),
            PrincipalKind.Unit => Unit(grant.To.Code),
            _ => grant.To.Code,
        };
        var mode = t["words.mode." + grant.Mode];
        return grant.Mode == Mode.Redacted ? $"{who}: {mode} ({Field(grant.Redacted)})" : $"{who}: {mode}";
    }
}
