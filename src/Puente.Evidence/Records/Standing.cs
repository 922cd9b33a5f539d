using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Puente.Evidence.Records;

/// <summary>
/// Why a person is in the records. Kept as the attribute <c>role</c> with the ground, case and review date as its detail. A suspect
/// or associate needs stated grounds and a date of review (28 CFR 23.20(a), (h)); nobody is entered without a role.
/// </summary>
/// <param name="Role">suspect, associate, victim, witness, source, official, bystander or accountParty.</param>
/// <param name="Ground">The suspicion or reason in words.</param>
/// <param name="Case">Case number.</param>
/// <param name="ReviewBy">To be reviewed by this day.</param>
public sealed record Standing(string Role, string? Ground, string? Case, DateOnly? ReviewBy)
{
    /// <summary>The property that carries it.</summary>
    public const string Property = "role";

    /// <summary>Whether people in this role may appear in networks, rankings, list screening and bulk matching.</summary>
    public bool IsSubject => Role is "suspect" or "associate";

    /// <summary>The attribute that records it.</summary>
    public NewAttribute Of(EntityId person)
    {
        var detail = new JsonObject();
        if (Case is not null) detail["case"] = Case;
        if (Ground is not null) detail["ground"] = Ground;
        if (ReviewBy is { } day) detail["reviewBy"] = day.ToString("O", CultureInfo.InvariantCulture);
        return new NewAttribute(person, Property, Role, Detail: detail.Count == 0 ? null : detail.ToJsonString());
    }

    /// <summary>Reads an attribute of the property; null for any other. A detail that is withheld gives a standing without grounds.</summary>
    public static Standing? Read(string property, string? value, string? detail)
    {
        if (property != Property || value is null) return null;
        try
        {
            var json = detail is null ? null : JsonNode.Parse(detail) as JsonObject;
            return new Standing(value, (string?)json?["ground"], (string?)json?["case"],
                DateOnly.TryParseExact((string?)json?["reviewBy"], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new Standing(value, null, null, null);
        }
    }

    /// <summary>
    /// What is missing before the persons of a batch may be entered: <c>standing.role-missing</c>, <c>standing.ground-missing</c>,
    /// <c>standing.review-missing</c>; null when nothing is.
    /// </summary>
    public static Refusal? Missing(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var standings = batch.Attributes.Select(a => (a.Entity, Standing: Read(a.Property, a.Value, a.Detail))).Where(a => a.Standing is not null).ToList();
        if (batch.Entities.Any(e => e.Kind == "Person" && !standings.Exists(s => s.Entity == e.Id))) return new Refusal("standing.role-missing");
        foreach (var (_, standing) in standings.Where(s => s.Standing!.IsSubject))
        {
            if (string.IsNullOrWhiteSpace(standing!.Ground)) return new Refusal("standing.ground-missing", ("role", standing.Role));
            if (standing.ReviewBy is null) return new Refusal("standing.review-missing", ("role", standing.Role));
        }

        return null;
    }
}
