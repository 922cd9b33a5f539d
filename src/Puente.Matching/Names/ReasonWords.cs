using System.Collections.Frozen;
using System.Globalization;

namespace Puente.Matching.Names;

/// <summary>Reasons in plain words, English and Spanish. The one place where they are worded.</summary>
public static class ReasonWords
{
    private static readonly FrozenDictionary<string, (string English, string Spanish)> Texts = new Dictionary<string, (string, string)>
    {
        [ReasonCode.Start] = ("where every comparison starts", "punto de partida de toda comparación"),
        [ReasonCode.Empty] = ("there is nothing to compare", "no hay nada que comparar"),
        [ReasonCode.Identical] = ("every word agrees", "coinciden todas las palabras"),
        [ReasonCode.Limit] = ("the sum stops at its limit", "la suma se detiene en su límite"),
        [ReasonCode.Open] = ("not certain enough to suggest as one: a person must decide", "no basta para proponerlos como uno: decide una persona"),
        ["exact"] = ("{0} agrees", "{0} coincide"),
        ["sound"] = ("{0} sounds like {1}", "{0} suena como {1}"),
        ["near"] = ("{0} is close to {1}", "{0} se parece a {1}"),
        ["nickname"] = ("{0} and {1}: one can be a nickname of the other", "{0} y {1}: uno puede ser hipocorístico del otro"),
        ["variant"] = ("{0} and {1} are spellings of one name", "{0} y {1} son grafías de un mismo nombre"),
        ["abbreviation"] = ("{0} and {1}: one is an abbreviation of the other", "{0} y {1}: uno es abreviatura del otro"),
        ["initial"] = ("{0} and {1}: one is the initial of the other", "{0} y {1}: uno es inicial del otro"),
        ["joined"] = ("{0} and {1}: the same, written together or apart", "{0} y {1}: lo mismo, junto o separado"),
        ["acronym"] = ("{0}{1}: initials of the other name's words", "{0}{1}: iniciales de las palabras del otro nombre"),
        ["conflict"] = ("{0} against {1}: different", "{0} frente a {1}: distinto"),
        ["more-conflict"] = ("further words differ", "difieren más palabras"),
        ["extra"] = ("only one side has {0}{1}: neutral or little against", "solo un lado tiene {0}{1}: neutro o poco en contra"),
        ["more-extra"] = ("one side has further words: neutral", "un lado tiene más palabras: neutro"),
        ["given-differs"] = ("the given name differs: {0}, {1}", "difiere el nombre de pila: {0}, {1}"),
        ["second-surname-differs"] = ("a surname differs: {0}, {1}", "difiere un apellido: {0}, {1}"),
        ["not-comparable"] = ("{0} and {1} cannot be compared: neutral", "{0} y {1} no se pueden comparar: neutro"),
        ["nothing-agrees"] = ("no word agrees", "no coincide ninguna palabra"),
        ["two-names"] = ("{0} and {1} are close but each is a name of its own", "{0} y {1} se parecen, pero cada uno es un nombre propio"),
        ["only-common"] = ("only common words agree", "solo coinciden palabras comunes"),
        ["legal-form"] = ("the legal forms differ", "difieren las formas jurídicas"),
        ["number"] = ("the numbers differ: {0}, {1}", "difieren los números: {0}, {1}"),
        ["number-extra"] = ("only one side has the number {0}{1}", "solo un lado tiene el número {0}{1}"),
        ["first-differs"] = ("the first words differ: {0}, {1}", "difieren las primeras palabras: {0}, {1}"),
        ["patronymic-reversed"] = ("father and son are the other way round", "padre e hijo están invertidos"),
        ["given-reordered"] = ("the given names stand in another order", "los nombres de pila están en otro orden"),
        ["birth-agrees"] = ("birth dates agree: {0}", "coinciden las fechas de nacimiento: {0}"),
        ["birth-near"] = ("birth dates nearly agree: {0}, {1}", "casi coinciden las fechas de nacimiento: {0}, {1}"),
        ["birth-differs"] = ("birth dates differ: {0}, {1}", "difieren las fechas de nacimiento: {0}, {1}"),
        ["identifier-agrees"] = ("the identifier {0} agrees", "coincide el identificador {0}"),
        ["identifier-near"] = ("{0} agrees in {1} characters", "{0} coincide en {1} caracteres"),
        ["contact-shared"] = ("both are recorded with {0}, which a household can share", "los dos constan con {0}, que puede compartir una familia"),
        ["spells-other"] = ("{0} was not made from its holder's name, and spells {1}", "{0} no se formó con el nombre de su titular y corresponde a {1}"),
        ["spells-name"] = ("{0} also spells {1}", "{0} también corresponde a {1}"),
        ["spells-another"] = ("{0} spells its holder's name and not {1}", "{0} corresponde al nombre de su titular y no a {1}"),
        ["tells-birth"] = ("{0} tells the same date of birth: {1}", "{0} indica la misma fecha de nacimiento: {1}"),
        ["tells-another-birth"] = ("{0} tells another date of birth than {1}", "{0} indica otra fecha de nacimiento que {1}"),
        ["thing-shared"] = ("both use, own or live at {0}, which a household can share", "los dos usan, poseen o habitan {0}, que puede compartir una familia"),
        ["sobrenombre-shared"] = ("both are called {0}, a nickname that others bear too", "a los dos les dicen {0}, apodo que también llevan otros"),
        ["identifier-differs"] = ("identifiers differ: {0}, {1}", "difieren los identificadores: {0}, {1}"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A reason in words.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="language">"es" for Spanish, anything else for English.</param>
    public static string Of(Reason reason, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (!Texts.TryGetValue(reason.Code, out var texts)) return reason.Code;
        var text = language.StartsWith("es", StringComparison.OrdinalIgnoreCase) ? texts.Spanish : texts.English;
        return string.Format(CultureInfo.InvariantCulture, text, reason.Left?.ToUpperInvariant(), reason.Right?.ToUpperInvariant());
    }
}
