using System.Text;
using Dapper;
using Puente.Evidence;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Import;

public sealed class ImportTests
{
    private const string Payments =
        """
        mapping: pagos
        title: Pagos
        file: { dates: day-first, decimal: "," }
        entities:
          payer: { kind: Person, key: CURP, properties: { name: Ordenante, curp: CURP } }
          payee: { kind: LegalEntity, key: { columns: [RFC], scope: rfc }, properties: { name: Beneficiario, rfc: RFC } }
        facts:
          payment: { kind: Payment, key: Folio, from: payer, to: payee, at: Fecha, amount: Importe, currency: { literal: MXN }, details: { purpose: Concepto } }
        """;

    private const string File =
        """
        Folio;Fecha;CURP;Ordenante;RFC;Beneficiario;Importe;Concepto
        1;03/04/2024;PEPJ740321HDFRRN01;Juan Pérez;XAXX010101000;Comercial del Norte;1.234,50;Renta
        2;04/04/2024;PEPJ740321HDFRRN01;Juan Pérez;XAXX010101000;Comercial del Norte;80,00;
        3;31/02/2024;PEPJ740321HDFRRN01;Juan Pérez;XAXX010101000;Comercial del Norte;80,00;Mala fecha
        ;;;;;;;
        5;05/04/2024;PEPJ740321HDFRRN01;Juan Pérez;XAXX010101000;Comercial del Norte;doce;Mal importe
        """;

    public static TheoryData<Engine> Engines => Databases.All;

    private static byte[] Bytes(string text) => Encoding.GetEncoding("iso-8859-1").GetBytes(text);

