using Puente.Matching.Linkage;

namespace Puente.Matching.Screening;

/// <summary>What OFAC prints in its remarks: "DOB 25 Dec 1954; alt. DOB 1957; C.U.R.P. GULJ541225HSLZRQ03 (Mexico); a.k.a. 'EL CHAPO'."</summary>
internal sealed class OfacRemarks
{
    private static readonly (string Mark, string Kind)[] Numbers =
    [
        ("C.U.R.P.", "curp"), ("R.F.C.", "rfc"), ("Passport", "passport"), ("Cedula No.", "cedula"), ("National ID No.", "national-id"), ("NIT #", "nit"), ("SSN", "ssn"),
        ("Driver's License No.", "driving-licence"), ("Identification Number", "identification"), ("Tax ID No.", "tax-id"), ("Electoral Registry No.", "electoral"),
        ("I.F.E.", "ife"), ("D.N.I.", "dni"), ("Registration ID", "registration"), ("Folio Mercantil No.", "folio-mercantil"), ("IMO", "imo"), ("Vessel Registration Identification IMO", "imo"),
    ];

    public List<PartialDate> BirthDates { get; } = [];

    public List<string> Countries { get; } = [];

    public List<ListedIdentifier> Identifiers { get; } = [];

    public List<string> Weak { get; } = [];

    /// <summary>Reads remarks. What it does not know it leaves alone.</summary>
    public static OfacRemarks Read(string remarks)
    {
        var read = new OfacRemarks();
        foreach (var part in remarks.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) read.Take(part.TrimEnd('.'));
        return read;
    }

    private void Take(string part)
    {
        if (part.StartsWith("alt. ", StringComparison.Ordinal)) part = part[5..];
        if (part.StartsWith("DOB ", StringComparison.Ordinal)) TakeDates(part[4..]);
        else if (part.StartsWith("nationality ", StringComparison.Ordinal)) Countries.Add(part[12..]);
        else if (part.StartsWith("citizen ", StringComparison.Ordinal)) Countries.Add(part[8..]);
        else if (part.Contains("k.a. '", StringComparison.Ordinal)) TakeWeak(part);
        else
            foreach (var (mark, kind) in Numbers)
                if (part.StartsWith(mark, StringComparison.Ordinal) && part.Length > mark.Length + 1)
                {
                    var value = part[mark.Length..].Trim();
                    var end = value.IndexOf(' ', StringComparison.Ordinal);
                    Identifiers.Add(new ListedIdentifier(kind, end > 0 ? value[..end] : value));
                    return;
                }
    }

    private void TakeDates(string text)
    {
        foreach (var side in text.Split(" to ", StringSplitOptions.TrimEntries))
            if (PartialDate.TryParse(side, out var date))
                BirthDates.Add(text.Contains(" to ", StringComparison.Ordinal) ? date with { About = true } : date);
    }

    private void TakeWeak(string part)
    {
        var start = part.IndexOf('\'', StringComparison.Ordinal) + 1;
        var end = part.LastIndexOf('\'');
        if (end > start) Weak.Add(part[start..end]);
    }
}
