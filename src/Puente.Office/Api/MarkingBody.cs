using Puente.Evidence;
using Puente.Evidence.Sharing;
using Puente.Office.Pages;

namespace Puente.Office.Api;

/// <summary>
/// A marking as a program sends it: the code of a preset, or its parts. A reader of the audience is <c>MX</c>, <c>MX/FGR</c>,
/// <c>MX/FGR/SON</c>, <c>case:J-1</c> or <c>officer:rivas</c>, with <c>=pointer</c>, <c>=silent</c> or <c>=redacted:to+detail</c> for less than everything.
/// </summary>
public sealed record MarkingBody(
    string? Preset = null, string? Tlp = null, IReadOnlyList<string>? Audience = null, string? Label = null, int? Handling = null, string? HandlingText = null,
    IReadOnlyList<string>? Purposes = null, DateOnly? ReviewBy = null, DateOnly? ExpiresOn = null, string? LegalBasis = null, string? CourtOrder = null)
{
    /// <summary>What is meant when nothing is said: the preset <c>internal</c>.</summary>
    public static MarkingBody Internal { get; } = new(Preset: "internal");

    /// <summary>The marking, of the viewer's unit; the code of a preset is one of those the viewer can choose. Refuses <c>marking.preset-unknown</c>, <c>marking.tlp-unknown</c>, <c>marking.reader-unreadable</c>.</summary>
    public Result<Marking> Read(Viewer by, FormPresets presets)
    {
        if (Preset is not null) return presets.Find(by, Preset) is { } preset ? preset.Marking : new Refusal("marking.preset-unknown", ("preset", Preset));
        var tlp = Evidence.Sharing.Tlp.Amber;
        if (Tlp is not null && !Enum.TryParse(Tlp.Replace("+", "", StringComparison.Ordinal).Replace("TLP:", "", StringComparison.Ordinal), ignoreCase: true, out tlp))
            return new Refusal("marking.tlp-unknown", ("tlp", Tlp));
        var grants = new List<Grant>();
        foreach (var text in Audience ?? [])
        {
            if (Grant(text ?? "") is not { } grant) return new Refusal("marking.reader-unreadable", ("reader", text ?? ""));
            grants.Add(grant);
        }

        return new Marking
        {
            Owner = by.Subject.Agency,
            Unit = by.Unit.Code,
            Tlp = tlp,
            Label = Label,
            Audience = [.. grants],
            Handling = (Handling)(Handling ?? 0),
            HandlingText = HandlingText,
            Purposes = [.. Purposes ?? []],
            ReviewBy = ReviewBy,
            ExpiresOn = ExpiresOn,
            LegalBasis = LegalBasis,
            CourtOrder = CourtOrder,
        };
    }

    /// <summary>A reader of an audience as it is read back.</summary>
    public static string Write(Grant grant)
    {
        var who = grant.To.Kind switch { PrincipalKind.Case => "case:", PrincipalKind.Officer => "officer:", _ => "" } + grant.To.Code;
        return grant.Mode switch
        {
            Mode.Full => who,
            Mode.Redacted => $"{who}=redacted:{grant.Redacted.ToString().ToLowerInvariant().Replace(", ", "+", StringComparison.Ordinal)}",
            _ => $"{who}={grant.Mode.ToString().ToLowerInvariant()}",
        };
    }

    private static Grant? Grant(string text)
    {
        var parts = text.Split('=', 2);
        var to = parts[0].Split(':', 2) switch
        {
            ["case", var code] => new Principal(PrincipalKind.Case, code),
            ["officer", var code] => new Principal(PrincipalKind.Officer, code),
            [var code] => new Principal(code.Count(c => c == '/') switch { 0 => PrincipalKind.Country, 1 => PrincipalKind.Agency, _ => PrincipalKind.Unit }, code),
            _ => default,
        };
        if (string.IsNullOrEmpty(to.Code)) return null;
        var how = parts.Length == 1 ? ["full"] : parts[1].Split(':', 2);
        if (!Enum.TryParse<Mode>(how[0], ignoreCase: true, out var mode)) return null;
        if (mode != Mode.Redacted) return new Grant(to, mode);
        return how.Length == 2 && Enum.TryParse<Field>(how[1].Replace('+', ','), ignoreCase: true, out var fields) ? new Grant(to, mode, fields) : null;
    }
}
