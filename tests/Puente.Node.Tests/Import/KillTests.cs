using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using Puente.Evidence.Storage;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Import;

/// <summary>kill -9 during an import: nothing that was acknowledged is lost, and nothing shows by halves.</summary>
[Trait(Campaign.Category, Campaign.Name)]
public sealed class KillTests
{
    private const int Rows = 4000;
    private static readonly string Clerk = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))))!,
        "bin", "Puente.Clerk", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Puente.Clerk");

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_kill_during_an_import_loses_nothing_and_leaves_nothing_by_halves(Engine engine)
    {
        await using var place = await Databases.NewAsync(engine);
        var random = new Random(Campaign.Seed);
        var kills = Campaign.Pick(10, 100);
        var (killed, asked, report) = (0, 0, new StringBuilder());
        await using var store = await place.OpenAsync();
        while (killed < kills)
        {
            var file = Path.Combine(place.Folder, string.Create(CultureInfo.InvariantCulture, $"payments-{++asked}.csv"));
            await File.WriteAllTextAsync(file, Payments(asked));
            using var clerk = Start(place, file);
            var line = await clerk.StandardOutput.ReadLineAsync();
            line.ShouldNotBeNull().ShouldStartWith("acknowledged ");
            await Task.WhenAny(clerk.WaitForExitAsync(), Task.Delay(random.Next(900)));
            var running = !clerk.HasExited;
            if (running) clerk.Kill();
            await clerk.WaitForExitAsync();
            var shown = await ShownAsync(store, line["acknowledged ".Length..]);
            shown.ShouldBeOneOf(0, Rows);
            if (!running) continue;
            killed++;
            report.AppendLine(CultureInfo.InvariantCulture, $"| {killed} | {shown:N0} |");
        }

        using var last = Start(place);
        var output = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        last.ExitCode.ShouldBe(0, await last.StandardError.ReadToEndAsync());
        var imports = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith("import ", StringComparison.Ordinal)).Select(l => l.Split(' ')).ToList();
        imports.Count.ShouldBe(Math.Min(asked, 100), "every acknowledged import is there");
        foreach (var import in imports)
        {
            import[2..].ShouldBe(["Done", Rows.ToString(CultureInfo.InvariantCulture), Rows.ToString(CultureInfo.InvariantCulture)]);
            (await ShownAsync(store, import[1])).ShouldBe(Rows);
        }

        Campaign.Report($"kills-{engine.ToString().ToLowerInvariant()}",
            $"# kill -9 during imports on {engine}, seed {Campaign.Seed}\n\n{killed} kills in {asked} imports of {Rows:N0} payments. After the last kill every import was resumed and all were whole.\n\n| Kill | Payments that showed after it |\n| ---: | ---: |\n{report}");
    }

    /// <summary>How many payments of an import show.</summary>
    private static async Task<long> ShownAsync(Database store, string import)
    {
        await using var connection = await store.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            "select count(*) from fact f join recording r on r.key = f.recording where r.import = @import and r.state = 1", new { import = long.Parse(import, CultureInfo.InvariantCulture) });
    }

    private static Process Start(Place place, params string[] file)
    {
        var start = new ProcessStartInfo(Clerk, [place.Connection, place.Folder, .. file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException("The clerk did not start.");
    }

    private static string Payments(int import)
    {
        var text = new StringBuilder("Number,Date,Payer,Payee,Amount\n");
        for (var i = 0; i < Rows; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{import}-{i},{1 + i % 28:00}/03/2026,Payer {i % 97},Payee {i % 89},{100 + i}.50");
        return text.ToString();
    }
}
