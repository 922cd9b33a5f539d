namespace Puente.Matching.Names;

/// <summary>
/// Organisations and vessels: initials joined (S.A. is sa), the legal form taken off both ends, number words turned into digits,
/// words between words left out.
/// </summary>
internal static class OrganisationReading
{
    public static PreparedName Read(string original, List<Raw> raw, NameKind kind, WordBook book)
    {
        var words = Join(raw);
        var all = words.Count;
        short form = 0;
        if (kind == NameKind.Organisation) words = TakeForms(words, ref form);
        words = Numbers(words);
        var kept = words.Where((w, i) => !NameWords.Between.Contains(w) && w != "&" && !(kind == NameKind.Vessel && i == 0 && words.Count > 1 && NameWords.Ships.Contains(w))).ToList();
        if (kept.Count == 0) kept = words.Where(w => w != "&").ToList();
        if (kept.Count == 0 && all > 0) kept = Join(raw);
        var abjad = raw.Any(r => r.Abjad);
        var read = kept.Take(NameReader.MostWords).Select(w => book.Of(w, abjad && !char.IsDigit(w[0]))).ToArray();
        return new PreparedName(original, kind, read, 0, 0, 0, form, false, null);
    }

    /// <summary>The words with runs of single letters joined; a connective between single letters joins too (A&amp;A is aa, G y R is gr).</summary>
    public static List<string> Join(List<Raw> raw)
    {
        var words = new List<string>(raw.Count);
        var run = "";
        for (var i = 0; i < raw.Count; i++)
        {
            var word = raw[i].Text;
            var letter = word.Length == 1 && char.IsLetter(word[0]);
            var connects = run.Length == 1 && word is "&" or "y" or "and" && run.Length == 1 && i + 1 < raw.Count && raw[i + 1].Text.Length == 1 && char.IsLetter(raw[i + 1].Text[0]);
            if (connects) continue;
            // X L.P. is X and LP: a letter without a dot does not run on into dotted ones.
            if (run.Length > 0 && letter && raw[i].Dotted && !raw[i - 1].Dotted && raw[i - 1].Text.Length == 1)
            {
                words.Add(run);
                run = "";
            }

            if (letter && (run.Length > 0 || i + 1 < raw.Count))
            {
                run += word;
                continue;
            }

            if (letter) run += word;
            if (run.Length > 0) words.Add(run);
            run = "";
            if (!letter) words.Add(word);
        }

        if (run.Length > 0) words.Add(run);
        return words;
    }

    private static List<string> TakeForms(List<string> words, ref short form)
    {
        var start = 0;
        var end = words.Count;
        for (var found = true; found && end - start > 1;)
        {
            found = false;
            for (var at = start + 1; at < end; at++)
            {
                var length = LegalForms.At(words, at, out var family);
                if (length == 0 || at + length != end) continue;
                (end, found, form) = (at, true, family);
                break;
            }
        }

        while (end - start > 1)
        {
            var length = LegalForms.At(words, start, out var family);
            if (length == 0 || start + length >= end || (length == 1 && words[start].Length < 3 && words[start] is not ("pt" or "ao"))) break;
            if (form == 0) form = family;
            start += length;
        }

        return words[start..end];
    }

    private static List<string> Numbers(List<string> words)
    {
        var read = new List<string>(words.Count);
        foreach (var word in words)
        {
            var digits = NumberWords.ToDigits(word);
            if (read.Count > 0 && NumberWords.IsTens(read[^1]) && digits.Length == 1 && char.IsAsciiDigit(digits[0])) read[^1] = string.Concat(read[^1].AsSpan(0, 1), digits);
            else read.Add(digits);
        }

        return read;
    }
}
