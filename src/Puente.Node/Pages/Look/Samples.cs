using System.Text.Json;

namespace Puente.Node.Pages.Look;

/// <summary>Invented content for the page that shows the parts, in both languages where length matters.</summary>
public sealed record Samples(bool Spanish)
{
    public static readonly string Person = "Ximena Arriaga Peña";
    public static readonly string CurpName = "CURP";
    public static readonly string Curp = "AIPX740312MSRRXM05";

    public string Of(string english, string spanish) => Spanish ? spanish : english;

    public string[] Heads => Spanish
        ? ["Folio", "Asunto", "De", "Para", "Vence", "Peso bruto", "Estado", "Clasificación"]
        : ["Id", "Subject", "From", "To", "Due", "Gross weight", "State", "Marking"];

    public IReadOnlyList<SampleRequest> Requests =>
    [
        new("RQ-2031", Of("Trace of 14 rifles, Agua Prieta seizure", "Rastreo de 14 fusiles, aseguramiento de Agua Prieta"), "FGR", "ATF", new(2026, 12, 12), 61.4m, "open"),
        new("RQ-2028", Of("Subscriber records, 3 numbers", "Datos del titular de 3 números telefónicos"), "UIF", "FinCEN", new(2026, 12, 9), null, "late"),
        new("RQ-2027", Of("Funnel account activity, El Paso", "Movimientos de la cuenta concentradora, El Paso"), "HSI", "UIF", new(2026, 12, 20), null, "open"),
        new("RQ-2019", Of("Retailer statement, Tucson", "Declaración del comerciante, Tucson"), "FGR", "ATF", new(2026, 12, 1), 8.05m, "done"),
        new("RQ-2014", Of("Border crossing history, 2 vehicles", "Historial de cruces fronterizos, 2 vehículos"), "SSPC", "CBP", new(2026, 11, 28), 1204.5m, "done"),
    ];

    public string State(string state) => state switch
    {
        "open" => Of("Open", "Abierta"),
        "late" => Of("Late", "Vencida"),
        _ => Of("Answered", "Contestada"),
    };

    public string Chart => JsonSerializer.Serialize(new
    {
        legend = new { top = 0 },
        tooltip = new { trigger = "axis" },
        xAxis = new { type = "category", data = new[] { "2021", "2022", "2023", "2024", "2025", "2026" } },
        yAxis = new { type = "value" },
        series = new object[]
        {
            new { type = "bar", stack = "a", name = "Sonora", data = new[] { 1210, 1330, 1490, 1275, 1180, 990 } },
            new { type = "bar", stack = "a", name = "Chihuahua", data = new[] { 830, 790, 905, 1010, 870, 640 } },
            new { type = "bar", stack = "a", name = "Tamaulipas", data = new[] { 640, 655, 700, 690, 720, 580 } },
        },
    });

    public string Flow => JsonSerializer.Serialize(new
    {
        series = new object[]
        {
            new
            {
                type = "sankey",
                data = new[] { new { name = "Tucson" }, new { name = "El Paso" }, new { name = "Nogales" }, new { name = "Juárez" }, new { name = "Culiacán" } },
                links = new[]
                {
                    new { source = "Tucson", target = "Nogales", value = 142 },
                    new { source = "El Paso", target = "Juárez", value = 118 },
                    new { source = "Nogales", target = "Culiacán", value = 96 },
                    new { source = "Juárez", target = "Culiacán", value = 41 },
                },
            },
        },
    });

    public string Links => JsonSerializer.Serialize(new
    {
        nodes = new object[]
        {
            new { id = "a", label = "Person A", kind = "Person", href = "/look?at=a", subject = true },
            new { id = "b", label = "Person B", kind = "Person", href = "/look?at=b" },
            new { id = "c", label = "Person C", kind = "Person", href = "/look?at=c" },
            new { id = "g", label = ".50 ·0092", kind = "Firearm", href = "/look?at=g" },
            new { id = "h", label = "AK ·4417", kind = "Firearm", href = "/look?at=h" },
            new { id = "s", label = "Agua Prieta", kind = "Event", href = "/look?at=s" },
            new { id = "x", label = "··81 El Paso", kind = "BankAccount", href = "/look?at=x" },
            new { id = "y", label = "··07 Juárez", kind = "BankAccount", href = "/look?at=y" },
            new { id = "v", label = "VBR-77-41", kind = "Vehicle", href = "/look?at=v" },
            new { id = "o", label = "Transportes Río", kind = "Company", href = "/look?at=o" },
        },
        edges = new object[]
        {
            new { id = "1", from = "a", to = "g", label = Of("bought", "compró") },
            new { id = "2", from = "a", to = "h", label = Of("bought", "compró") },
            new { id = "3", from = "g", to = "s", label = Of("recovered in", "recuperada en") },
            new { id = "4", from = "h", to = "s", label = Of("recovered in", "recuperada en") },
            new { id = "5", from = "a", to = "x", label = Of("deposits", "deposita") },
            new { id = "6", from = "x", to = "y", label = Of("wires", "transfiere") },
            new { id = "7", from = "b", to = "y", label = Of("controls", "controla") },
            new { id = "8", from = "b", to = "a", label = Of("pays", "paga") },
            new { id = "9", from = "b", to = "c", label = Of("calls", "llama"), uncertain = true },
            new { id = "10", from = "c", to = "o", label = Of("directs", "dirige") },
            new { id = "11", from = "o", to = "v", label = Of("owns", "posee") },
        },
    });
}

/// <summary>An invented row.</summary>
public sealed record SampleRequest(string Id, string Subject, string From, string To, DateOnly Due, decimal? Weight, string State);
