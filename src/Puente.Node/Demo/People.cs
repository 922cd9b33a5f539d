using System.Globalization;

namespace Puente.Node.Demo;

/// <summary>Draws names, numbers and plates. All combinations are drawn, none is a person's.</summary>
internal static class People
{
    private static readonly string[] Given =
        ["Evelio", "Rosalba", "Ceferino", "Nereida", "Baltazar", "Ofelia", "Lisandro", "Amparo", "Fidencio", "Yesenia", "Anselmo", "Graciela", "Teodoro", "Maricruz", "Hilario", "Consuelo",
         "Eleuterio", "Noemí", "Celso", "Idalia", "Saturnino", "Leticia", "Abundio", "Mireya", "Casimiro", "Perla", "Gumaro", "Azucena", "Nicanor", "Dalia"];

    private static readonly string[] Surnames =
        ["Bustamante", "Cázares", "Dosamantes", "Elizarrarás", "Fierro", "Gaxiola", "Huerta", "Izábal", "Jocobi", "Landeros", "Machuca", "Noriega", "Ontiveros", "Peralta", "Quezada", "Robles",
         "Sotelo", "Terán", "Urías", "Valdivia", "Yáñez", "Zazueta", "Ahumada", "Bórquez", "Cuén", "Duarte"];

    private static readonly string[] EnglishGiven = ["Wade", "Loretta", "Clint", "Marlene", "Dwight", "Tamsin", "Garrett", "Odette", "Rusty", "Corinne", "Lyle", "Paige"];

    private static readonly string[] EnglishSurnames = ["Hollister", "Tramwell", "Pickard", "Ostrander", "Quimby", "Varnell", "Stoddart", "Lathrop", "Mabry", "Penhallow"];

    public static string Mexican(Random dice) => $"{Pick(dice, Given)} {Pick(dice, Surnames)} {Pick(dice, Surnames)}";

    public static string American(Random dice) => $"{Pick(dice, EnglishGiven)} {Pick(dice, EnglishSurnames)}";

    public static string Phone(Random dice, bool mexican = true) => mexican
        ? "+52" + Pick(dice, ["631", "662", "667", "656", "867"]) + Digits(dice, 7)
        : "+1" + Pick(dice, ["602", "520", "915", "956", "404"]) + "555" + Digits(dice, 4);

    public static string Plate(Random dice, bool mexican = true) => mexican
        ? $"V{Letters(dice, 2)}-{Digits(dice, 3)}-{Letters(dice, 1)}"
        : $"{Letters(dice, 3)}{Digits(dice, 4)}";

    public static string Account(Random dice) => Digits(dice, 10);

    public static string Serial(Random dice) => $"{Letters(dice, 2)}{Digits(dice, 6)}";

    public static T Pick<T>(Random dice, IReadOnlyList<T> from) => from[dice.Next(from.Count)];

    public static string Digits(Random dice, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => dice.Next(10).ToString(CultureInfo.InvariantCulture)));

    private static string Letters(Random dice, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => "ABCDEFGHJKLMNPRSTVWXYZ"[dice.Next(22)]));
}
