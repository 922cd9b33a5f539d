using System.Globalization;
using System.Text.Json;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Evidence.Import.FollowTheMoney;

/// <summary>
/// Reads FollowTheMoney entities (columns <c>id</c>, <c>schema</c>, <c>properties</c>): things become entities with attributes, intervals become
/// facts, entity-typed properties become facts. A property without a place here is kept as a note or particular and warned of; a schema
/// without one rejects its line.
/// </summary>
/// <param name="scope">Scope of the ids, so that two datasets may use one id for two things.</param>
/// <param name="vocabulary">The kinds.</param>
public sealed class EntityLines(string scope, Vocabulary vocabulary)
{
    private static readonly FileShape Shape = new();

    /// <summary>Maps one line.</summary>
    public RowDraft Map(TableRow row)
    {
        if (row.Flaw is { } flaw)
            return RowDraft.Rejected(row.Line, flaw);
        var (id, schema) = (row.Cells[0], row.Cells[1]);
        if (KeyText.Of(scope, [id]) is not { } key)
            return RowDraft.Rejected(row.Line, new Problem(row.Line, "id", "ftm.id-missing"));
        Dictionary<string, List<string>> properties;
        try
        {
            properties = Properties(row.Cells[2]);
        }
        catch (JsonException)
        {
            return RowDraft.Rejected(row.Line, new Problem(row.Line, "properties", "row.json-broken"));
        }
        var line = new Line(row.Line, key, properties, []);
        if (vocabulary.Kind(schema) is { Abstract: false } kind)
            return Thing(line, kind);
        return (Told(schema, properties) ?? vocabulary.FactOfSchema(schema)) is { } fact
            ? Interval(line, fact)
            : RowDraft.Rejected(row.Line, new Problem(row.Line, "schema", "ftm.schema-unknown", ("schema", schema)));
    }

    /// <summary>The kind that a link names in its <c>role</c>, when it is one that is written so; the role has then said all it has to.</summary>
    private FactKind? Told(string schema, Dictionary<string, List<string>> properties)
    {
        if (!properties.TryGetValue("role", out var roles) || roles is not [var code] || vocabulary.Fact(code) is not { } kind)
            return null;
        if ((kind.Ftm ?? FtmMapping.Link) is not { Reads: false, Property: null } written || written.Schema != schema)
            return null;
        properties.Remove("role");
        return kind;
    }

    private RowDraft Thing(Line line, EntityKind kind)
    {
        var attributes = new List<AttributeDraft>();
        var facts = new List<FactDraft>();
        var others = new Dictionary<string, EntityDraft>(StringComparer.Ordinal);
        foreach (var (name, values) in line.Properties)
            if (kind.Property(name) is { } property)
                foreach (var value in values)
                    Add(line, property, value, attributes);
            else if (vocabulary.FactOfProperty(kind, name) is { } fact)
                foreach (var value in values)
                {
                    var other = Other(value, fact.To, null, others);
                    facts.Add(new FactDraft(fact.Code, KeyText.OfTie(fact.Code, line.Key, other, null)) { From = line.Key, To = other });
                }
            else if (name != "namesMentioned")
                foreach (var value in values)
                {
                    line.Warnings.Add(new Problem(line.Number, name, "ftm.property-unknown", ("property", name), ("value", value)));
                    Add(line, kind.Property("notes"), $"{name}: {value}", attributes);
                }
        others.Remove(line.Key);
        return new RowDraft(line.Number, [new EntityDraft(line.Key, kind.Code, attributes), .. others.Values], facts, null, line.Warnings)
        {
            Doubts = RowDoubts.Of(line.Number, [(kind, attributes)], _ => null),
        };
    }

