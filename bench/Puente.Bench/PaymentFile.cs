using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Puente.Bench;

/// <summary>A file of payments between invented people, and its import over HTTP.</summary>
internal static class PaymentFile
{
    private const string Mapping =
        """
        mapping: payments
        title: Payments
        source: { title: Invented payments, preset: internal, evaluation: B2, language: es }
        entities:
          payer:
            kind: Person
            key: { columns: Payer, scope: client }
            properties: { name: Payer Name, role: { literal: accountParty } }
          payee:
            kind: Person
            key: { columns: Payee, scope: client }
            properties: { name: Payee Name, role: { literal: accountParty } }
        facts:
          payment: { kind: Payment, key: Folio, from: payer, to: payee, at: Day, amount: Amount, currency: { literal: MXN } }
        """;

    /// <summary>Writes payments number <paramref name="first"/> and following, between <paramref name="clients"/> people, a few of whom pay and are paid often.</summary>
    public static async Task<string> WriteAsync(string folder, int first, int rows, int clients)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"payments-{first}.csv"));
        var random = new Random(2026 + first);
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("Folio,Day,Payer,Payer Name,Payee,Payee Name,Amount");
        for (var i = 0; i < rows; i++)
        {
            var (payer, payee) = (Client(random, clients), Client(random, clients));
            var day = new DateOnly(2015, 1, 1).AddDays(random.Next(4000));
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"F{first + i},{day:yyyy-MM-dd},{payer},{NameOf(payer)},{payee},{NameOf(payee)},{random.Next(1, 90_000)}.{random.Next(100):00}"));
        }

        return path;
    }

    /// <summary>Sends the file and starts its import; the import's id.</summary>
    public static async Task<string> StartAsync(Visitor visitor, string path)
    {
        using var body = new StreamContent(File.OpenRead(path));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var upload = await visitor.PostAsync("uploads?name=" + Path.GetFileName(path), body);
        var started = await visitor.PostAsync("imports", JsonContent.Create(new { upload = (string)upload["id"]!, mapping = Mapping, title = "Invented payments" }));
        return (string)started["id"]!;
    }

    /// <summary>Waits until an import has ended.</summary>
    public static async Task<JsonNode> EndAsync(Visitor visitor, string import, CancellationToken stop)
    {
        while (true)
        {
            var shown = await visitor.ReadAsync("imports/" + import);
            if (shown["finished"] is not null) return shown;
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }
    }

    /// <summary>A client is always the same person.</summary>
    public static string NameOf(int client) => new People(new Random(client)).NextName();

    private static int Client(Random random, int clients)
    {
        var at = random.NextDouble();
        return (int)(random.Next(4) == 0 ? at * at * (clients / 50.0) : at * clients);
    }
}
