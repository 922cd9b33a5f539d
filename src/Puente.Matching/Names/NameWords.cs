using System.Collections.Frozen;

namespace Puente.Matching.Names;

/// <summary>Words of names that say little: particles, titles, articles, words between words.</summary>
internal static class NameWords
{
    /// <summary>Particles of surnames, Spanish, Portuguese, Dutch, German, Italian, French and Arabic: optional in comparison.</summary>
    public static readonly FrozenSet<string> Particles = Set(
        "de del la las los lo y e da das do dos di du des der den van von vom zu zur ter ten al el ul ud ad as ash az an ar at ez bin ben ibn bint bt ould uld ag the of af ap af");

    /// <summary>Particles that are given names or surnames too when they stand first or last.</summary>
    public static readonly FrozenSet<string> Ambiguous = Set("ben e y do di du an as az at ar ag da ten den lo van af ap ad al");

    /// <summary>Titles and suffixes, dropped while a name remains.</summary>
    public static readonly FrozenSet<string> Titles = Set(
        "mr mrs ms miss sir madam dr dra doctor prof professor president presidente prasident general gral gen col coronel cap capitan capt captain lic licenciado ing ingeniero arq cmdte comandante sr sra srta don dona jr sr junior monsieur madame mme herr frau shaikh hon rev");

    /// <summary>Words that open a sobrenombre: "El Chapo", "Don Tito", "The Chess Player", "Comandante Uno".</summary>
    public static readonly FrozenSet<string> Openers = Set(
        "el la los las don dona doctor doctora the comandante tio tia compadre chino flaco gordo guero negro chapo chapito pelon chaparro chato viejo nino compa primo padrino patron jefe profe mono tigre lobo zorro gallo indio cabezon pelado gringo cuate doc capi big little");

    /// <summary>Words between the words of an organisation's name.</summary>
    public static readonly FrozenSet<string> Between = Set("and y e et und the of for de del la las los el di da do en para por in a le les to");

    /// <summary>Prefixes of ships.</summary>
    public static readonly FrozenSet<string> Ships = Set("mv mt ms ss mvs vessel motonave buque ship tanker");

    /// <summary>Words that make an unmarked name an organisation's.</summary>
    public static readonly FrozenSet<string> Business = Set(
        "company corporation corp group grupo holding holdings bank banco trading industries international internacional fund trust foundation fundacion association asociacion comercializadora constructora importadora exportadora distribuidora inmobiliaria inversiones transportes servicios restaurante restaurant hotel farmacia ministry ministerio university universidad cooperativa sociedad compania cia organization organisation army brigade front ejercito cartel club services enterprises systems business commercial solutions consulting investments management technologies logistics construction engineering negocios soluciones consultores consultoria");

    /// <summary>Given names so common before another that alone they hardly distinguish brothers and sisters.</summary>
    public static readonly FrozenSet<string> FaintGiven = Set("maria jose ma j m je");

    private static FrozenSet<string> Set(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
