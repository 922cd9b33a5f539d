namespace Puente.Matching.Identifiers.Mexico;

/// <summary>A company's name as SAT makes an RFC from it: the initials of its first three words that count, without its legal form.</summary>
internal static class CompanyName
{
    private static readonly string[] Forms =
    [
        "SOCIEDAD ANONIMA DE CAPITAL VARIABLE", "SOCIEDAD ANONIMA", "S DE RL DE CV", "S DE R L DE C V", "S DE RL MI", "S DE RL", "SA DE CV", "S A DE C V", "SAPI DE CV", "SPR DE RL", "SC DE RL", "SC DE RL DE CV", "SA", "S A", "SC", "S C", "AC", "A C", "SPR",
    ];

    private static readonly HashSet<string> Small = new("DE DEL LA LAS LOS EL Y E EN CON PARA POR A AL COMPANIA CIA SOCIEDAD SOC COOPERATIVA COOP S THE OF AND CO COMPANY MC VON MAC VAN MI".Split(' '), StringComparer.Ordinal);

    /// <summary>The writings of the name from which the homoclave may have been computed: with the legal form and without.</summary>
    public static IEnumerable<string> Writings(string name)
    {
        var whole = Plain(name);
        var bare = Bare(whole);
        string[] writings = [whole, bare, whole.Replace(",", "", StringComparison.Ordinal), bare + " SA DE CV", bare + " SA"];
        return writings.Distinct(StringComparer.Ordinal);
    }

    /// <summary>The letters that the RFC may begin with, most likely first.</summary>
    public static IReadOnlyList<string> Letters(string name)
    {
        var whole = Plain(name);
        return [.. ((string[])[Of(Bare(whole), Small), Of(whole, Small), Of(Bare(whole), [])]).Where(l => l.Length == 3).Distinct(StringComparer.Ordinal)];
    }

    private static string Of(string name, HashSet<string> small)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !small.Contains(w)).ToArray();
        return words.Length switch
        {
            0 => "",
            1 => words[0].PadRight(3, 'X')[..3],
            2 => words[0][..1] + words[1].PadRight(2, 'X')[..2],
            _ => string.Concat(words.Take(3).Select(w => w[0])),
        };
    }

    private static string Bare(string whole) => Forms.FirstOrDefault(f => whole.EndsWith(" " + f, StringComparison.Ordinal)) is { } form ? whole[..^(form.Length + 1)] : whole;

    private static string Plain(string name) => string.Join(' ', Folding.Capitals(name).Replace(".", "", StringComparison.Ordinal).Replace(',', ' ').Replace('-', ' ').Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
