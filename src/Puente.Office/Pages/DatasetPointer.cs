using System.Text.Json;

namespace Puente.Office.Pages;

/// <summary>The row of a dataset that a statement was lifted from, as its particulars tell it. Whether the reader may see the dataset is another matter.</summary>
/// <param name="Dataset">Public id of the dataset.</param>
/// <param name="Row">Number of the row.</param>
public sealed record DatasetPointer(string Dataset, long Row)
{
    /// <summary>The particulars that are the pointer, and no words for readers.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["dataset", "row"];

    /// <summary>The pointer among a statement's particulars, or null.</summary>
    public static DatasetPointer? Of(string? detail)
    {
        if (detail is null) return null;
        try
        {
            using var json = JsonDocument.Parse(detail);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("dataset", out var dataset) && dataset.ValueKind == JsonValueKind.String
                && json.RootElement.TryGetProperty("row", out var row) && row.TryGetInt64(out var number) ? new DatasetPointer(dataset.GetString()!, number) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
