using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Money.Records.Plain;

namespace Puente.Money.Tracing.Commands;

/// <summary>Counts and control totals of a plain file.</summary>
internal static class PlainSums
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them, in JSON as one object a line.</summary>
    public static void Write(string file, TransferReading reading, bool json)
    {
        if (json)
        {
            Terminal.Say(Json(file, reading).ToJsonString(OneLine));
            return;
        }

        var tally = reading.Tally;
        Terminal.Say(Terminal.T.Format("command.sums.counts", ("file", Path.GetFileName(file)), ("lines", tally.Lines), ("read", tally.Read), ("rejected", tally.Rejected), ("blank", tally.Blank), ("accounts", reading.Transfers.Accounts.Count)));
        foreach (var total in reading.Totals)
            Terminal.Say(Terminal.T.Format("command.sums.total", ("currency", total.Unit.Code), ("count", total.Count), ("sum", Main(total))));
    }

    private static JsonObject Json(string file, TransferReading reading) => new()
    {
        ["file"] = Path.GetFileName(file),
        ["lines"] = reading.Tally.Lines,
        ["read"] = reading.Tally.Read,
        ["rejected"] = reading.Tally.Rejected,
        ["blank"] = reading.Tally.Blank,
        ["rounded"] = reading.Tally.Rounded,
        ["outside"] = reading.Tally.Outside,
        ["accounts"] = reading.Transfers.Accounts.Count,
        ["totals"] = new JsonArray([.. reading.Totals.Select(t => new JsonObject { ["currency"] = t.Unit.Code, ["count"] = t.Count, ["sum"] = JsonNode.Parse(t.Sum.ToString(System.Globalization.CultureInfo.InvariantCulture)) })]),
        ["from"] = Moment(reading, first: true),
        ["to"] = Moment(reading, first: false),
        ["columns"] = reading.Mapping is { } mapping ? new JsonObject(mapping.Fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Field.Label))) : null,
    };

    private static string? Moment(TransferReading reading, bool first)
    {
        if (reading.Transfers.Count == 0) return null;
        var bound = reading.Transfers.Time[0];
        foreach (var time in reading.Transfers.Time) bound = first ? Math.Min(bound, time) : Math.Max(bound, time);
        return DateTimeOffset.FromUnixTimeMilliseconds(bound).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Main(ControlTotal total)
    {
        var (whole, rest) = Int128.DivRem(total.Sum, Decimals.Factor(total.Unit.Digits));
        return total.Unit.Digits == 0 ? $"{whole}" : $"{whole}.{rest.ToString("D" + total.Unit.Digits, System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
