using System.Text.Json;

namespace Puente.Office.Commands;

/// <summary>Who the command line acts for: node, token, officer, unit and purpose; readable by its owner only.</summary>
public sealed record Login(string Server, string Token, string Officer, string Unit, string Purpose, DateTimeOffset Expires);

/// <summary>
/// The file that <c>puente login</c> leaves behind: <c>PUENTE_LOGIN</c>, else <c>puente/login.json</c> in the user's configuration folder.
/// </summary>
public static class LoginFile
{
    private static string Where => Environment.GetEnvironmentVariable("PUENTE_LOGIN")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "puente", "login.json");

    public static Login? Read()
    {
        try
        {
            return File.Exists(Where) ? JsonSerializer.Deserialize<Login>(File.ReadAllText(Where)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Write(Login login)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(Where))!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(Where);
        using var file = new FileStream(Where, options);
        JsonSerializer.Serialize(file, login);
    }

    public static void Forget() => File.Delete(Where);
}
