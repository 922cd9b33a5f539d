using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>Chapter 4: drugs and precursors with their laboratory reports, killings counted differently, an attack on an official.</summary>
internal static class HarmChapter
{
    private static readonly (string Substance, string Form)[] Substances =
        [("fentanyl", "tablets"), ("methamphetamine", "crystal"), ("cocaine", "brick"), ("heroin", "powder")];

    public static async Task WriteAsync(Stage stage)
    {
        await DrugsAsync(stage);
        await PrecursorsAsync(stage);
        await ViolenceAsync(stage);
    }

    private static async Task DrugsAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("brandt"), new NewSource(
            "dataset", "Seizures at the ports of Arizona and Texas, 2025, with laboratory results", "SWRL-2025", "agency-record", When.Month(2026, 1),
            Marks.Of("US/DEA/ELP", Tlp.Green, Marks.Full("US"), Marks.Full("MX"))), "A1", "en");
        for (var i = 0; i < 60; i++)
        {
            var (substance, form) = People.Pick(stage.Dice, Substances);
            var gross = stage.Dice.Next(400, 92_000);
            report.Fact("DrugSeizure", null, stage["US/HSI"], place: stage[People.Pick(stage.Dice, Gazetteer.PortNames)], at: When.Day(new DateOnly(2025, 1, 6).AddDays(6 * i)),
                detail: [("substance", substance), ("substanceName", $"{substance}, {form}, exhibit {4100 + i}"), ("grossWeight", gross), ("netWeight", gross * 93 / 100), ("purity", stage.Dice.Next(4, 96)), ("laboratoryReport", $"SW-25-{20_400 + i}"), ("concealment", i % 2 == 0 ? "quarter panel" : "spare tyre")]);
        }

        await report.FileAsync();
    }

    private static async Task PrecursorsAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("olvera"), new NewSource(
            "report", "Aseguramientos de precursores y laboratorios, 2025", "SEDENA-PREC-2025", "reservada", When.Month(2026, 2), Marks.Of("MX/SEDENA/RFA", Tlp.Amber, Marks.Full("MX"), Marks.Without("US/DEA", Field.Place))), "A2", "es");
        var laboratory = report.Add("Laboratory", ("name", "Laboratorio de la sierra de Mazatán"), ("municipality", "Mazatán"), ("state", "Sonora"), ("product", "methamphetamine"), ("radius", "5000"));
        foreach (var (name, cas, kilograms, importer) in new[] { ("Metilamina", "74-89-5", 3_200, "Químicos Occidente del Puerto"), ("4-AP", "504-24-5", 180, "Comercializadora Ameca"), ("Tolueno", "108-88-3", 9_400, "Solventes del Bajío Norte") })
        {
            report.Fact("PrecursorSeizure", null, stage["MX/SEDENA"], place: kilograms == 180 ? laboratory : stage["Manzanillo"], at: When.Month(2025, 4 + kilograms % 7),
                detail: [("substance", name), ("casNumber", cas), ("grossWeight", kilograms * 1000), ("netWeight", kilograms * 985), ("importer", importer), ("laboratoryReport", $"DQ-{kilograms}-25")]);
        }

        report.Fact("Presence", stage["company"], laboratory, at: When.Year(2025));
        report.Fact("LaboratoryDismantling", stage["MX/SEDENA"], laboratory, at: When.Day(2025, 7, 22), detail: [("reportNumber", "45ZM-LAB-07")]);
        await report.FileAsync();
    }

    private static async Task ViolenceAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("ibarra"), new NewSource(
            "report", "Informe de hechos violentos, Caborca y Nogales, 2025", "SSPC-HV-2025", "reservada", When.Month(2026, 1), Marks.Of("MX/SSPC/INT", Tlp.Amber, Marks.Full("MX"), Marks.Without("US", Field.To | Field.Detail))), "B2", "es");
        for (var i = 0; i < 14; i++)
        {
            var victim = report.Person(i < 4 ? $"Víctima no identificada {i + 1}, Caborca" : People.Mexican(stage.Dice), "victim");
            report.Fact("Killing", i % 2 == 0 ? stage["mesa"] : stage["company"], victim, place: stage[i % 3 == 0 ? "Nogales, Sonora" : "Caborca"], at: When.Day(new DateOnly(2025, 2, 1).AddDays(23 * i)),
                detail: [("victims", i == 0 ? 3 : 1), ("means", "arma de fuego")]);
        }

        var official = report.Person("Consuelo Landeros Urías", "official", null, ("position", "síndica municipal"));
        report.Fact("AttackOnOfficial", stage["mesa"], official, stage["rifle 2"], stage["Caborca"], When.Parse("2025-08-19T21:10-07:00[America/Hermosillo]").Value, detail: [("attackType", "armed"), ("injured", 1), ("summary", "Disparos contra su vehículo")]);
        await report.FileAsync(Marks.Of("MX/SSPC/INT", Tlp.Amber, Marks.Full("MX"), Marks.Without("US", Field.Detail)));

        var press = await stage.ReportAsync(stage.As("ibarra"), new NewSource("document", "Diario regional: cinco muertos en Caborca", null, "open-source", When.Day(2025, 2, 2), Marks.Open("MX/SSPC/INT")), "C3", "es");
        var dead = press.Person("Víctimas de Caborca según la prensa", "victim");
        press.Fact("Killing", null, dead, place: stage["Caborca"], at: When.Parse("2025-01-31/2025-02-01").Value, detail: [("victims", 5), ("summary", "manta atribuida a un grupo rival")]);
        await press.FileAsync();
    }
}