    [Fact]
    public async Task A_doubtful_identifier_is_taken_counted_and_noted_at_the_first_row_that_has_it()
    {
        await using var town = await ImportTown.NewAsync(Engine.Sqlite);
        var done = await town.ImportAsync("ana", "curps.csv", Bytes("""
            CURP,Nombre
            CAUP590612HJCDRR09,
            HEGG560427MVZRRL04,"HERRERA GARCIA, GLORIA"
            BOXW310820HNERXN09,"QUIROGA PAZ, NORBERTO"
            CAUP590612HJCDRR09,
            """), ImportTown.Mapping("""
            mapping: curps
            title: CURP
            entities:
              person: { kind: Person, key: CURP, properties: { name: Nombre, curp: CURP } }
            """));
        (done.Tally.Accepted, done.Tally.Rejected, done.Tally.Warnings, done.Tally.Doubts).ShouldBe((4, 0, 0, 2));
        var remarks = new List<Remark>();
        await foreach (var remark in town.Desk.RemarksAsync(town.Town.Viewer("ana"), done.Id)) remarks.Add(remark);
        remarks.Select(r => (r.Doubtful, r.Rejected, r.Problem.Line, r.Problem.Column, r.Problem.Code)).ShouldBe([(true, false, 2, "CURP", "identifier.check"), (true, false, 4, "CURP", "name.other-identity")]);
        await foreach (var rejected in town.Desk.RemarksAsync(town.Town.Viewer("ana"), done.Id, rejectedOnly: true)) Assert.Fail(rejected.ToString());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_file_becomes_entities_and_facts_and_its_counts_add_up(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var done = await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        done.Fault.ShouldBeNull();
        done.State.ShouldBe(ImportState.Done);
        done.Tally.ShouldBe(new Tally { Read = 5, Blank = 1, Rejected = 2, Accepted = 2, Doubts = 2, New = 7, Repeated = 4, EntitiesNew = 2 });
        done.Tally.Read.ShouldBe(done.Tally.Blank + done.Tally.Rejected + done.Tally.Accepted);

        var juan = await PersonAsync(town, "Juan Pérez");
        var reading = await town.Town.ReadAsync("bob");
        var facts = (await reading.FactsAsync(juan)).Rows;
        facts.Select(f => (f.At!.Value.ToString(), f.Amount, f.Currency)).ShouldBe([("2024-04-04", 80_00L, "MXN"), ("2024-04-03", 1234_50L, "MXN")]);
        facts[0].Origin.Evaluation.ShouldBe(new Evaluation('B', 2));
        facts[1].Detail.ShouldBe("{\"purpose\":\"Renta\"}");
        (await reading.AttributesAsync(juan)).Select(a => (a.Property, a.Value)).ShouldContain(("role", "bystander"));

        var remarks = new List<Remark>();
        await foreach (var remark in town.Desk.RemarksAsync(town.Town.Viewer("ana"), done.Id))
            remarks.Add(remark);
        remarks.Where(r => !r.Doubtful).Select(r => (r.Rejected, r.Problem.Line, r.Problem.Column)).ShouldBe([(true, 4, "Fecha"), (true, 6, "Importe")]);
        remarks.Where(r => r.Doubtful).Select(r => r.Problem.Code).ShouldBe(["identifier.check", "rfc.generic"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Importing_the_same_file_again_changes_nothing(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var first = await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        var before = await CountsAsync(town);
        var again = await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        again.Tally.ShouldBe(first.Tally with { New = 0, Known = first.Tally.New, EntitiesNew = 0, EntitiesKnown = first.Tally.EntitiesNew });
        (await CountsAsync(town)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rejected_rows_can_be_downloaded_fixed_and_imported(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var first = await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        var csv = new StringWriter();
        var written = await town.Desk.WriteRejectedAsync(town.Town.Viewer("ana"), first.Id, csv, new RejectedWords("Línea", "Columna", "Motivo", p => p.Code));
        written.Value.ShouldBe(2);
        csv.ToString().ShouldStartWith("Línea,Columna,Motivo,Folio,Fecha,CURP");
        var repaired = csv.ToString().Replace("31/02/2024", "29/02/2024", StringComparison.Ordinal).Replace("doce", "\"12,00\"", StringComparison.Ordinal);
        var second = await town.ImportAsync("ana", "pagos-2.csv", Encoding.UTF8.GetBytes(repaired), ImportTown.Mapping(Payments));
        second.Tally.Rejected.ShouldBe(0);
        second.Tally.New.ShouldBe(2);
        var reading = await town.Town.ReadAsync("ana");
        (await reading.CountFactsAsync(await PersonAsync(town, "Juan Pérez"))).ShouldBe(4);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_agencies_that_import_one_key_get_two_entities(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        var theirs = await town.ImportAsync("dan", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        theirs.Tally.EntitiesNew.ShouldBe(2);
        theirs.Tally.Known.ShouldBe(0);
        (await PersonsAsync(town, "Juan Pérez")).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_undone_import_vanishes_whole_and_can_be_imported_again(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var ana = town.Town.Viewer("ana");
        var first = await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        var juan = await PersonAsync(town, "Juan Pérez");
        var effect = (await town.Desk.EffectOfUndoingAsync(ana, first.Id)).Value;
        (effect.Attributes, effect.Facts, effect.Entities).ShouldBe((5, 2, 2));
        (await town.Desk.UndoAsync(ana, first.Id, "wrong file")).Refusal.ShouldBeNull();
        (await (await town.Town.ReadAsync("ana")).EntityAsync(juan)).ShouldBeNull();
        (await town.Desk.ShowAsync(ana, first.Id)).Value.State.ShouldBe(ImportState.Undone);

        var again = await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        again.Tally.New.ShouldBe(7);
        (await (await town.Town.ReadAsync("ana")).FactsAsync(juan)).Rows.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Other_units_cannot_name_an_import(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var first = await town.ImportAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        foreach (var login in new[] { "bob", "dan", "eva" })
        {
            var viewer = town.Town.Viewer(login);
            (await town.Desk.ShowAsync(viewer, first.Id)).Refusal!.Code.ShouldBe("import.no-such-import");
            (await town.Desk.UndoAsync(viewer, first.Id, "")).Refusal!.Code.ShouldBe("import.no-such-import");
            (await town.Desk.ListAsync(viewer)).ShouldBeEmpty();
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_interrupted_import_shows_nothing_and_goes_on_with_the_same_counts(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var text = new StringBuilder("Folio;Fecha;CURP;Ordenante;RFC;Beneficiario;Importe;Concepto\n");
        for (var i = 0; i < 6000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i};03/04/2024;C{i % 900};Persona {i % 900};R{i % 40};Empresa {i % 40};{i % 70},50;{(i % 500 == 3 ? "x" : "")}\n");
        var bytes = Bytes(text.ToString());
        var halting = new HaltingTables(town.Tables, 3);
        await town.UseAsync(halting);
        var id = await town.AskAsync("ana", "pagos.csv", bytes, ImportTown.Mapping(Payments));
        await halting.Halted.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken);
        (await PersonsAsync(town, "Persona 1")).ShouldBeEmpty();
        await town.RestartAsync();
        var done = await town.EndAsync("ana", id);
        done.State.ShouldBe(ImportState.Done);
        done.Tally.Read.ShouldBe(6000);
        done.Tally.New.ShouldBe(6000 + (900 * 3) + (40 * 2));

        await using var fresh = await ImportTown.NewAsync(engine);
        var whole = await fresh.ImportAsync("ana", "pagos.csv", bytes, ImportTown.Mapping(Payments));
        whole.Tally.ShouldBe(done.Tally);
        (await CountsAsync(town)).ShouldBe(await CountsAsync(fresh));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_cancelled_import_leaves_nothing_visible(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var halting = new HaltingTables(town.Tables, 0);
        await town.UseAsync(halting);
        var id = await town.AskAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        await halting.Halted.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken);
        (await town.Desk.CancelAsync(town.Town.Viewer("ana"), id)).Refusal.ShouldBeNull();
        (await town.EndAsync("ana", id)).State.ShouldBe(ImportState.Cancelled);
        (await PersonsAsync(town, "Juan Pérez")).ShouldBeEmpty();
        (await town.Desk.CancelAsync(town.Town.Viewer("ana"), id)).Refusal!.Code.ShouldBe("import.over");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_import_whose_source_is_withdrawn_before_it_ends_records_nothing(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var halting = new HaltingTables(town.Tables, 0);
        await town.UseAsync(halting);
        var id = await town.AskAsync("ana", "pagos.csv", Bytes(File), ImportTown.Mapping(Payments));
        await halting.Halted.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken);
        var source = (await (await town.Town.ReadAsync("ana")).SourcesAsync()).Rows.Single();
        (await town.Town.Recorder.WithdrawAsync(town.Town.Viewer("ana"), source.Id, "forged")).Refusal.ShouldBeNull();
        await town.RestartAsync();

        var failed = await town.EndAsync("ana", id);
        failed.State.ShouldBe(ImportState.Failed);
        failed.Fault!.Code.ShouldBe("import.source-withdrawn");
        (await PersonsAsync(town, "Juan Pérez")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_mapping_that_does_not_fit_fails_with_the_reason(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var failed = await town.ImportAsync("ana", "x.csv", Bytes("a,b\n1,2\n"), ImportTown.Mapping(Payments));
        failed.State.ShouldBe(ImportState.Failed);
        failed.Fault!.Code.ShouldBe("mapping.column-unknown");
    }

    private static async Task<EntityId> PersonAsync(ImportTown town, string name) => (await PersonsAsync(town, name)).Single();

    private static async Task<List<EntityId>> PersonsAsync(ImportTown town, string name)
    {
        await using var connection = await town.Town.Database.OpenAsync();
        var keys = await connection.QueryAsync<long>("select a.entity from attribute a join recording r on r.key = a.recording where a.value = @name and r.state = 1 order by a.entity", new { name });
        return [.. keys.Distinct().Select(k => new EntityId(k))];
    }

    private static async Task<(long, long, long, long)> CountsAsync(ImportTown town)
    {
        await using var connection = await town.Town.Database.OpenAsync();
        return await connection.QuerySingleAsync<(long, long, long, long)>(
            "select (select count(*) from entity), (select count(*) from attribute), (select count(*) from fact), (select count(*) from own_key)");
    }
}
