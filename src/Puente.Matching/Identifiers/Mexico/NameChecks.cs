namespace Puente.Matching.Identifiers.Mexico;

/// <summary>Names against the letters of a CURP, and against letters and homoclave of an RFC. A mismatch is a lead: often the identifier of another identity.</summary>
internal static class NameChecks
{
    private static readonly string[] CompanyForms = ["SOCIEDAD ANONIMA", "S A", "SA DE CV", "S DE RL", "S DE R L", "SA", "SC", "SPR", "AC", "SAPI"];

    public static NameCheck OfCurp(Identifier curp, string name)
    {
        if (curp.Canonical.Length != 18) return Unknown("name.identifier-unread");
        var written = curp.Canonical[..4] + curp.Canonical[13..16];
        return Letters(name, written, n => n.CurpLetters, ñ: 'X') ?? Unknown("name.unread");
    }

    public static NameCheck OfRfc(Identifier rfc, string name)
    {
        if (rfc.Part("holder") is not { } holder || rfc.Part("letters") is not { } letters) return Unknown("name.identifier-unread");
        if (rfc.Has("rfc.generic")) return Unknown("name.generic");
        if (holder == "company") return Company(rfc, name);
        if (IsCompany(name)) return new NameCheck(false, [Reason("name.person-number", Severity.Warning)]);
        if (Letters(name, letters, n => n.RfcLetters, ñ: 'Ñ') is not { } check) return Unknown("name.unread");
        if (rfc.Part("homoclave") is not { } homoclave) return check;
        if (check.Agrees != true)
        {
            var despite = HomoclaveReason(LegalName.Divide(name).Select(n => n.Registered).Take(4), [], homoclave);
            return despite.Severity == Severity.Info ? new NameCheck(true, [despite, .. check.Reasons]) : check;
        }

        var fits = LegalName.Divide(name).Where(n => n.RfcLetters == letters || n.RfcLetters.Replace('Ñ', 'N') == letters.Replace('Ñ', 'N')).ToList();
        return new NameCheck(true, [HomoclaveReason(fits.Select(n => n.Registered), fits.SelectMany(n => n.Spelled), homoclave), .. check.Reasons]);
    }

    /// <summary>The homoclave against some writings of a name: as it stands, then with one or two N made Ñ, then as a register may spell it.</summary>
    private static Finding HomoclaveReason(IEnumerable<string> writings, IEnumerable<string> spelled, string homoclave)
    {
        var plain = writings.Distinct(StringComparer.Ordinal).ToList();
        if (plain.FirstOrDefault(w => Homoclave.Of(w) == homoclave) is { } same) return Reason("name.homoclave", Severity.Info, ("name", same), ("found", homoclave));
        if (plain.SelectMany(WithÑ).FirstOrDefault(w => Homoclave.Of(w) == homoclave) is { } restored)
            return Reason("name.homoclave-restored", Severity.Info, ("name", restored), ("found", homoclave));
        if (spelled.FirstOrDefault(w => Homoclave.Of(w) == homoclave) is { } otherwise)
            return Reason("name.homoclave-spelled", Severity.Info, ("name", otherwise), ("found", homoclave));
        return Reason("name.homoclave-differs", Severity.Warning, ("found", homoclave), ("expected", plain.Count > 0 ? Homoclave.Of(plain[0]) : ""));
    }

