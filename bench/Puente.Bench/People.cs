using System.Globalization;
using Puente.Evidence.Records;

namespace Puente.Bench;

/// <summary>Invented people and companies whose names are as unevenly spread as real ones: a few very common, a long tail of rare ones.</summary>
internal sealed class People(Random random)
{
    public static readonly string[] Given =
    [
        "José", "María", "Juan", "Guadalupe", "Luis", "Francisco", "Jesús", "Antonio", "Carlos", "Miguel", "Ana", "Pedro", "Alejandro", "Manuel", "Rosa", "Jorge", "Martha", "Roberto",
        "Fernando", "Daniel", "Ricardo", "Eduardo", "Javier", "Sergio", "Patricia", "Verónica", "Rafael", "Alicia", "Teresa", "Arturo", "Héctor", "Raúl", "Ramón", "Andrés", "Óscar", "Sofía",
        "James", "Robert", "John", "Michael", "David", "William", "Mary", "Jennifer", "Linda", "Susan", "Thomas", "Joseph", "Sarah", "Karen", "Brian", "Kevin", "Steven", "Emily", "Ashley",
    ];

    public static readonly string[] Family =
    [
        "Hernández", "García", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez", "Ramírez", "Cruz", "Flores", "Gómez", "Morales", "Vázquez", "Jiménez", "Reyes", "Díaz",
        "Torres", "Gutiérrez", "Ruiz", "Mendoza", "Aguilar", "Ortiz", "Castillo", "Moreno", "Romero", "Álvarez", "Méndez", "Chávez", "Rivera", "Juárez", "Ramos", "Domínguez", "Herrera",
        "Medina", "Castro", "Vargas", "Guzmán", "Velázquez", "Muñoz", "Rojas", "Peña", "Ibáñez", "Núñez", "Smith", "Johnson", "Williams", "Brown", "Jones", "Davis", "Miller", "Wilson",
        "Anderson", "Taylor", "Moore", "Jackson", "Martin", "Thompson", "White", "Harris", "Clark", "Lewis", "Walker", "Hall", "Young", "King", "Wright", "Hill", "Scott", "Green", "Baker",
    ];

    private static readonly string[] Syllables = ["ba", "chi", "co", "da", "gue", "ja", "ki", "lo", "mo", "nu", "pa", "qui", "ra", "se", "ta", "tzin", "ve", "xo", "ya", "zul"];
    private static readonly string[] Cities = ["Tijuana", "Ciudad Juárez", "Phoenix", "El Paso", "Monterrey", "Culiacán", "Houston", "Laredo", "Guadalajara", "San Diego", "Tucson", "Reynosa"];

    public string NextGiven() => random.Next(50) == 0 ? Rare(2) : Given[Zipf(Given.Length)];

    public string NextFamily() => random.Next(8) == 0 ? Rare(3) : Family[Zipf(Family.Length)];

    public string NextName() => random.Next(5) switch
    {
        0 => $"{NextGiven()} {NextFamily()}",
        1 or 2 => $"{NextGiven()} {NextFamily()} {NextFamily()}",
        _ => $"{NextGiven()} {NextGiven()} {NextFamily()} {NextFamily()}",
    };

    public string NextPhone() => string.Create(CultureInfo.InvariantCulture, $"+52 {random.Next(600, 700)} {random.Next(100, 1000)} {random.Next(10_000):0000}");

    /// <summary>An entity with what is known of it; returns its name, and its phone if it has one.</summary>
    public (string Name, string? Phone) Add(Batch batch, EntityId id)
    {
        var company = random.Next(10) == 0;
        var name = company ? $"{(random.Next(2) == 0 ? "Transportes" : "Comercializadora")} {NextFamily()} {(random.Next(2) == 0 ? "SA de CV" : "LLC")}" : NextName();
        batch.Entities.Add(new NewEntity(id, company ? "Company" : "Person"));
        batch.Attributes.Add(new NewAttribute(id, "name", name));
        if (random.Next(10) == 0) batch.Attributes.Add(new NewAttribute(id, "alias", $"El {NextFamily()}"));
        if (random.Next(4) == 0) batch.Attributes.Add(new NewAttribute(id, "address", string.Create(CultureInfo.InvariantCulture, $"Calle {NextFamily()} {random.Next(1, 2000)}, {Cities[Zipf(Cities.Length)]}")));
        if (random.Next(3) != 0) return (name, null);
        var phone = NextPhone();
        batch.Attributes.Add(new NewAttribute(id, "phone", phone));
        return (name, phone);
    }

    private string Rare(int syllables) =>
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[random.Next(Syllables.Length)])));

    /// <summary>Rank r is drawn about as often as 1/(r+2).</summary>
    private int Zipf(int count)
    {
        var at = random.NextDouble() * Math.Log((count + 2) / 2.0);
        return Math.Min(count - 1, (int)((2 * Math.Exp(at)) - 2));
    }
}
