using System.Text.Json.Nodes;
using Puente.Evidence.Keeping;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Commands;

/// <summary>init, user, backup, restore and doctor on the folder of a stopped node.</summary>
public sealed class KeepingCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-keep-").FullName;

    [Fact]
    public async Task A_node_is_made_staffed_backed_up_restored_and_examined_with_acts()
    {
        var (node, archive, copy) = (At("node"), At("backup.zip"), At("copy"));
        await DoneAsync("init", "--data", node);
        await DoneAsync("user", "agency", "US/ATF", "Firearms bureau", "Oficina de armas", "--function", "firearms", "--data", node);
        await DoneAsync("user", "unit", "US/ATF/PHX", "Phoenix", "Phoenix", "--data", node);
        await DoneAsync("user", "add", "maria", "María Quiñones", "--unit", "US/ATF/PHX", "--role", "Administrator", "--data", node);
        await DoneAsync("backup", archive, "--data", node);
        await DoneAsync("restore", archive, "--data", copy);
        await DoneAsync(2, "user", "end", "maria", "--data", copy);
        var list = await NodeProcess.RunAsync("user", "list", "--data", copy, "--json");
        ((string)JsonNode.Parse(list.Output)![0]!["login"]!).ShouldBe("maria");
        var doctor = await NodeProcess.RunAsync("doctor", "--data", copy, "--json");
        doctor.Code.ShouldBe(0, doctor.Output);
        var acts = JsonNode.Parse(doctor.Output)!["checkups"]!.AsArray().First(c => (string)c!["code"]! == "count.act")!["count"]!;
        ((long)acts).ShouldBeGreaterThanOrEqualTo(7, "init, agency, unit, officer, backup, restore, the refusal, the doctor");
    }

    [Fact]
    public async Task A_folder_in_use_is_left_alone()
    {
        await DoneAsync("init", "--data", At("node"));
        using var held = DataFolder.Open(At("node")).Value;
        foreach (var command in new string[][] { ["user", "list"], ["backup", At("x.zip")], ["doctor"], ["serve", "--urls", "http://127.0.0.1:0"] })
        {
            var (code, output, error) = await NodeProcess.RunAsync([.. command, "--data", At("node")]);
            code.ShouldBe(2, error);
            output.ShouldBeEmpty();
            error.ShouldContain("in use");
        }
    }

    [Theory]
    [InlineData(2, "doctor", "--data", "nowhere")]
    [InlineData(2, "user", "list", "--data", "nowhere")]
    [InlineData(2, "backup", "x.zip", "--data", "nowhere")]
    [InlineData(1, "backup", "--data", "nowhere")]
    [InlineData(1, "init")]
    [InlineData(1, "user", "add", "x", "--data", "nowhere")]
    [InlineData(1, "frobnicate")]
    [InlineData(1, "serve", "--urls", "nonsense")]
    public async Task A_mistyped_command_makes_no_node_and_says_what_is_wrong(int expected, params string[] arguments)
    {
        string[] placed = [.. arguments.Select(a => a == "nowhere" ? At(a) : a)];
        var (code, _, error) = await NodeProcess.RunAsync(arguments[0] == "serve" ? [.. placed, "--data", At("node")] : placed);
        code.ShouldBe(expected, error);
        error.Trim().ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
        File.Exists(Path.Combine(At("nowhere"), "puente.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_node_with_a_bad_file_of_its_own_does_not_start_and_names_file_line_and_reason()
    {
        await DoneAsync("init", "--data", At("node"));
        await File.WriteAllTextAsync(Path.Combine(At("node"), "regimes.yaml"), "regimes:\n  grand-jury:\n    rules:\n      - widest: anyone\n        citation: wishful\n");
        var (code, _, error) = await NodeProcess.RunAsync("serve", "--data", At("node"), "--urls", "http://127.0.0.1:0");
        code.ShouldBe(3);
        error.ShouldContain("regimes.yaml:2");
        error.ShouldContain("widest");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private static Task DoneAsync(params string[] arguments) => DoneAsync(0, arguments);

    private static async Task DoneAsync(int expected, params string[] arguments)
    {
        var (code, _, error) = await NodeProcess.RunAsync(arguments);
        code.ShouldBe(expected, error);
    }
}
