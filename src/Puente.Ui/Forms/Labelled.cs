using Microsoft.AspNetCore.Components;

namespace Puente.Ui.Forms;

/// <summary>What every form control has: a name, a label, a hint, an error, and ids that tie them together.</summary>
public abstract class Labelled : ComponentBase
{
    /// <summary>The name under which the value is sent.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The label, in the reader's language.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The value.</summary>
    [Parameter] public string? Value { get; set; }

    /// <summary>What to enter, with an example.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>What is wrong with the value and how to put it right; null when nothing is.</summary>
    [Parameter] public string? Error { get; set; }

    /// <summary>Whether a value must be given. Controls that need none say "optional".</summary>
    [Parameter] public bool Required { get; set; }

    /// <summary>Whether the control is off.</summary>
    [Parameter] public bool Disabled { get; set; }

    /// <summary>The id, when a page has two controls of one name.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>Anything else for the control: <c>inputmode</c>, <c>maxlength</c>, <c>autocomplete</c>, <c>lang</c>, <c>list</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? More { get; set; }

    /// <summary>The id of the control.</summary>
    protected string ControlId => Id ?? "field-" + Name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    /// <summary>The ids of hint and error, in the order they are read.</summary>
    protected string? DescribedBy
    {
        get
        {
            string[] ids = [Hint is null ? "" : ControlId + "-hint", Error is null ? "" : ControlId + "-error"];
            var joined = string.Join(' ', ids.Where(i => i.Length > 0));
            return joined.Length == 0 ? null : joined;
        }
    }

    /// <summary>"true" when there is an error.</summary>
    protected string? Invalid => Error is null ? null : "true";
}
