using System.Text.Json;
using Puente.Matching.Linkage;
using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>
/// Lists as FollowTheMoney entities, one JSON object a line (<c>entities.ftm.json</c>), plain or gzip. Persons, organisations, companies,
/// legal entities, vessels, aircraft and vehicles become entries; other schemata (addresses, ownership) are passed over.
/// </summary>
public static class FollowTheMoneyLines
{
    private static readonly string[] Numbers = ["idNumber", "passportNumber", "taxNumber", "registrationNumber", "imoNumber", "socialSecurityNumber", "vatCode", "leiCode"];

    /// <summary>Reads a file. Lines that are no JSON object become problems with their line.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ScreeningList Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (entries, problems) = (new List<ListEntry>(), new List<ListProblem>());
        using var reader = OfacFiles.Open(path);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            try
            {
                using var json = JsonDocument.Parse(text);
                if (Entry(json.RootElement) is { } entry) entries.Add(entry);
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                problems.Add(new ListProblem(path, line, (int)((fault as JsonException)?.BytePositionInLine ?? 0) + 1, "list.json", CsvRows.Short(text)));
            }
        }

        return new ScreeningList(Path.GetFileName(path), entries, problems);
    }

    private static ListEntry? Entry(JsonElement json)
    {
        var kind = json.GetProperty("schema").GetString() switch
        {
            "Person" => NameKind.Person,
            "Organization" or "Company" or "LegalEntity" or "PublicBody" => NameKind.Organisation,
            "Vessel" or "Airplane" or "Vehicle" => NameKind.Vessel,
            _ => NameKind.Unknown,
        };
        if (kind == NameKind.Unknown) return null;
        var caption = json.TryGetProperty("caption", out var c) && c.ValueKind == JsonValueKind.String ? [c.GetString()!] : Array.Empty<string>();
        var primary = Values(json, "name").DefaultIfEmpty(caption.FirstOrDefault() ?? "").Where(n => n.Length > 0).ToList();
        var names = primary.Select((n, i) => new ListedName(n, i == 0 ? ListedNameKind.Primary : ListedNameKind.Alias))
            .Concat(Values(json, "alias").Concat(Values(json, "previousName")).Select(n => new ListedName(n, ListedNameKind.Alias)))
            .Concat(Values(json, "weakAlias").Select(n => new ListedName(n, ListedNameKind.Weak))).ToList();
        return names.Count == 0 ? throw new KeyNotFoundException("name") : new ListEntry
        {
            Id = json.GetProperty("id").GetString()!,
            Kind = kind,
            Names = names,
            BirthDates = [.. Values(json, "birthDate").Select(d => PartialDate.TryParse(d, out var date) ? date : default).Where(d => d.Year > 0)],
            Countries = [.. Values(json, "nationality").Concat(Values(json, "country")).Concat(Values(json, "jurisdiction")).Distinct(StringComparer.Ordinal)],
            Identifiers = [.. Numbers.SelectMany(n => Values(json, n).Select(v => new ListedIdentifier(n, v)))],
            Programs = [.. Values(json, "program").Concat(Values(json, "topics"))],
        };
    }

    private static IEnumerable<string> Values(JsonElement json, string property)
    {
        if (!json.TryGetProperty("properties", out var properties) || !properties.TryGetProperty(property, out var values)) yield break;
        if (values.ValueKind == JsonValueKind.String) yield return values.GetString()!;
        if (values.ValueKind != JsonValueKind.Array) yield break;
        foreach (var value in values.EnumerateArray())
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) yield return text;
    }
}
