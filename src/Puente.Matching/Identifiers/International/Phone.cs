using PhoneNumbers;

namespace Puente.Matching.Identifiers.International;

/// <summary>
/// Telephone numbers by the numbering plans that libphonenumber carries. A number without country code is tried as Mexico's and the United
/// States' own. Canonical is E.164.
/// </summary>
public static class Phone
{
    private static readonly string[] Home = ["MX", "US"];

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Phone, value);
        var text = Folding.Capitals(value).Trim();
        var figures = text.Count(char.IsAsciiDigit);
        if (figures is < 7 or > 20) return draft.Error("phone.figures", ("found", Draft.Number(figures))).Unlike();
        if (text.Any(char.IsAsciiLetter)) return draft.Error("identifier.shape", ("shape", "+## ## #### ####")).Unlike();
        var plans = PhoneNumberUtil.GetInstance();
        var readings = (text[0] == '+' ? ["ZZ"] : Home).Select(r => Parse(plans, text, r)).OfType<PhoneNumber>().ToList();
        if (readings.Count == 0) return draft.Error("phone.unread").Unlike();
        var valid = readings.Where(plans.IsValidNumber).ToList();
        var number = valid.Count > 0 ? valid[0] : readings[0];
        if (valid.Count > 1 && plans.GetRegionCodeForNumber(valid[0]) != plans.GetRegionCodeForNumber(valid[1]))
            draft.Warn("phone.two-countries", ("other", plans.Format(valid[1], PhoneNumberFormat.E164)));
        var region = plans.GetRegionCodeForNumber(number) ?? "";
        draft.Part("countryCode", Draft.Number(number.CountryCode)).Part("national", plans.GetNationalSignificantNumber(number)).Part("country", region);
        if (valid.Count == 0) draft.Error("phone.plan", ("found", plans.Format(number, PhoneNumberFormat.E164)));
        if (region == "MX" && text.Replace(" ", "", StringComparison.Ordinal).StartsWith("+521", StringComparison.Ordinal)) draft.Info("phone.old-mobile");
        return draft.Done(plans.Format(number, PhoneNumberFormat.E164), text[0] == '+' ? 0.95 : figures == 10 ? 0.55 : 0.3);
    }

    private static PhoneNumber? Parse(PhoneNumberUtil plans, string text, string region)
    {
        try
        {
            return plans.Parse(text, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