    private RowDraft Interval(Line line, FactKind kind)
    {
        var ftm = kind.Ftm ?? FtmMapping.Link;
        var others = new Dictionary<string, EntityDraft>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var froms = Ends(line, ftm.From, kind.From, others, taken);
        var tos = Ends(line, ftm.To, kind.To, others, taken);
        var items = Ends(line, kind.Item.Need == EndNeed.Absent ? [] : ftm.Items, kind.Item, others, taken);
        var places = Ends(line, ftm.Places, new FactEnd(EndNeed.Optional, null, ["Place"]), others, taken);
        if (others.Count == 0)
            return RowDraft.Rejected(line.Number, new Problem(line.Number, "", "ftm.ends-missing", ("kind", kind.Code)));
        var details = new List<AttributeDraft>();
        When? at = null, until = null;
        string? amount = null, currency = null;
        foreach (var (name, values) in line.Properties)
        {
            if (name == "namesMentioned" || taken.Contains(name))
                continue;
            foreach (var value in values)
                if (at is null && ftm.At.Contains(name) && When.Parse(value) is { IsOk: true } began)
                    at = began.Value;
                else if (until is null && name == ftm.Until && When.Parse(value) is { IsOk: true } ended)
                    until = ended.Value;
                else if (amount is null && name == ftm.Amount)
                    amount = Numbers.Canonical(value, '.') ?? value;
                else if (currency is null && name == ftm.Currency)
                    currency = value.ToUpperInvariant();
                else if (kind.Detail(name) is { Type: PropertyType.Entity } end)
                    details.Add(new AttributeDraft(end.Code, Other(value, Named(end), null, others)) { Named = true });
                else
                    Detail(line, kind, name, value, details);
        }
        var minor = Money(line, kind, amount, ref currency, details);
        var facts = new List<FactDraft>();
        foreach (var from in froms)
            foreach (var to in tos)
                foreach (var item in items)
                    foreach (var place in places)
                        facts.Add(new FactDraft(kind.Code, facts.Count == 0 ? line.Key : line.Key + "\u001e" + facts.Count.ToString(CultureInfo.InvariantCulture))
                        {
                            From = from,
                            To = to,
                            Item = item,
                            Place = place,
                            At = at,
                            Until = until,
                            Amount = minor,
                            Currency = minor is null ? null : currency,
                            Details = details,
                        });
        return new RowDraft(line.Number, [.. others.Values], facts, null, line.Warnings);
    }

    private static long? Money(Line line, FactKind kind, string? amount, ref string? currency, List<AttributeDraft> details)
    {
        if (amount is not null)
        {
            if (currency is not null && Currencies.LooksRight(currency) && Numbers.Minor(amount, currency) is { } minor)
                return minor;
            Detail(line, kind, "amount", amount, details);
            if (currency is not null)
                Detail(line, kind, "currency", currency, details);
        }
        FactMoney.FromDetails(details, out var named, out var code);
        currency = code;
        return named;
    }

    private static void Detail(Line line, FactKind kind, string name, string value, List<AttributeDraft> details)
    {
        if (kind.Detail(name) is { } property)
        {
            Add(line, property, value, details);
            return;
        }
        line.Warnings.Add(new Problem(line.Number, name, "ftm.property-unknown", ("property", name), ("value", value)));
        details.Add(new AttributeDraft(name, value));
    }

    /// <summary>The entities at an end: those that the first property present names; the other properties stay as particulars.</summary>
    private List<string?> Ends(Line line, IReadOnlyList<FtmEnd> carriers, FactEnd end, Dictionary<string, EntityDraft> others, HashSet<string> taken)
    {
        foreach (var carrier in carriers)
            if (line.Properties.TryGetValue(carrier.Property, out var ids) && ids.Count > 0 && taken.Add(carrier.Property))
                return [.. ids.Select(id => Other(id, end, carrier.Kind, others)).Distinct()];
        return [null];
    }

    /// <summary>What probably stands at a further end, until its own line says so.</summary>
    private static FactEnd Named(Property property) => new(EndNeed.Optional, null, [property.Code switch
    {
        "payerAccount" or "beneficiaryAccount" or "bankAccount" or "bankRub" or "bankForeign" => "BankAccount",
        "proof" => "Document",
        "contract" => "Contract",
        "callForTenders" => "CallForTenders",
        "transport" => "Vehicle",
        _ => "LegalEntity",
    }]);

    private string Other(string id, FactEnd end, string? named, Dictionary<string, EntityDraft> others)
    {
        var key = KeyText.Of(scope, [id])!;
        var kind = (named is null ? null : vocabulary.Kind(named) is { Abstract: false } known ? known : null) ?? end.Range.Select(vocabulary.Kind).FirstOrDefault(k => k is { Abstract: false }) ?? vocabulary.Kind("LegalEntity")!;
        others.TryAdd(key, new EntityDraft(key, kind.Code, []) { Provisional = true });
        return key;
    }

    private static void Add(Line line, Property? property, string value, List<AttributeDraft> into)
    {
        if (property is null)
            return;
        var cleaned = Cleaning.Clean(property, value, Shape);
        if (cleaned.Code is { } code)
            line.Warnings.Add(new Problem(line.Number, property.Code, code, ("value", value), ("property", property.Code)));
        if (cleaned.Value is { } clean && !into.Contains(new AttributeDraft(property.Code, clean)))
            into.Add(new AttributeDraft(property.Code, clean));
    }

    private static Dictionary<string, List<string>> Properties(string json)
    {
        using var document = JsonDocument.Parse(json);
        var properties = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
            properties[property.Name] = property.Value.ValueKind == JsonValueKind.Array
                ? [.. property.Value.EnumerateArray().Select(Text).Where(v => v.Length > 0)]
                : [.. new[] { Text(property.Value) }.Where(v => v.Length > 0)];
        return properties;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>A line at hand.</summary>
    private sealed record Line(long Number, string Key, Dictionary<string, List<string>> Properties, List<Problem> Warnings);
}
