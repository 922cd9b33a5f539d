using System.Text.Json;
using Puente.Evidence.Records;

namespace Puente.Money.Following;

/// <summary>The means of payment that statements name.</summary>
internal static class PaymentMethods
{
    /// <summary>By statement, the means that it names; a statement that names none, or whose details the viewer does not see, is left out.</summary>
    public static async Task<IReadOnlyDictionary<StatementId, string>> ReadAsync(Reading reading, IReadOnlyCollection<StatementId> payments, CancellationToken stop)
    {
        var methods = new Dictionary<StatementId, string>();
        foreach (var (id, view) in await reading.FactsAsync(payments, stop))
            if (Detail(view.Detail, "method") is { } method) methods[id] = method;
        return methods;
    }

    /// <summary>One detail of a statement; null when it has none of this name.</summary>
    public static string? Detail(string? details, string name)
    {
        if (details is null) return null;
        using var json = JsonDocument.Parse(details);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}
