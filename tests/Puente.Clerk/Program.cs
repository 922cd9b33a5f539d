// A process that imports a file and can be killed at any moment: Puente.Clerk CONNECTION FOLDER [FILE].
// With a file it asks for its import and says so once that is durable; without, it resumes what was under way.
// It ends when no import waits or runs, one line an import: id, state, rows read, rows accepted.
using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

const string mappingText =
    """
    mapping: payments
    title: Payments
    file: { dates: day-first }
    entities:
      payer: { kind: LegalEntity, key: Payer, properties: { name: Payer } }
      payee: { kind: LegalEntity, key: Payee, properties: { name: Payee } }
    facts:
      payment: { kind: Payment, key: Number, from: payer, to: payee, at: Date, amount: Amount, currency: { literal: MXN } }
    """;

var roster = new Roster(
    1, [new("MX/UIF", "MX", "Unit", "Unidad", ["fiu"])], [new("MX/UIF/ANL", "MX/UIF", "Analysis", "Análisis")],
    [new(new(1), "becerra", "Elena Becerra", ["MX/UIF/ANL"], Role.Reader | Role.Recorder | Role.Importer, true, "es")],
    [new ReadingRight(new(1), "MX/UIF", Tlp.Red, new DateOnly(2020, 1, 1), null, new(2), new(3))]);
await using var store = await EvidenceStore.OpenAsync(args[0], TimeProvider.System);
var viewers = new Viewers(() => roster, TimeProvider.System);
Viewer Becerra() => viewers.Open(new OfficerId(1), "MX/UIF/ANL", "financial").Value;
var uploads = new Uploads(store.Archive, store.Acts, args[1]);
var failed = 0;
var datasets = new DatasetFiles(Path.Combine(args[1], "datasets"));
await using var queue = new ImportQueue(store.Archive, store.Recorder, store.Acts, store.Vocabulary, new LocalTables(), uploads, datasets, viewers, error =>
{
    failed++;
    Console.Error.WriteLine(error);
});
var desk = new ImportDesk(store.Archive, store.Recorder, store.Acts, uploads, new DatasetDesk(store.Archive, store.Recorder, store.Acts, datasets), queue);
await queue.ResumeAsync();
if (args.Length > 2)
{
    await using var file = File.OpenRead(args[2]);
    var upload = (await uploads.ReceiveAsync(Becerra(), Path.GetFileName(args[2]), file)).Value;
    var reading = MappingReader.Read(mappingText);
    if (reading.Mapping is not { } mapping) throw new InvalidOperationException(string.Join("; ", reading.Problems));
    var marking = new Marking { Owner = "MX/UIF", Unit = "MX/UIF/ANL" };
    var terms = new ImportTerms(new NewSource("dataset", Path.GetFileName(args[2]), null, "agency-record", null, marking), new Evaluation('B', 2), marking, "es");
    var started = await desk.StartAsync(Becerra(), new ImportOrder(upload.Id, mapping, terms));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"acknowledged {started.Value.Key}"));
}

while (true)
{
    var all = await desk.ListAsync(Becerra());
    if (all.All(i => i.State is not (ImportState.Waiting or ImportState.Running)))
    {
        foreach (var import in all)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import {import.Id.Key} {import.State} {import.Tally.Read} {import.Tally.Accepted}"));
        return failed;
    }

    await Task.Delay(25);
}
