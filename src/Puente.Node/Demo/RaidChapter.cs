using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>Chapter 1: twelve rifles from a raid near Nogales, what Martinsburg finds about them, and who bought four of them.</summary>
internal static class RaidChapter
{
    private static readonly (string Make, string Model, string Caliber)[] Models =
        [("Norvane", "NV-15", "5.56x45mm"), ("Kestrel Arms", "K47", "7.62x39mm"), ("Norvane", "NV-50", ".50 BMG"), ("Altamont", "AR-9", "9mm")];

    public static async Task WriteAsync(Stage stage)
    {
        await RaidAsync(stage);
        await TraceAsync(stage);
        await DefenceAsync(stage);
    }

    private static async Task RaidAsync(Stage stage)
    {
        var shared = Marks.Of("MX/FGR/SON", Tlp.Amber, Marks.Full("MX/SSPC"), Marks.Full("US/ATF"), Marks.Without("US/HSI", Field.From | Field.Source), Marks.Pointer("US/USMS"));
        var report = await stage.ReportAsync(stage.As("rivas", purpose: "trace"), new NewSource(
            "report", "Cateo en rancho El Sahuaro, Nogales, Sonora", "FED/SON/NOG/0001187/2026", "investigation-file-mx", When.Day(2026, 2, 18), shared), "A1", "es");
        stage["ranch"] = report.Add("Place", ("name", "Rancho El Sahuaro"), ("municipality", "Nogales"), ("state", "Sonora"), ("latitude", "31.19"), ("longitude", "-110.97"), ("radius", "800"));
        stage["keeper"] = report.Person("Abundio Jocobi Terán", "suspect", "Detenido en flagrancia con doce armas largas en el rancho a su cargo", ("birthDate", "1988-07"), ("nationality", "mx"), ("profession", "caporal"));
        for (var i = 0; i < 12; i++)
        {
            var (make, model, caliber) = Models[i % Models.Length];
            var serial = i == 7 ? "NV15-48?7?3" : People.Serial(stage.Dice);
            var rifle = stage[$"rifle {i}"] = report.Add("Firearm", ("serialNumber", serial), ("maker", make), ("model", model), ("caliber", caliber), ("firearmType", "rifle"), ("serialCondition", i == 7 ? "partial" : "legible"));
            if (i == 7) report.Say(rifle, "notes", "Dos caracteres ilegibles; lectura a simple vista en el cajón de mecanismos");
            report.Fact("FirearmRecovery", stage["keeper"], stage["MX/FGR"], rifle, stage["ranch"], When.Day(2026, 2, 17), detail: [("reason", "Cateo con orden judicial"), ("seizureReport", $"IPH-2026-{1187 + i}")]);
        }

        report.Fact("Arrest", stage["keeper"], stage["MX/FGR"], place: stage["ranch"], at: When.Day(2026, 2, 17), detail: [("charge", "Acopio de armas de uso exclusivo"), ("registryNumber", "RND-26-0217-0044")]);
        report.Fact("Membership", stage["keeper"], stage["company"], at: When.Year(2024).About(), detail: [("role", "cuidador de bodega")]);
        var filed = await report.FileAsync();

        report.Say(stage["rifle 7"], "serialNumber", "NV15-48273");
        report.Say(stage["rifle 7"], "notes", "Revenido químico; quinto y séptimo caracteres con reserva");
        await report.FileAsync(otherEvaluation: "B3");
        report.Say(stage["keeper"], "birthDate", "1988-07-24", supersedes: filed.Attributes[7]);
        await report.FileAsync();

        var closed = await stage.ReportAsync(stage.As("nunez", "MX/FGR/SON", "prosecution"), new NewSource(
            "interview", "Entrevista reservada al detenido", "FED/SON/NOG/0001187/2026-E2", "investigation-file-mx", When.Day(2026, 2, 21), Marks.Of("MX/FGR/SON", Tlp.Red)), "B2", "es");
        closed.Say(stage["keeper"], "notes", "Colabora con la fiscalía; no revelar");
        await closed.FileAsync();
    }

