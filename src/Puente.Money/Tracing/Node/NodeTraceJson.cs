using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Money.Following;
using Puente.Money.Returns.Rates;
using Puente.Money.Tracing.Commands;

namespace Puente.Money.Tracing.Node;

/// <summary>A trace or funds of the node for programs. Each of <c>lines</c> is what <c>puente money trace --json</c> writes of a file.</summary>
internal static class NodeTraceJson
{
    /// <summary>The trace as UTF-8.</summary>
    public static byte[] Of(NodeTrace trace, IReadOnlyList<RuleCode> rules, Archive archive, Reporting? reporting = null, TransferDays? days = null) => Write(json =>
    {
        var (answer, all) = (trace.Answer, trace.Answer.Transfers);
        var year = answer.Question.Offence is { } offence ? new OneYear(offence) : null;
        var conversions = answer.Conversions.ToDictionary(c => c.Row);
        json.WriteStartArray("lines");
        foreach (var line in answer.Lines.Where(l => l.Traced.Poison > 0)) TraceJson.Line(json, answer, line, rules, conversions.GetValueOrDefault(line.Row), year,
            days is null ? null : reporting?.Of(all.Amount[line.Row], all.Currencies[all.Currency[line.Row]].Code, trace.Book.Day(line.Row, days)));
        json.WriteEndArray();
        json.WriteStartArray("totals");
        foreach (var group in answer.Totals.GroupBy(t => (t.Currency, t.Rule)).Where(g => rules.Any(r => r.Rule == g.Key.Rule)).OrderBy(g => all.Currencies[g.Key.Currency].Code, StringComparer.Ordinal).ThenBy(g => g.Key.Rule))
        {
            json.WriteStartObject();
            json.WriteString("currency", all.Currencies[group.Key.Currency].Code);
            json.WriteString("rule", RuleCodes.All.First(r => r.Rule == group.Key.Rule).Code);
            foreach (var (name, part) in TraceParts.All) json.WriteNumber(name, group.Sum(part));
            json.WriteBoolean("ties", group.All(t => t.Ties));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("remaining");
        foreach (var left in answer.Remaining)
        {
            json.WriteStartObject();
            json.WriteString("account", all.Accounts[left.Account]);
            Entity(json, trace.Book.Ends[left.Account], archive);
            json.WriteString("currency", all.Currencies[left.Currency].Code);
            json.WriteNumber("hop", left.Hop);
            json.WriteNumber("balance", left.Balance);
            TraceJson.Amounts(json, "tainted", left.Tainted, [.. rules.Where(r => r.Rule != Rule.Poison)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Openings(json, trace.Book, trace.Openings, archive);
        Funds(json, trace.Book, trace.Funds, archive);
        json.WriteNumber("reached", answer.Lines.Count(l => l.Traced.Poison > 0));
        json.WriteNumber("once", trace.Book.Once);
        json.WriteNumber("undated", trace.Book.Undated);
        json.WriteBoolean("complete", !answer.Cut && !trace.Book.Cut);
        json.WriteNumber("hops", trace.Book.Hops);
        if (year is not null) json.WriteString("action_by", year.LastDay.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    });

    /// <summary>Funds as UTF-8.</summary>
    public static byte[] Of(NodeFunds funds, Archive archive) => Write(json =>
    {
        json.WriteStartArray("accounts");
        foreach (var account in funds.Accounts) json.WriteStringValue(funds.Book.Table.Accounts[account]);
        json.WriteEndArray();
        Openings(json, funds.Book, funds.Openings, archive);
        Funds(json, funds.Book, funds.Funds, archive);
        json.WriteNumber("once", funds.Book.Once);
        json.WriteNumber("undated", funds.Book.Undated);
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Openings(Utf8JsonWriter json, Book book, IReadOnlyList<NodeOpening> openings, Archive archive)
    {
        json.WriteStartArray("openings");
        foreach (var opening in openings)
        {
            json.WriteStartObject();
            json.WriteString("account", book.Table.Accounts[opening.Account]);
            json.WriteString("currency", book.Table.Currencies[opening.Currency].Code);
            json.WriteNumber("amount", opening.Amount);
            json.WriteString("basis", opening.Basis.ToString().ToLowerInvariant());
            if (opening.Return is { } sent) json.WriteString("return", archive.Ids.Text(IdKind.Return, sent.Key));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Funds(Utf8JsonWriter json, Book book, IReadOnlyList<Funds> all, Archive archive)
    {
        json.WriteStartArray("funds");
        foreach (var funds in all) FundsJson.Write(json, book.Table, funds, account => Entity(json, book.Ends[account], archive));
        json.WriteEndArray();
    }

    private static void Entity(Utf8JsonWriter json, FollowedEnd end, Archive archive)
    {
        if (end.Entity is { } id) json.WriteString("entity", archive.Ids.Text(IdKind.Entity, id.Key));
    }
}
