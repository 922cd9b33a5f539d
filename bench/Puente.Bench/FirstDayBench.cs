using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Puente.Bench;

/// <summary>
/// The first day of an administrator on a bare Debian without .NET and without a network: the published folder is copied in, the node set up and started,
/// agencies, officers and a plan of backups made over the forms of its pages, and a colleague imports a file.
/// </summary>
internal static partial class FirstDayBench
{
    private const string Host = "puente.agency.example", Data = "/var/lib/puente";

    private static readonly (string Login, string Name, string Unit, string Role)[] Officers =
    [
        ("rivas", "Marisol Rivas", "MX/FGR/SON", "Reader Importer"), ("soto", "Luis Soto", "MX/FGR/SON", "Reader"), ("abara", "Inés Abara", "MX/FGR/SON", "Auditor"),
        ("nunez", "Ana Núñez", "US/ATF/PHX", "Reader"), ("kessler", "Jo Kessler", "US/ATF/PHX", "Recorder"),
    ];

    /// <param name="system">The root folder of the Debian.</param>
    /// <param name="published">The folder that <c>publish.sh</c> made.</param>
    /// <param name="checkout">This repository, for the file that is imported.</param>
    /// <param name="into">Folder of the results.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<int> RunAsync(string system, string published, string checkout, string? into, CancellationToken stop)
    {
        if (Directory.EnumerateFiles(system, "dotnet*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }).Any()) throw new InvalidOperationException("There is a .NET in " + system);
        var report = new Report("The first day", "first-day --system DEBIAN --published FOLDER");
        var steps = new List<(string What, double Seconds)>();
        var watch = Stopwatch.StartNew();
        var before = TimeSpan.Zero;

        await DoAsync("cp", "-a", published, system + "/opt/puente");
        Done("folder copied");
        await InsideAsync("useradd", "--system", "--home-dir", Data, "puente");
        await InsideAsync("/opt/puente/puente", "setup", "--data", Data, "--host", Host, "--name", "Sonora", "--country", "MX", "--agency", "FGR", "--agency-en", "Prosecutor General", "--agency-es", "Fiscalía General",
            "--unit", "SON", "--unit-en", "Sonora", "--unit-es", "Sonora", "--login", "keeper", "--administrator", "Ana Keeper", "--sheet", "/srv/sheet.txt");
        await InsideAsync("/opt/puente/puente", "service", "--data", Data, "--write", "/etc/puente.service");
        await InsideAsync("chown", "-R", "puente:", Data);
        Done("set up: certificates, first agency and administrator, recovery sheet, unit");
        using var service = Start("chroot", "--userspec=puente:puente", system, "/opt/puente/puente", "serve", "--data", Data);
        try
        {
            using var keeper = await Desk.OpenAsync(system, stop);
            Done("service started by hand, until the sign-in page comes over HTTPS");
            await keeper.SignInAsync("keeper", Code().Match(await File.ReadAllTextAsync(system + "/srv/sheet.txt", stop)).Value, "MX/FGR/SON", "administration");
            Done("administrator signed in by the sheet");
            await keeper.PostAsync("/admin/agencies", "add", ("country", "US"), ("agency", "ATF"), ("nameEn", "Firearms bureau"), ("nameEs", "Oficina de armas"), ("function", "firearms"));
            await keeper.PostAsync("/admin/agencies/US/ATF", "unit", ("unit", "PHX"), ("unitEn", "Phoenix"), ("unitEs", "Phoenix"));
            foreach (var officer in Officers)
                await keeper.PostAsync("/admin/officers", "add", [("login", officer.Login), ("name", officer.Name), ("language", "es"), ("home", officer.Unit), .. officer.Role.Split(' ').Select(role => ("role", role))]);
            Done("second agency with its unit, five officers");
            await keeper.PostAsync("/admin/backups", "plan", ("at", "02:30"), ("keep", "14"));
            await keeper.PostAsync("/admin/backups", "now");
            if (!(await keeper.GetAsync("/admin/backups")).Contains("Read back whole", StringComparison.Ordinal)) throw new InvalidOperationException("The backup was not read back whole.");
            Done("plan of backups, and a first copy read back whole");
            await keeper.PostAsync("/rights", "propose", ("officer", "rivas"), ("agency", "MX/FGR"), ("ceiling", "Red"), ("from", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            using var soto = await EnrolledAsync(keeper, "soto");
            await soto.PostAsync("/rights", Decision().Match(await soto.GetAsync("/rights")).Value, ("answer", "yes"));
            Done("a reading right proposed, and approved by a second person of the agency");
            using var rivas = await EnrolledAsync(keeper, "rivas");
            var rows = await rivas.ImportAsync(Path.Combine(checkout, "samples"), stop);
            Done(string.Create(CultureInfo.InvariantCulture, $"a colleague signed in and imported a file of {rows} rows"));
        }
        finally
        {
            if (!service.HasExited) service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync(CancellationToken.None);
        }

        report.Line($"A bare Debian ({(await File.ReadAllTextAsync(system + "/etc/debian_version", stop)).Trim()}, `debootstrap --variant=minbase` with libssl3) in a folder, without .NET, in a network of its own that has only loopback.");
        report.Line("Forms are sent over HTTPS as a browser sends them, trusting the node's root alone. The administrator signs in by the code of the sheet; adding a passkey needs an authenticator and is shown by `PasskeyTests`.");
        report.Line("");
        report.Table("step", "s");
        foreach (var (what, seconds) in steps) report.Row(what, seconds);
        report.Row("**all of it**", watch.Elapsed.TotalSeconds);
        await report.SaveAsync(into, "first-day.md");
        return 0;

        async Task<Desk> EnrolledAsync(Desk administrator, string login)
        {
            var code = Code().Match(await administrator.PostAsync("/admin/officers/" + login, "enrol")).Value;
            var desk = await Desk.OpenAsync(system, stop);
            await desk.SignInAsync(login, code, "MX/FGR/SON", "investigation");
            return desk;
        }

        void Done(string what)
        {
            steps.Add((what, (watch.Elapsed - before).TotalSeconds));
            before = watch.Elapsed;
        }

        Task InsideAsync(params string[] command) => DoAsync("chroot", [system, .. command]);
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { Environment = { ["LC_ALL"] = "C.UTF-8", ["PUENTE_LANG"] = "en", ["HOME"] = "/root" }, RedirectStandardInput = true })!;

    private static async Task DoAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments.Take(4))} ended with {process.ExitCode}.");
    }

    [GeneratedRegex("decide-[0-9]+")]
    private static partial Regex Decision();

    [GeneratedRegex("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}")]
    private static partial Regex Code();
}
