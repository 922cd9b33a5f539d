using Puente.Money.Returns.Rates;
using Puente.Office.Pages;
using Puente.Ui.Text;

namespace Puente.Money.Returns.Pages;

/// <summary>An amount in the reporting currency as pages write it: with the source and day of its rate, or that there is none.</summary>
internal static class ReportedText
{
    /// <summary>The words; an amount that is in the reporting currency itself stands alone.</summary>
    public static string Of(Reported? reported, string currency, Texts texts, Words words) => reported switch
    {
        null => texts["returns.no-rate"],
        { Rate: null } => words.Money(reported.Amount, currency),
        { Rate: { } rate } => texts.Format("returns.reported", ("amount", words.Money(reported.Amount, currency)), ("source", rate.Source), ("day", texts.Date(rate.Day))),
    };
}
