using Microsoft.AspNetCore.Components;

namespace Puente.Ui.Components;

/// <summary>One event of a timeline.</summary>
/// <param name="When">The time as the reader writes it, as far as it is known.</param>
/// <param name="Title">What happened.</param>
public sealed record TimelineItem(string When, string Title)
{
    /// <summary>The time for machines, when it is exact.</summary>
    public string? Iso { get; init; }

    /// <summary>Whether the time is approximate or partial.</summary>
    public bool Uncertain { get; init; }

    /// <summary>The statement behind the event.</summary>
    public string? Href { get; init; }

    /// <summary>Who, where, how much.</summary>
    public string? Detail { get; init; }

    /// <summary>Warn or bad sets a different mark.</summary>
    public Tone Tone { get; init; }

    /// <summary>Badges and links below.</summary>
    public RenderFragment? Body { get; init; }
}