    private static IEnumerable<string> WithÑ(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!Between(name, i)) continue;
            var one = name[..i] + 'Ñ' + name[(i + 1)..];
            yield return one;
            for (var j = i + 1; j < name.Length; j++)
                if (Between(name, j)) yield return one[..j] + 'Ñ' + one[(j + 1)..];
        }
    }

    /// <summary>Ñ stands before a vowel.</summary>
    private static bool Between(string name, int i) => name[i] == 'N' && i + 1 < name.Length && "AEIOU".Contains(name[i + 1], StringComparison.Ordinal);

    private static NameCheck Company(Identifier rfc, string name)
    {
        var homoclave = rfc.Part("homoclave");
        if (!IsCompany(name) && name.Contains(',', StringComparison.Ordinal)) return new NameCheck(false, [Reason("name.company-number", Severity.Warning)]);
        var letters = CompanyName.Letters(name);
        var agrees = letters.Contains(rfc.Part("letters")!);
        var reasons = new List<Finding>();
        var clear = homoclave is not null && CompanyName.Writings(name).Any(w => Homoclave.Of(w) == homoclave);
        if (homoclave is not null) reasons.Add(HomoclaveReason(CompanyName.Writings(name), [], homoclave));
        reasons.Add(Reason(agrees ? "name.letters" : "name.letters-differ", agrees ? Severity.Info : Severity.Warning, ("expected", letters.Count > 0 ? letters[0] : ""), ("found", rfc.Part("letters")!)));
        return new NameCheck(agrees || clear, reasons);
    }

    /// <summary>A name's letters against the written ones over every way of dividing it; the best division speaks.</summary>
    private static NameCheck? Letters(string name, string written, Func<LegalName, string> derive, char ñ)
    {
        var divisions = LegalName.Divide(name).ToList();
        if (divisions.Count == 0) return null;
        var derived = divisions.OrderBy(d => d.Second.Length == 0).Select(d => (Name: d, Letters: derive(d))).ToList();
        var exact = derived.FirstOrDefault(d => d.Letters == written);
        if (exact.Name is { Second.Length: 0, First.Length: > 1 } && written.Length == 7 && derived.FirstOrDefault(d => OnlySecond(d.Letters, written)) is { Name: not null } whole)
            return new NameCheck(true, [Reason("name.second-surname", Severity.Warning, ("expected", whole.Letters), ("found", written))]);
        if (exact.Name is not null)
            return new NameCheck(true, [Reason("name.letters", Severity.Info, ("expected", exact.Letters), ("found", written))]);
        if (derived.FirstOrDefault(d => OnlyÑ(d.Letters, written, ñ)) is { Name: not null } lost)
            return new NameCheck(true, [Reason("name.tilde-lost", Severity.Info, ("expected", lost.Letters), ("found", written))]);
        if (derived.FirstOrDefault(d => OnlySecond(d.Letters, written)) is { Name: not null } missing)
            return new NameCheck(true, [Reason("name.second-surname", Severity.Warning, ("expected", missing.Letters), ("found", written))]);
        var nearest = derived.MaxBy(d => Same(d.Letters, written));
        var same = Same(nearest.Letters, written);
        var code = same * 2 < written.Length ? "name.other-identity" : "name.letters-differ";
        return new NameCheck(false, [Reason(code, Severity.Warning, ("expected", nearest.Letters), ("found", written), ("same", Draft.Number(same)), ("of", Draft.Number(written.Length)))]);
    }

    /// <summary>Differs only where the name has N and the identifier what stands for Ñ.</summary>
    private static bool OnlyÑ(string derived, string written, char ñ) =>
        derived.Length == written.Length && derived.Zip(written).All(p => p.First == p.Second || p.First == 'N' && p.Second == ñ || p.First == 'Ñ' && p.Second == 'N');

    /// <summary>Differs only in what comes from the second surname, which one side has not.</summary>
    private static bool OnlySecond(string derived, string written)
    {
        if (derived.Length != 7 || written.Length != 7) return false;
        var rest = derived[..2] + derived[3..5] + derived[6..] == written[..2] + written[3..5] + written[6..];
        return rest && (derived[2] == 'X' && derived[5] == 'X' || written[2] == 'X' && written[5] == 'X');
    }

    private static int Same(string left, string right) => left.Zip(right).Count(p => p.First == p.Second);

    private static bool IsCompany(string name)
    {
        var words = " " + Folding.Capitals(name).Replace(".", "", StringComparison.Ordinal).Replace(",", " ", StringComparison.Ordinal) + " ";
        return CompanyForms.Any(f => words.Contains($" {f} ", StringComparison.Ordinal));
    }

    private static NameCheck Unknown(string code) => new(null, [Reason(code, Severity.Info)]);

    private static Finding Reason(string code, Severity severity, params (string, string)[] args) => Finding.Of(code, severity, args);
}
