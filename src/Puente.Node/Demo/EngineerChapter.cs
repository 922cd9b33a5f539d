using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>Chapter 3: a nickname, a phone and half a plate. Five agencies know "El Ingeniero", and they do not agree.</summary>
internal static class EngineerChapter
{
    public static async Task WriteAsync(Stage stage)
    {
        await InvestigationAsync(stage);
        await ProsecutionAsync(stage);
        await IntelligenceAsync(stage);
        await SourceAsync(stage);
        await FugitiveAsync(stage);
    }

    private static async Task InvestigationAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("tanaka"), new NewSource(
            "report", "Case report: the Luján organisation", "DEA-ELP-26-0045", "criminal-intelligence", When.Day(2026, 2, 2),
            Marks.Of("US/DEA/ELP", Tlp.Amber, Marks.Full("US"), Marks.Full("MX/FGR"), Marks.Pointer("MX/SSPC"))), "B2", "en");
        stage["engineer"] = report.Person("Evaristo Luján Cota", "suspect", "Named by two cooperating defendants as the organiser of southbound arms and cash", ("alias", "El Ingeniero"), ("birthDate", "1975"), ("nationality", "mx"));
        stage["brother"] = report.Person("Edelmiro Luján Cota", "associate", "Brother; signs for the family's trucks", ("notes", "Brother of El Ingeniero; keeps the papers of the trucks"), ("birthDate", "1979-03-12"), ("nationality", "mx"));
        stage["phone"] = report.Add("Phone", ("number", "+526311140218"), ("carrier", "prepaid"));
        stage["pickup"] = report.Add("Vehicle", ("registrationNumber", "VB-41?-?"), ("registrationState", "Sonora"), ("make", "Corvane"), ("model", "Monte"), ("color", "grey"), ("notes", "Half a plate, seen twice at night"));
        report.Fact("Family", stage["engineer"], stage["brother"], detail: [("relationship", "brother")]);
        report.Fact("Membership", stage["engineer"], stage["company"], at: When.Year(2015).About(), detail: [("role", "logistics")]);
        report.Fact("Use", stage["engineer"], stage["phone"], at: When.Month(2025, 8));
        report.Fact("Use", stage["engineer"], stage["pickup"], at: When.Month(2025, 10).About());
        report.Fact("Associate", stage["engineer"], stage["driver"], at: When.Year(2025), detail: [("relationship", "employs as a driver")]);
        await report.FileAsync();
        report.Say(stage["engineer"], "address", "Colonia Kennedy, Nogales, Sonora");
        report.Say(stage["engineer"], "profession", "mining engineer");
        var wrong = await report.FileAsync(otherEvaluation: "C4");
        _ = DemoCast.Need(await stage.Recorder.RetractAsync(report.By, wrong.Attributes[0], "The house belongs to somebody else of the same name"));
    }

    private static async Task ProsecutionAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("nunez", purpose: "prosecution"), new NewSource(
            "report", "Carpeta de investigación: La Compañía del Desierto", "FED/FEMDO/000412/2025", "investigation-file-mx", When.Day(2025, 11, 12),
            Marks.Of("MX/FGR/FEMDO", Tlp.Amber, Marks.Full("MX/SSPC"), Marks.Full("US/DEA"), Marks.Without("US/HSI", Field.Source), Marks.Without("US/ATF", Field.Value | Field.Source))), "B2", "es");
        // Within a month, whenever the demonstration is made: what is to be looked at again has something in it.
        report.ReviewBy = DateOnly.FromDateTime(stage.Clock.GetUtcNow().UtcDateTime).AddDays(14);
        stage["engineer mx"] = report.Person("Evaristo Lujan C.", "suspect", "Señalado en tres entrevistas como jefe de traslado de armas", ("alias", "El Ingeniero"), ("birthDate", "1976-03-12"), ("curp", "LUCE760312HSRJTV07"));
        stage["case"] = report.Add("CaseFile", ("name", "La Compañía del Desierto"), ("caseNumber", "FED/FEMDO/000412/2025"), ("summary", "Delincuencia organizada"), ("type", "carpeta"));
        report.Fact("CaseReference", stage["engineer mx"], stage["case"], detail: [("role", "imputado")]);
        report.Fact("Membership", stage["engineer mx"], stage["company"], at: When.Year(2018).About(), detail: [("role", "jefe de traslado")]);
        report.Fact("CaseReference", stage["keeper"], stage["case"], at: When.Day(2026, 2, 17), detail: [("role", "imputado")]);
        await report.FileAsync();
    }

    private static async Task IntelligenceAsync(Stage stage)
    {
        var police = await stage.ReportAsync(stage.As("ibarra"), new NewSource(
            "report", "Ficha: sujeto apodado «El Ingeniero»", "SSPC-INT-2025-771", "reservada", When.Month(2025, 6), Marks.Of("MX/SSPC/INT", Tlp.Amber, Marks.Full("MX"))), "C3", "es");
        stage["engineer sspc"] = police.Person("Sujeto apodado El Ingeniero", "suspect", "Mencionado en llamadas anónimas como quien mueve armas por Nogales", ("weakAlias", "El Ingeniero"), ("appearance", "50 a 55 años, usa lentes, cojea"));
        police.Fact("Sighting", stage["engineer sspc"], stage["Nogales, Sonora"], at: When.Parse("2025-03/2025-05").Value);
        await police.FileAsync();
        var note = await stage.ReportAsync(stage.As("nunez", purpose: "prosecution"), new NewSource(
            "report", "Cotejo de apodos en la zona de Nogales", "FEMDO-COT-2026-02", "investigation-file-mx", When.Day(2026, 2, 20), Marks.Of("MX/FGR/FEMDO", Tlp.Amber, Marks.Full("US/DEA"))), "C3", "es");
        note.Same(stage["engineer sspc"], stage["engineer"], 640, "mismo apodo", "misma zona");
        await note.FileAsync();

        var secret = await stage.ReportAsync(stage.As("quiroga"), new NewSource(
            "report", "Nota de inteligencia 2026-03", "CNI-2026-03", "reservada", When.Month(2026, 1),
            Marks.Of("MX/CNI/ANL", Tlp.AmberStrict, Marks.Pointer("MX/FGR"), Marks.Silent("US/DEA"))), "B3", "es");
        var man = secret.Person("Evaristo Luján Cota", "suspect", "Reunión con funcionario portuario; fuente técnica", ("phone", "+526311140218"), ("alias", "El Ingeniero"));
        secret.Fact("Sighting", man, stage["Manzanillo"], at: When.Month(2025, 12), detail: [("summary", "Reunión en un hotel del puerto")]);
        await secret.FileAsync();
    }

    private static async Task SourceAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("tanaka", "US/DEA/SUP"), new NewSource(
            "interview", "Debriefing of SD-26-7", "SD-26-7/3", "protected-person", When.Day(2026, 2, 20), Marks.Of("US/DEA/SUP", Tlp.Red)), "B2", "en");
        var source = report.Person("SD-26-7", "source", null, ("notes", "Works at the tyre shop in Hermosillo"));
        var meeting = report.Add("Place", ("name", "Meeting place of SD-26-7"), ("municipality", "Hermosillo"));
        report.Fact("Contact", source, stage["engineer"], place: meeting, at: When.Day(2026, 2, 14), detail: [("channel", "meeting"), ("summary", "Heard that the next load leaves on a Tuesday")]);
        report.Say(stage["engineer"], "notes", "Sleeps at the tyre shop on Mondays (SD-26-7)");
        await report.FileAsync();
    }

    private static async Task FugitiveAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("boyd"), new NewSource(
            "report", "Fugitive file: Nicanor Zazueta Robles", "USMS-SWB-1180", "agency-record", When.Day(2025, 9, 1),
            Marks.Of("US/USMS/SWB", Tlp.Green, Marks.Full("US"), Marks.Full("MX")) with { ExpiresOn = new DateOnly(2028, 9, 1), Purposes = ["investigation", "liaison", "prosecution", "trace"] }), "A2", "en");
        var man = report.Person("Nicanor Zazueta Robles", "suspect", "Indicted in the District of Arizona; failed to appear", ("alias", "Nico"), ("birthDate", "1985-05"), ("passportNumber", "G22814407"));
        report.Fact("Associate", man, stage["engineer"], at: When.Parse("2023/2024").Value);
        report.Fact("Sighting", man, stage["Guadalajara"], at: When.Month(2026, 3).About());
        await report.FileAsync();
    }
}
