using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Puente.Money.Returns.Rates;

namespace Puente.Money.Tracing.Commands;

/// <summary>
/// A trace for programs: one object a line, one line a payment that tainted money took part in. <c>account</c> is the paying account; amounts are minor units. What
/// stands under <c>poison</c> is the whole of a payment that was reached, and is not to be summed.
/// </summary>
internal static class TraceJson
{
    /// <summary>Writes the payments; the proceeds themselves are listed only when their payer already held tainted money.</summary>
    public static void Write(TraceAnswer answer, IReadOnlyList<RuleCode> rules)
    {
        using var to = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        var year = answer.Question.Offence is { } offence ? new OneYear(offence) : null;
        var conversions = answer.Conversions.ToDictionary(c => c.Row);
        foreach (var line in answer.Lines.Where(l => l.Traced.Poison > 0))
        {
            Line(json, answer, line, rules, conversions.GetValueOrDefault(line.Row), year);
            json.Flush();
            json.Reset();
            to.WriteByte((byte)'\n');
        }
    }

    internal static void Line(Utf8JsonWriter json, TraceAnswer answer, TraceLine line, IReadOnlyList<RuleCode> rules, Conversion? conversion, OneYear? year, Reported? reported = null)
    {
        var all = answer.Transfers;
        var row = line.Row;
        json.WriteStartObject();
        json.WriteString("transaction", all.Id(row));
        json.WriteString("account", all.Accounts[all.From[row]]);
        json.WriteNumber("amount", all.Amount[row]);
        Amounts(json, "traced", line.Traced, rules);
        json.WriteString("to", all.Accounts[all.To[row]]);
        json.WriteString("time", DateTimeOffset.FromUnixTimeMilliseconds(all.Time[row]).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("currency", all.Currencies[all.Currency[row]].Code);
        json.WriteNumber("line", all.Line(row));
        json.WriteNumber("hop", line.Hop);
        json.WriteNumber("balance", line.Balance);
        Amounts(json, "tainted", line.Tainted, rules);
        if (line.Balance > 0 && rules.Any(r => r.Rule == Rule.ProRata)) json.WriteString("exact", TraceWords.Exact(answer, line).ToString());
        if (rules.Any(r => r.Rule == Rule.Fifo)) Lots(json, answer, line);
        if (line.Introduced.Poison > 0) Amounts(json, "introduced", line.Introduced, rules);
        if (line.Lender.Poison > 0 || line.Lender != default) Amounts(json, "lender", line.Lender, [.. rules.Where(r => r.Rule != Rule.Poison)]);
        if (line.Fate != Fate.Followed) json.WriteString("left", line.Fate == Fate.BeyondHops ? "beyond-hops" : "beyond-accounts");
        if (conversion is not null) Conversion(json, answer, conversion, rules);
        if (year is not null) json.WriteBoolean("within_year", year.Holds(all.Time[row]));
        if (reported is not null) Reported(json, reported);
        json.WriteEndObject();
    }

    private static void Reported(Utf8JsonWriter json, Reported reported)
    {
        json.WriteNumber("reported", reported.Amount);
        if (reported.Rate is not { } rate) return;
        json.WriteStartObject("rate");
        json.WriteString("reporting", rate.Reporting);
        json.WriteString("day", rate.Day.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("value", rate.Value);
        json.WriteString("source", rate.Source);
        json.WriteEndObject();
    }

    internal static void Amounts(Utf8JsonWriter json, string name, ByRule amounts, IReadOnlyList<RuleCode> rules)
    {
        json.WriteStartObject(name);
        foreach (var rule in rules) json.WriteNumber(rule.Code, amounts[rule.Rule]);
        json.WriteEndObject();
    }

    private static void Lots(Utf8JsonWriter json, TraceAnswer answer, TraceLine line)
    {
        json.WriteStartArray("lots");
        foreach (var lot in answer.LotsOf(line))
        {
            json.WriteStartObject();
            json.WriteNumber("amount", lot.Amount);
            if (lot.Row >= 0) json.WriteString("came_with", answer.Transfers.Id(lot.Row));
            if (lot.Source >= 0) json.WriteString("proceeds", answer.Transfers.Id(answer.Question.Proceeds[lot.Source]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Conversion(Utf8JsonWriter json, TraceAnswer answer, Conversion conversion, IReadOnlyList<RuleCode> rules)
    {
        json.WriteStartObject("conversion");
        json.WriteNumber("received", conversion.Received.Amount);
        json.WriteString("currency", answer.Transfers.Currencies[conversion.Received.Currency].Code);
        json.WriteString("rate", TraceWords.Rate(answer, conversion).ToString());
        json.WriteString("source", "line " + answer.Transfers.Line(conversion.Row).ToString(CultureInfo.InvariantCulture));
        Amounts(json, "traced", conversion.After, rules);
        json.WriteEndObject();
    }
}
