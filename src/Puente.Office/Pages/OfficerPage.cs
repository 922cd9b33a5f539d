using Microsoft.AspNetCore.Components;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Office.Pages;
using Puente.Ui.Text;

namespace Puente.Office.Pages;

/// <summary>
/// A page for a signed-in officer. It opens the record as that officer sees it, at the moment the address looks back to, and answers
/// "not there" alike for what does not exist and for what is hidden.
/// </summary>
public abstract class OfficerPage : ComponentBase
{
    /// <summary>The record.</summary>
    [Inject] protected Archive Archive { get; set; } = null!;

    /// <summary>Writes what officers know.</summary>
    [Inject] protected Recorder Recorder { get; set; } = null!;

    /// <summary>Texts of the reader's language.</summary>
    [Inject] protected Texts T { get; set; } = null!;

    /// <summary>Things of the field in the reader's words.</summary>
    [Inject] protected Words Words { get; set; } = null!;

    /// <summary>Where things are shown.</summary>
    [Inject] protected Addresses Go { get; set; } = null!;

    /// <summary>Acts of viewing.</summary>
    [Inject] protected Sightings Sightings { get; set; } = null!;

    /// <summary>The page's address.</summary>
    [Inject] protected NavigationManager Address { get; set; } = null!;

    [Inject] private ViewerOf ViewerOf { get; set; } = null!;

    /// <summary>The request.</summary>
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    /// <summary>Who reads.</summary>
    protected Viewer Viewer { get; private set; } = null!;

    /// <summary>The record as the viewer sees it.</summary>
    protected Reading Reading { get; private set; } = null!;

    /// <summary>The moment of the past that the address asks for, if any.</summary>
    protected LookBack LookBack { get; private set; } = LookBack.None;

    /// <summary>What was typed, and what is wrong with it.</summary>
    protected Typed Typed { get; private set; } = Typed.Nothing;

    /// <summary>True once everything the page shows is there.</summary>
    protected bool Ready { get; private set; }

    /// <inheritdoc/>
    protected sealed override async Task OnInitializedAsync()
    {
        if (ViewerOf(Http) is not { } viewer) return;
        LookBack = LookBack.Of(Http.Request.Query);
        Viewer = LookBack.IsNow ? viewer : viewer.LookingBack(LookBack.Known, LookBack.AsOf);
        Words.Reader = viewer.Subject;
        Typed = Typed.Of(Http.Request);
        Reading = await Archive.ReadAsync(Viewer, Http.RequestAborted);
        Ready = await LoadAsync();
        if (!Ready) Address.NotFound();
    }

    /// <summary>Reads what the page shows; false when there is nothing at this address for this viewer.</summary>
    protected abstract Task<bool> LoadAsync();

    /// <summary>A parameter of the address, or null when it is absent or empty.</summary>
    protected string? Query(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>This address with some parameters changed; null removes one.</summary>
    protected string Here(params (string Name, object? Value)[] changes) =>
        new Uri(Address.GetUriWithQueryParameters(changes.ToDictionary(c => c.Name, c => c.Value))).PathAndQuery;
}

/// <summary>The viewer that a request reads as; null when nobody is signed in.</summary>
public delegate Viewer? ViewerOf(HttpContext context);
