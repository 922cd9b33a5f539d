using Microsoft.AspNetCore.Components;

namespace Puente.Ui.Components;

/// <summary>A column of a table: its words, how a row fills it, how it is aligned and sorted.</summary>
/// <param name="Title">The heading, in the reader's language.</param>
/// <param name="Text">The cell as text; formatted for the reader.</param>
public sealed record Column<T>(string Title, Func<T, string?>? Text = null)
{
    /// <summary>The cell as content; wins over the text.</summary>
    public RenderFragment<T>? Cell { get; init; }

    /// <summary>The unit, stated once in the head: "kg", "MXN".</summary>
    public string? Unit { get; init; }

    /// <summary>Right-aligned with figures of equal width.</summary>
    public bool Numeric { get; init; }

    /// <summary>As narrow as its content, never wrapped: badges, codes, dates.</summary>
    public bool Narrow { get; init; }

    /// <summary>Names the row for a screen reader. One column a table.</summary>
    public bool NamesRow { get; init; }

    /// <summary>The value of the "sort" parameter in the address; null when the column does not sort.</summary>
    public string? SortKey { get; init; }

    internal string? Css => Numeric ? "number" : Narrow ? "narrow" : null;
}
