using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Puente.Evidence.Sharing;

/// <summary>The canonical text of a marking: equal markings give equal text, whatever the order of their parts. It is the interning key.</summary>
public static class MarkingText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the canonical text.</summary>
    public static string Write(Marking marking)
    {
        ArgumentNullException.ThrowIfNull(marking);
        var json = new JsonObject
        {
            ["owner"] = marking.Owner,
            ["unit"] = marking.Unit,
            ["regime"] = marking.Regime,
            ["tlp"] = marking.Tlp.ToString(),
        };
        Add(json, "label", marking.Label);
        if (marking.Audience.Length > 0)
        {
            var audience = new JsonArray();
            foreach (var grant in marking.Audience.Distinct().OrderBy(g => g.To.Kind).ThenBy(g => g.To.Code, StringComparer.Ordinal).ThenBy(g => g.Mode).ThenBy(g => g.Redacted))
                audience.Add((JsonNode)string.Create(CultureInfo.InvariantCulture, $"{grant.To.Kind}:{grant.To.Code}={grant.Mode}:{(grant.Mode == Mode.Redacted ? (int)grant.Redacted : 0)}"));
            json["audience"] = audience;
        }

        if (marking.Handling != Handling.None) json["handling"] = (int)marking.Handling;
        Add(json, "handlingText", marking.HandlingText);
        if (marking.Purposes.Length > 0)
            json["purposes"] = new JsonArray([.. marking.Purposes.Distinct().Order(StringComparer.Ordinal).Select(p => (JsonNode)p)]);
        if (marking.Actions != Permission.All) json["actions"] = (int)marking.Actions;
        Add(json, "reviewBy", marking.ReviewBy?.ToString("O", CultureInfo.InvariantCulture));
        Add(json, "expiresOn", marking.ExpiresOn?.ToString("O", CultureInfo.InvariantCulture));
        Add(json, "legalBasis", marking.LegalBasis);
        Add(json, "courtOrder", marking.CourtOrder);
        return json.ToJsonString(Plain);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Marking Read(string canon)
    {
        var json = JsonNode.Parse(canon)!.AsObject();
        return new Marking
        {
            Owner = Text(json, "owner")!,
            Unit = Text(json, "unit")!,
            Regime = Text(json, "regime")!,
            Tlp = Enum.Parse<Tlp>(Text(json, "tlp")!),
            Label = Text(json, "label"),
            Audience = json["audience"] is JsonArray grants ? [.. grants.Select(g => ReadGrant((string)g!))] : [],
            Handling = (Handling)((int?)json["handling"] ?? 0),
            HandlingText = Text(json, "handlingText"),
            Purposes = json["purposes"] is JsonArray purposes ? [.. purposes.Select(p => (string)p!)] : [],
            Actions = (Permission)((int?)json["actions"] ?? (int)Permission.All),
            ReviewBy = Day(json, "reviewBy"),
            ExpiresOn = Day(json, "expiresOn"),
            LegalBasis = Text(json, "legalBasis"),
            CourtOrder = Text(json, "courtOrder"),
        };
    }

    private static Grant ReadGrant(string text)
    {
        var equals = text.LastIndexOf('=');
        var kind = text[..text.IndexOf(':', StringComparison.Ordinal)];
        var mode = text[(equals + 1)..].Split(':');
        return new Grant(
            new Principal(Enum.Parse<PrincipalKind>(kind), text[(kind.Length + 1)..equals]),
            Enum.Parse<Mode>(mode[0]),
            (Field)ushort.Parse(mode[1], CultureInfo.InvariantCulture));
    }

    private static void Add(JsonObject json, string name, string? value)
    {
        if (value is not null) json[name] = value;
    }

    private static string? Text(JsonObject json, string name) => (string?)json[name];

    private static DateOnly? Day(JsonObject json, string name) =>
        Text(json, name) is { } text ? DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;
}
