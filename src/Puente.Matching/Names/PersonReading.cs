namespace Puente.Matching.Names;

/// <summary>
/// Persons: given names first, then paternal and maternal surname, whether written so or "SURNAME, Given". Titles, particles and a
/// legal form at the end fall away; a husband's surname after DE is marked; a whole sobrenombre is recognised.
/// </summary>
internal static class PersonReading
{
    public static PreparedName Read(string original, RawWords raw, WordBook book)
    {
        var words = Ordered(raw, out var surnameFirst);
        var sobrenombre = words.Count > 0 && (NameWords.Openers.Contains(words[0].Text) || words.Any(w => w.Text.Any(char.IsAsciiDigit)));
        var kept = new List<Kept>(words.Count);
        for (var i = 0; i < words.Count; i++) Keep(words, i, kept, surnameFirst);
        if (kept.Count == 0) kept.AddRange(words.Where(w => w.Text != "&").Select(w => new Kept(w, null)));
        if (kept.Count > NameReader.MostWords) kept.RemoveRange(NameReader.MostWords, kept.Count - NameReader.MostWords);
        var read = new Word[kept.Count];
        uint married = 0;
        uint sons = 0;
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = book.Of(kept[i].Raw.Text, kept[i].Raw.Abjad);
            if (kept[i].Before is "bin" or "ben" or "ibn" or "bint") sons |= 1u << i;
            if (kept[i].Before == "de" && i == read.Length - 1 && i >= 2) married |= 1u << i;
        }

        return new PreparedName(original, NameKind.Person, read, GivenNames(kept, read, surnameFirst), married, sons, 0, sobrenombre, raw.Quoted);
    }

    private static List<Raw> Ordered(RawWords raw, out int surnameFirst)
    {
        surnameFirst = -1;
        var words = raw.Words.Where(w => w.Text != "&").ToList();
        if (raw.Comma <= 0 || raw.Comma >= words.Count) return words;
        if (words.Take(raw.Comma).All(w => NameWords.Titles.Contains(w.Text))) return words[raw.Comma..];
        if (words.Skip(raw.Comma).All(w => NameWords.Titles.Contains(w.Text) || LegalForms.Trails(w.Text))) return words[..raw.Comma];
        surnameFirst = words.Count - raw.Comma;
        return [.. words.Skip(raw.Comma).Select(w => w with { Given = true }), .. words.Take(raw.Comma)];
    }

    private static void Keep(List<Raw> words, int at, List<Kept> kept, int surnameFirst)
    {
        var word = words[at];
        var last = at == words.Count - 1;
        var more = words.Count > 1;
        if (more && NameWords.Titles.Contains(word.Text) && (word.Text is not "sr" || last) && words.Count - at + kept.Count > 1) return;
        if (more && LegalForms.Trails(word.Text) && last && kept.Count >= 2) return;
        if (more && NameWords.Particles.Contains(word.Text) && !word.Dotted && !(NameWords.Ambiguous.Contains(word.Text) && (last || at == 0 || at == surnameFirst - 1) && words.Count <= 3)) return;
        // Two consonants in capitals are two initials: JC Juncker.
        if (more && word is { Capitals: true, Text.Length: 2 } && !word.Text.Any(c => SpanishKey.IsVowel(c) || c is 'y' or >= '\u007f') && !words.TrueForAll(w => w.Capitals))
        {
            kept.Add(new Kept(word with { Text = word.Text[..1] }, null));
            kept.Add(new Kept(word with { Text = word.Text[1..] }, null));
            return;
        }

        kept.Add(new Kept(word, at > 0 ? words[at - 1].Text : null));
    }

    /// <summary>
    /// Which words are given names. A comma says it; else capitals after mixed case do; else the split is taken that the frequencies
    /// of given names and surnames make likeliest, one to two surnames at the end preferred.
    /// </summary>
    private static uint GivenNames(List<Kept> kept, Word[] words, int surnameFirst)
    {
        if (words.Length <= 1) return 0;
        if (surnameFirst > 0) return Bits(Math.Clamp(kept.Count(k => k.Raw.Given), 1, words.Length - 1));
        var capitals = kept.Count;
        while (capitals > 0 && kept[capitals - 1].Raw is { Capitals: true, Text.Length: > 1 }) capitals--;
        if (capitals > 0 && capitals < kept.Count) return Bits(capitals);
        var (best, most) = (1, float.MinValue);
        for (var split = 1; split < words.Length; split++)
        {
            var surnames = words.Length - split;
            var likely = surnames switch { 1 => words.Length > 3 ? -1f : 0f, 2 => words.Length == 3 ? -0.5f : 0.2f, _ => -2f * (surnames - 2) };
            for (var i = 0; i < words.Length; i++) likely += Math.Clamp(words[i].Givenness, -3, 3) * (i < split ? 1 : -1) * 0.5f;
            if (likely > most) (best, most) = (split, likely);
        }

        return Bits(best);
    }

    private static uint Bits(int count) => (1u << count) - 1;

    private readonly record struct Kept(Raw Raw, string? Before);
}
