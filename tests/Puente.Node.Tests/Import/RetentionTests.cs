using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Keeping;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Import;

/// <summary>Received files go when they have no use any more, and what they left to fix stays.</summary>
public sealed class RetentionTests
{
    private const string People = "mapping: people\ntitle: People\nentities:\n  who:\n    kind: Person\n    key: id\n    properties:\n      name: name\n      birthDate: born\n";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_received_file_goes_a_week_after_its_import_or_a_month_after_it_came_and_its_rejected_rows_stay(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var (ana, stop) = (town.Town.Viewer("ana"), Xunit.TestContext.Current.CancellationToken);
        var retention = new UploadRetention(town.Town.Archive, town.Town.Acts, town.Folder);
        var doctor = new Doctor(town.Town.Archive, NodeRules.Standard, town.Folder);
        async Task<long> SickAsync() => (await doctor.ExamineAsync(stop).Where(c => c.Code.StartsWith("files.", StringComparison.Ordinal)).ToListAsync(stop)).Sum(c => c.Count);

        using var bytes = new MemoryStream("id\n1\n"u8.ToArray());
        var unused = (await town.Uploads.ReceiveAsync(ana, "unused.csv", bytes, stop)).Value;
        var import = await town.ImportAsync("ana", "people.csv", "id,name,born\n1,Ana,1990-01-01\n2,Bo,soon\n"u8.ToArray(), ImportTown.Mapping(People));
        (await retention.CleanAsync(stop)).ShouldBe(0);

        town.Town.Clock.Advance(TimeSpan.FromDays(8));
        (await SickAsync()).ShouldBe(1);
        (await retention.CleanAsync(stop)).ShouldBe(1);
        (await SickAsync()).ShouldBe(0);
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        await town.Desk.WriteRejectedAsync(town.Town.Viewer("ana"), import.Id, csv, new RejectedWords("line", "column", "reason", p => p.Code), stop);
        csv.ToString().ShouldStartWith("line,column,reason,id,name,born");
        (await town.Uploads.FindAsync(town.Town.Viewer("ana"), unused.Id, stop)).ShouldNotBeNull();

        town.Town.Clock.Advance(TimeSpan.FromDays(23));
        (await retention.CleanAsync(stop)).ShouldBe(1);
        (await town.Uploads.FindAsync(town.Town.Viewer("ana"), unused.Id, stop)).ShouldBeNull();
    }
}
