using Puente.Money.Patterns;

namespace Puente.Money.Searches.Pages;

/// <summary>Reasons in the reader's language.</summary>
internal static class ReasonWords
{
    /// <summary>A reason as a sentence.</summary>
    public static string Worded(this Ui.Text.Texts texts, Reason reason) => texts.Format(reason.Code, [.. reason.Args.Select(a => (a.Name, (object?)a.Value))]);
}
