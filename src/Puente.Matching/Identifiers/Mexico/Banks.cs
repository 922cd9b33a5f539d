namespace Puente.Matching.Identifiers.Mexico;

/// <summary>Institutions by the code that begins their CLABEs (catalogue of participants of SPEI, Banco de México). New ones are added there; an unknown code is no fault.</summary>
internal static class Banks
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["002"] = "Banamex", ["006"] = "Bancomext", ["009"] = "Banobras", ["012"] = "BBVA México", ["014"] = "Santander", ["019"] = "Banjército", ["021"] = "HSBC",
        ["030"] = "Bajío", ["032"] = "IXE", ["036"] = "Inbursa", ["037"] = "Interacciones", ["042"] = "Mifel", ["044"] = "Scotiabank", ["058"] = "Banregio",
        ["059"] = "Invex", ["060"] = "Bansí", ["062"] = "Afirme", ["072"] = "Banorte", ["106"] = "Bank of America", ["108"] = "MUFG", ["110"] = "JP Morgan",
        ["112"] = "Monex", ["113"] = "Ve por Más", ["127"] = "Azteca", ["128"] = "Autofin", ["129"] = "Barclays", ["130"] = "Compartamos", ["132"] = "Multiva",
        ["133"] = "Actinver", ["135"] = "Nafin", ["136"] = "Intercam", ["137"] = "BanCoppel", ["138"] = "ABC Capital", ["140"] = "Consubanco",
        ["141"] = "Volkswagen Bank", ["143"] = "CIBanco", ["145"] = "Banco Base", ["147"] = "Bankaool", ["148"] = "Pagatodo", ["150"] = "Inmobiliario Mexicano",
        ["155"] = "ICBC", ["156"] = "Sabadell", ["166"] = "Banco del Bienestar", ["646"] = "STP",
    };
}
