using System.Text;
using Puente.Evidence;
using Puente.Evidence.Import;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Sharing;
using Puente.Money;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Money.Returns.Reconciling;

namespace Puente.Node.Demo;

/// <summary>Chapter 2, continued: orders served on four banks and what they returned in four layouts; one bank's totals do not tie. In Mexico one order, one bank.</summary>
internal static class ReturnsChapter
{
    public static async Task WriteAsync(Stage stage, EvidenceStore store, string files)
    {
        // The parts belong to the store, which the host closes; only the queue is this chapter's own.
        var parts = new ServiceCollection().AddLogging().AddSingleton(_ => store.Recorder).AddEvidence(store).AddImport(files).AddMoney().BuildServiceProvider();
        await using var queue = parts.GetRequiredService<ImportQueue>();
        var (us, mx) = (stage.As("mercer", purpose: "financial"), stage.As("nunez", purpose: "financial"));
        var (orders, desk) = (parts.GetRequiredService<OrderDesk>(), new Sender(parts));

        var marking = Marks.Of("US/FINCEN/INT", Tlp.Amber, Marks.Full("US/DEA"), Marks.Full("US/HSI")) with { Regime = "bank-records" };
        var mesquite = await EnterAsync(orders, us, "SUB-2026-118", "First Mesquite Bank", ["4410027710"], marking, 6);
        await desk.SendAsync(us, mesquite, "us-signed", "mesquite-7710.csv", ReturnFiles.Mesquite());
        await orders.CertifyAsync(us, mesquite, new Certificate("Dolores Whitt", "Records custodian", new DateOnly(2026, 3, 18), "Fed. R. Evid. 902(11)"));
        var llano = await EnterAsync(orders, us, "SUB-2026-119", "Rio Llano National Bank", ["220071833"], marking, 6);
        await desk.SendAsync(us, llano, "us-debit-credit", "rio-llano-june-july.csv", ReturnFiles.Llano());
        var trust = await EnterAsync(orders, us, "SUB-2026-120", "Laredo Trust", ["700100200", "700100300"], marking, 6);
        await desk.SendAsync(us, trust, "us-sections", "laredo-trust.txt", ReturnFiles.Trust());
        var sender = await EnterAsync(orders, us, "SUB-2026-121", "Envíos del Bravo", ["A-11"], marking, 6);
        await desk.SendAsync(us, sender, "remittances", "envios.csv", ReturnFiles.Remittances(), new ControlTotals(13));
        await EnterAsync(orders, us, "SUB-2026-122", "Sunbelt Savings", ["5512200187"], marking, 5);
        DemoCast.Need(await parts.GetRequiredService<PairDesk>().RunAsync(us));

        var mexican = Marks.Of("MX/FGR/FEMDO", Tlp.AmberStrict) with { Regime = "bank-secrecy-mx" };
        var pitic = DemoCast.Need((await orders.EnterAsync(mx, new NewOrder("judicial-order-mx", "CTRL-0441/2026", "Juzgado de control, Almoloya", "Banco del Pitic", new DateOnly(2026, 3, 2),
            new OrderScope(["Refacciones y Llantas del Pitic, S.A. de C.V."], ["012760001234567895"], new DateOnly(2025, 3, 1), new DateOnly(2025, 5, 31), ["estados de cuenta", "registro de firmas"]), mexican)
        {
            Served = new DateOnly(2026, 3, 5),
            Due = new DateOnly(2026, 4, 5),
            SecretUntil = new DateOnly(2027, 3, 1),
            ReviewBy = new DateOnly(2028, 3, 1),
        })).Result);
        await desk.SendAsync(mx, pitic, "mx-cargo-abono", "pitic-marzo-abril.csv", ReturnFiles.Pitic());
        await desk.SendAsync(mx, pitic, "mx-decimal-comma", "pitic-spei.csv", ReturnFiles.PiticSpei());
        await orders.NoteGapsAsync(mx, pitic, "Falta mayo de 2025; el banco ofreció entregarlo la próxima semana.");
        DemoCast.Need(await parts.GetRequiredService<PairDesk>().RunAsync(mx));
        DemoCast.Need(await parts.GetRequiredService<RateDesk>().KeepAsync(mx, [new Rate("USD", "MXN", new DateOnly(2025, 3, 31), 20.3182m, "Demo: tipo inventado")]));
    }

    private static async Task<OrderId> EnterAsync(OrderDesk orders, Viewer by, string number, string bank, string[] accounts, Marking marking, int lastMonth) =>
        DemoCast.Need((await orders.EnterAsync(by, new NewOrder("administrative-summons", number, "Financial Crimes Enforcement Network", bank, new DateOnly(2026, 2, 3),
            new OrderScope(["Corinne Mabry"], accounts, new DateOnly(2025, 6, 1), new DateOnly(2025, lastMonth + 2, 1).AddDays(-1), ["statements", "signature cards"]), marking)
        {
            Served = new DateOnly(2026, 2, 5),
            Due = new DateOnly(2026, 3, 7),
            ReviewBy = new DateOnly(2028, 2, 5),
        })).Result);

    private sealed class Sender(IServiceProvider parts)
    {
        public async Task SendAsync(Viewer by, OrderId order, string layout, string name, string text, ControlTotals? given = null)
        {
            var ready = ReadyLayouts.Find(layout)!;
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            using var bytes = new MemoryStream((ready.Encoding is { } encoding ? Encoding.GetEncoding(encoding) : new UTF8Encoding(false)).GetBytes(text));
            var upload = DemoCast.Need(await parts.GetRequiredService<Uploads>().ReceiveAsync(by, name, bytes));
            var returns = parts.GetRequiredService<ReturnDesk>();
            var started = DemoCast.Need(await returns.StartAsync(by, order, new NewReturn(upload.Id, ready.Source, given ?? new ControlTotals())));
            if (await returns.AwaitAsync(by, started, TimeSpan.FromMinutes(2)) is null) throw new InvalidOperationException($"{name} did not come in.");
        }
    }
}
