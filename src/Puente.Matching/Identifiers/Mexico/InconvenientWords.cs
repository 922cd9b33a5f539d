namespace Puente.Matching.Identifiers.Mexico;

/// <summary>
/// Four-letter beginnings that the registers do not issue, because they read as a word: RENAPO's list for the CURP (81 words, second letter
/// becomes X) and SAT's for the RFC (41 words, last letter becomes X).
/// </summary>
internal static class InconvenientWords
{
    public static readonly HashSet<string> Curp = Words("""
        BACA BAKA BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COGI COJA COJE COJI COJO COLA CULO FALO FETO GETA GUEI GUEY JETA JOTO KACA KACO KAGA KAGO
        KAKA KAKO KOGE KOGI KOJA KOJE KOJI KOJO KOLA KULO LILO LOCA LOCO LOKA LOKO MAME MAMO MEAR MEAS MEON MIAR MION MOCO MOKO MULA MULO NACA NACO PEDA
        PEDO PENE PIPI PITO POPO PUTA PUTO QULO RATA ROBA ROBE ROBO RUIN SENO TETA VACA VAGA VAGO VAKA VUEI VUEY WUEI WUEY
        """);

    public static readonly HashSet<string> Rfc = Words("""
        BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO CULO FETO GUEY JOTO KACA KACO KAGA KAGO KAKA KOGE KOJO KULO MAME MAMO MEAR MEAS
        MEON MION MOCO MULA PEDA PEDO PENE PUTA PUTO QULO RATA RUIN
        """);

    /// <summary>The beginning that a CURP has instead.</summary>
    public static string InCurp(string letters) => Curp.Contains(letters) ? $"{letters[0]}X{letters[2..]}" : letters;

    /// <summary>The beginning that an RFC has instead.</summary>
    public static string InRfc(string letters) => Rfc.Contains(letters) ? letters[..3] + "X" : letters;

    private static HashSet<string> Words(string list) => new(list.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