    private static async Task TraceAsync(Stage stage)
    {
        var unit = "US/ATF/NTC";
        var known = Marks.Of(unit, Tlp.Amber, Marks.Full("US"), Marks.Full("MX/FGR"), Marks.Full("MX/SSPC"));
        var report = await stage.ReportAsync(stage.As("whitfield", purpose: "trace"), new NewSource(
            "report", "Trace results, Nogales recovery of 17 February 2026", "T20260304412", "firearms-trace", When.Day(2026, 3, 4), known), "A2", "en");
        stage["dealer"] = report.Add("Company", ("name", "Saguaro Rim Sporting Goods LLC"), ("fflNumber", "9-86-013-01-7K-04412"), ("address", "Tucson, Arizona"), ("country", "us"));
        stage["wholesaler"] = report.Add("Company", ("name", "Gila Distributing Inc."), ("fflNumber", "9-86-019-11-6B-01170"), ("country", "us"));
        stage["maker"] = report.Add("Company", ("name", "Norvane Manufacturing Co."), ("country", "us"));
        await report.FileAsync();

        stage["buyer"] = report.Person("Wade Hollister Tramwell", "suspect", "Bought four rifles within five business days, two of them recovered in Sonora within 70 days", ("birthDate", "1993-04-11"), ("driverLicenseNumber", "D06541177"), ("address", "Tucson, Arizona"));
        stage["buyer 2"] = report.Person("Wade H. Tramwel", "suspect", "Same address and licence number, another spelling", ("birthDate", "1993-11-04"), ("driverLicenseNumber", "D06541177"));
        await report.FileAsync(Marks.Of(unit, Tlp.AmberStrict, Marks.Full("US/ATF"), Marks.Full("US/HSI"), Marks.Full("US/DEA")));

        for (var i = 0; i < 12; i++)
        {
            var rifle = stage[$"rifle {i}"];
            report.Fact("Custody", stage["maker"], stage["wholesaler"], rifle, at: When.Month(2025, 1 + i % 6), detail: [("custodyType", "wholesale")]);
            if (i != 5) report.Fact("Custody", stage["wholesaler"], stage["dealer"], rifle, at: When.Day(2025, 7, 3 + i), detail: [("custodyType", "wholesale"), ("transactionForm", $"INV-{77120 + i}")]);
        }

        await report.FileAsync();
        for (var i = 0; i < 9; i++)
            report.Fact("Custody", stage["dealer"], i < 4 ? (i % 2 == 0 ? stage["buyer"] : stage["buyer 2"]) : stage["buyer"], stage[$"rifle {i}"], stage["Tucson"],
                When.Day(2025, 12, 1 + (i < 4 ? i : 10 + i)), detail: [("custodyType", "retail"), ("boundBookPage", $"A-{212 + i}"), ("transactionForm", $"4473-{90311 + i}")]);
        await report.FileAsync(Marks.Of(unit, Tlp.Amber, Marks.Full("US/HSI"), Marks.Full("US/DEA"), Marks.Without("MX/FGR", Field.To | Field.Detail)));
        report.Same(stage["buyer"], stage["buyer 2"], 940, "same driver's licence number", "names differ by one letter", "day and month of birth swapped");
        await report.FileAsync(Marks.Of(unit, Tlp.Amber, Marks.Full("US/HSI")));

        var sale = await stage.ReportAsync(stage.As("okafor"), new NewSource("report", "Report of multiple sale, four rifles, December 2025", "MS-2025-3310", "multiple-sale", When.Day(2025, 12, 5), Marks.Of("US/ATF/PHX", Tlp.Amber)), "A1", "en");
        sale.Fact("UnknownLink", stage["buyer"], stage["dealer"], at: When.Day(2025, 12, 4), detail: [("role", "purchaser of four rifles in five business days")]);
        await sale.FileAsync();
    }

    private static async Task DefenceAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("olvera", purpose: "trace"), new NewSource(
            "document", "Registro Federal de Armas: consulta de doce series", "RFA-2026-0098", "reservada", When.Day(2026, 2, 25), Marks.Of("MX/SEDENA/RFA", Tlp.Amber, Marks.Full("MX"))), "A1", "es");
        for (var i = 0; i < 3; i++)
        {
            var gun = report.Add("Firearm", ("serialNumber", People.Serial(stage.Dice)), ("maker", "Altamont"), ("model", "P-9"), ("caliber", "9mm"), ("firearmType", "pistol"), ("importMark", "DCAM MEX"));
            report.Fact("ArmsSeizure", null, stage["MX/SEDENA"], gun, stage["Caborca"], When.Day(2025, 10, 4 + i), detail: [("handguns", 1), ("seizureReport", $"45ZM-{300 + i}")]);
        }

        await report.FileAsync();
    }
}
