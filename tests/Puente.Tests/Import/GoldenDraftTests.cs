using System.Text.Json;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;

namespace Puente.Tests.Import;

/// <summary>Source of the case: opensanctions/nomenklatura, tests/fixtures/donations.*</summary>
public sealed class GoldenDraftTests
{
    [Theory]
    [InlineData("donations.csv")]
    [InlineData("donations.xlsx")]
    public async Task Donations_become_the_474_expected_entities(string file)
    {
        var reading = MappingReader.Read(await File.ReadAllTextAsync(Golden.Donations("donations.yml"), Xunit.TestContext.Current.CancellationToken));
        reading.Problems.ShouldBeEmpty();
        var (head, rows, fault) = await TableFiles.ReadAsync(new LocalTables(), Golden.Donations(file));
        fault.ShouldBeNull();
        rows.Count.ShouldBe(292);
        var (mapper, problems) = RowMapper.Make(reading.Mapping!, Vocabulary.Standard, head!.Columns);
        problems.ShouldBeEmpty();
        var drafts = rows.Select(mapper!.Map).ToList();
        drafts.ShouldAllBe(d => d.Rejection == null);
        drafts.SelectMany(d => d.Warnings).ShouldAllBe(w => w.Code == "value.country");

        var entities = new Dictionary<string, (string Kind, HashSet<(string, string)> Properties)>();
        var facts = new Dictionary<string, FactDraft>();
        foreach (var draft in drafts)
        {
            foreach (var entity in draft.Entities)
            {
                if (!entities.TryGetValue(entity.Key, out var known))
                    entities[entity.Key] = known = (entity.Kind, []);
                known.Kind.ShouldBe(entity.Kind);
                known.Properties.UnionWith(entity.Attributes.Select(a => (a.Property, a.Value)));
            }
            foreach (var fact in draft.Facts)
                facts[fact.Key!] = fact;
        }

        var found = new List<string>();
        foreach (var (key, (kind, properties)) in entities)
        {
            var addresses = facts.Values.Where(f => f.Kind == "addressEntity" && f.From == key).Select(f => ("addressEntity", Content(f.To!)));
            found.Add(Line(kind, properties.Concat(addresses)));
        }
        foreach (var payment in facts.Values.Where(f => f.Kind == "Payment"))
            found.Add(Line("Payment",
                payment.Details.Select(d => (d.Property, d.Value)).Concat([
                    ("payer", Content(payment.From!)), ("beneficiary", Content(payment.To!)), ("date", payment.At!.Value.ToString()),
                    .. new[] { payment.From!, payment.To! }.SelectMany(e => entities[e].Properties.Where(p => p.Item1 == "name").Select(p => ("namesMentioned", p.Item2))).Distinct()])));

        found.Count.ShouldBe(474);
        found.Order(StringComparer.Ordinal).ShouldBe(Expected().Order(StringComparer.Ordinal));
        facts.Values.Where(f => f.Kind == "Payment").ShouldAllBe(f => f.Currency == "EUR" && f.Amount >= 50_000_00);

        string Content(string key) => Line(entities[key].Kind, entities[key].Properties);
    }

    private static string Line(string kind, IEnumerable<(string Property, string Value)> properties) =>
        kind + "{" + string.Join(", ", properties.Order().Select(p => $"{p.Property}={p.Value}")) + "}";

    /// <summary>Expected entities by content: an id is replaced by what the entity it points to says of itself.</summary>
    private static List<string> Expected()
    {
        var all = File.ReadLines(Golden.Donations("donations.ijson")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var byId = all.ToDictionary(e => e.GetProperty("id").GetString()!);
        return [.. all.Select(e => Line(e.GetProperty("schema").GetString()!, Properties(e, deep: true)))];

        IEnumerable<(string, string)> Properties(JsonElement entity, bool deep)
        {
            foreach (var property in entity.GetProperty("properties").EnumerateObject())
                foreach (var value in property.Value.EnumerateArray())
                    if (!byId.TryGetValue(value.GetString()!, out var other))
                        yield return (property.Name, value.GetString()!);
                    else if (deep)
                        yield return (property.Name, Line(other.GetProperty("schema").GetString()!, Properties(other, deep: false)));
        }
    }
}
