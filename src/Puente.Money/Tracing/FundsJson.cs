using System.Text.Json;
using Puente.Money.Records;

namespace Puente.Money.Tracing;

/// <summary>Source and application of funds for programs. Amounts are minor units.</summary>
internal static class FundsJson
{
    /// <summary>Writes one currency as an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="all">The transfers.</param>
    /// <param name="funds">The funds.</param>
    /// <param name="about">Writes more of a counterparty.</param>
    public static void Write(Utf8JsonWriter json, Transfers all, Funds funds, Action<int>? about = null)
    {
        json.WriteStartObject();
        json.WriteString("currency", all.Currencies[funds.Currency].Code);
        json.WriteNumber("opening", funds.Opening);
        json.WriteNumber("in", funds.In);
        json.WriteNumber("sources", funds.Sources);
        json.WriteNumber("out", funds.Out);
        if (funds.Closing is { } closing) json.WriteNumber("closing", closing);
        json.WriteNumber("applications", funds.Applications);
        json.WriteNumber("unexplained", funds.Unexplained);
        json.WriteStartArray("lines");
        foreach (var line in funds.Lines)
        {
            json.WriteStartObject();
            json.WriteString("way", line.In ? "in" : "out");
            json.WriteString("counterparty", all.Accounts[line.Counterparty]);
            about?.Invoke(line.Counterparty);
            if (all.Kinds[line.Kind].Length > 0) json.WriteString("kind", all.Kinds[line.Kind]);
            json.WriteNumber("transfers", line.Count);
            json.WriteNumber("amount", line.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
