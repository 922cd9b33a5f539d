using Microsoft.AspNetCore.Components;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Office.SignIn;
using Puente.Ui.Text;

namespace Puente.Office.Pages;

/// <summary>A page with forms: who asks, what was sent, what was refused, where to go next.</summary>
public abstract class FormPage : ComponentBase
{
    /// <summary>The texts of the reader's language.</summary>
    [Inject] protected Texts T { get; set; } = null!;

    /// <summary>The roster.</summary>
    [Inject] protected RosterBook Book { get; set; } = null!;

    /// <summary>Where the page is, and the way to another.</summary>
    [Inject] protected NavigationManager Address { get; set; } = null!;

    /// <summary>The request.</summary>
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    /// <summary>What was refused, for the notice on the page.</summary>
    protected Refusal? Refused { get; set; }

    /// <summary>Who looks. Only on pages that need a viewer.</summary>
    protected Viewer Viewer => Http.ViewerOf();

    /// <summary>The roster of the moment.</summary>
    protected Roster Roster => Book.Current;

    /// <summary>A field as sent, trimmed; empty when it was not.</summary>
    protected string Sent(string name) => Http.Request.HasFormContentType ? Http.Request.Form[name].ToString().Trim() : "";

    /// <summary>Every value of a field as sent.</summary>
    protected IReadOnlyList<string> SentAll(string name) => Http.Request.HasFormContentType ? [.. Http.Request.Form[name].OfType<string>()] : [];

    /// <summary>A day as sent by a date field; null when empty, and a refusal when it is no day.</summary>
    protected DateOnly? SentDay(string name)
    {
        var text = Sent(name);
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture, default, out var day)) return day;
        Refused ??= new Refusal("form.day", ("value", text));
        return null;
    }

    /// <summary>True when it went well; otherwise keeps the refusal and gives the answer its status.</summary>
    protected bool Ok<TValue>(Result<TValue> result)
    {
        if (result.Refusal is not { } refusal) return true;
        Refused = refusal;
        Http.Response.StatusCode = refusal.Code == "sign-in.too-many" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
        return false;
    }

    /// <summary>Another page of this node; anything else is the first page.</summary>
    protected void Go(string? path) => Address.NavigateTo(IsLocal(path) ? path! : "/");

    /// <summary>Whether a path is of this node.</summary>
    protected static bool IsLocal(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) && !path.Any(char.IsControl);
}
