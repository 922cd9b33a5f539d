using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>
/// Chapter 5, and as much more of it as is asked for: phones that talk, vehicles that cross, people behind them. Seven agencies take
/// turns, each under a marking of its own, so that no two readers see the same.
/// </summary>
internal static class TrafficChapter
{
    private static readonly (string Login, string Regime, Marking Marking)[] Hands =
    [
        ("castellano", "agency-record", Marks.Of("US/HSI/NOG", Tlp.Green, Marks.Full("US"), Marks.Full("MX"))),
        ("brandt", "criminal-intelligence", Marks.Of("US/DEA/ELP", Tlp.Amber, Marks.Full("US"), Marks.Without("MX/FGR", Field.Place | Field.Source))),
        ("ibarra", "reservada", Marks.Of("MX/SSPC/INT", Tlp.Amber, Marks.Full("MX"))),
        ("okafor", "agency-record", Marks.Of("US/ATF/PHX", Tlp.Amber, Marks.Full("US/HSI"), Marks.Full("MX/FGR"))),
        ("rivas", "investigation-file-mx", Marks.Of("MX/FGR/SON", Tlp.Amber, Marks.Full("MX/SSPC"), Marks.Full("US/DEA"), Marks.Without("US/HSI", Field.From))),
        ("delgado", "agency-record", Marks.Of("US/HSI/LRD", Tlp.Amber, Marks.Full("US"))),
        ("quiroga", "reservada", Marks.Of("MX/CNI/ANL", Tlp.AmberStrict, Marks.Pointer("MX/FGR"))),
    ];

    /// <summary>Writes <paramref name="facts"/> facts, in reports of at most two thousand.</summary>
    public static async Task WriteAsync(Stage stage, int facts, int pagesOf, IProgress<long>? progress = null)
    {
        var written = 0;
        for (var turn = 0; written < facts; turn++)
        {
            var count = Math.Min(pagesOf, facts - written);
            await PageAsync(stage, turn, count);
            written += count;
            progress?.Report(written);
        }
    }

    private static async Task PageAsync(Stage stage, int turn, int count)
    {
        var (login, regime, marking) = Hands[turn % Hands.Length];
        var dice = stage.Dice;
        var spanish = marking.Owner.StartsWith("MX/", StringComparison.Ordinal);
        var title = spanish ? $"Bitácora de cruces y llamadas, hoja {turn + 1}" : $"Log of crossings and calls, sheet {turn + 1}";
        var report = await stage.ReportAsync(stage.As(login), new NewSource("dataset", title, $"BT-{4000 + turn}", regime, When.Month(2026, 1 + turn % 6), marking), turn % 3 == 0 ? "A2" : "B3", spanish ? "es" : "en");
        var (people, phones, cars) = (new List<EntityId>(), new List<EntityId>(), new List<EntityId>());
        for (var i = 0; i <= count / 8; i++)
        {
            var number = People.Phone(dice, spanish);
            people.Add(report.Person(spanish ? People.Mexican(dice) : i % 3 == 0 ? People.American(dice) : People.Mexican(dice), i % 4 == 0 ? "associate" : "bystander",
                i % 4 == 0 ? (spanish ? "Contacto frecuente de un investigado" : "Frequent contact of a suspect") : null, ("phone", number), ("birthDate", dice.Next(1960, 2004).ToString(System.Globalization.CultureInfo.InvariantCulture))));
            phones.Add(report.Add("Phone", ("number", number)));
            cars.Add(report.Add("Vehicle", ("registrationNumber", People.Plate(dice, spanish)), ("color", People.Pick(dice, ["white", "grey", "red", "black", "blue"]))));
        }

        for (var i = 0; i < count; i++)
        {
            var day = When.Day(new DateOnly(2025, 1, 1).AddDays(dice.Next(480)));
            switch (i % 4)
            {
                case 0:
                    report.Fact("Crossing", People.Pick(dice, people), stage[People.Pick(dice, Gazetteer.PortNames)], People.Pick(dice, cars), at: day, detail: [("direction", dice.Next(2) == 0 ? "northbound" : "southbound"), ("mode", "road")]);
                    break;
                case 1:
                    report.Fact("Use", People.Pick(dice, people), dice.Next(2) == 0 ? People.Pick(dice, phones) : People.Pick(dice, cars), at: day);
                    break;
                default:
                    report.Fact("Contact", People.Pick(dice, phones), People.Pick(dice, phones), at: day, detail: [("channel", "call"), ("duration", dice.Next(8, 900))]);
                    break;
            }
        }

        if (turn < Hands.Length) Tie(stage, report, login, phones[0]);
        await report.FileAsync();
    }

    /// <summary>The first sheets touch the story: somebody's phone rings at "El Ingeniero".</summary>
    private static void Tie(Stage stage, Report report, string login, EntityId phone)
    {
        if (login is "brandt" or "castellano" or "delgado" or "rivas" or "okafor")
            report.Fact("Contact", phone, stage["phone"], at: When.Day(2025, 12, 20), detail: [("channel", "call"), ("duration", 47)]);
    }
}
