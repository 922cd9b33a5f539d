using System.Text.Json;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>What a return needs to be read, written down when it was asked for: a later change of the order does not change what was refused.</summary>
/// <param name="Order">Key of the order.</param>
/// <param name="Layout">Text of the layout.</param>
/// <param name="Scope">The order's scope.</param>
/// <param name="Given">Totals that the bank gave beside the file.</param>
/// <param name="File">Name of the file.</param>
internal sealed record ReturnNote(long Order, string Layout, OrderScope Scope, ControlTotals Given, string File);

/// <summary>JSON of this room's columns.</summary>
internal static class MoneyJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException("Empty JSON.");
}
