using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Storage;

namespace Puente.Node.Alerts;

/// <summary>How the line to the mail server is kept.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted from the first byte.</summary>
    Tls,
    /// <summary>Encrypted after the greeting, or not at all.</summary>
    StartTls,
    /// <summary>In the clear: for a mail server on the same machine.</summary>
    None,
}

/// <summary>Where alerts are sent through, and what they say.</summary>
/// <param name="NodeName">The name of the node, the only thing that an alert says besides its link.</param>
/// <param name="Link">The address of the node.</param>
/// <param name="Host">The mail server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the line is kept.</param>
/// <param name="From">The address that alerts come from.</param>
/// <param name="User">Name at the mail server; empty without sign-in.</param>
/// <param name="Password">Password there.</param>
public sealed record MailSettings(string NodeName, string Link, string Host, int Port, MailSecurity Security, string From, string User, string Password);

/// <summary>Keeps the settings in the store, the password under the keys of the node.</summary>
/// <param name="database">The store.</param>
/// <param name="acts">The acts.</param>
/// <param name="protection">The keys.</param>
public sealed class MailSettingsBook(Database database, ActLog acts, IDataProtectionProvider protection)
{
    private const string Name = "mail";
    private readonly IDataProtector _protector = protection.CreateProtector("Puente.Alerts");

    /// <summary>The settings; null while there are none.</summary>
    public async Task<MailSettings?> ReadAsync(CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        var kept = await connection.ExecuteScalarAsync<string?>(new CommandDefinition("select value from node where name = @Name", new { Name }, cancellationToken: stop));
        if (kept is null || JsonSerializer.Deserialize<MailSettings>(kept) is not { } settings) return null;
        return settings with { Password = settings.Password.Length == 0 ? "" : _protector.Unprotect(settings.Password) };
    }

    /// <summary>
    /// Changes the settings; an empty password keeps the one that is there. Refuses <c>roster.not-administrator</c>, <c>alert.mail-name</c>, <c>alert.mail-link</c>,
    /// <c>alert.mail-host</c>, <c>alert.address</c>.
    /// </summary>
    public async Task<Result<Done>> WriteAsync(Author by, MailSettings settings)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(settings);
        if (!by.Administers) return new Refusal("roster.not-administrator");
        if (string.IsNullOrWhiteSpace(settings.NodeName) || settings.NodeName.Any(char.IsControl)) return new Refusal("alert.mail-name");
        if (!Uri.TryCreate(settings.Link, UriKind.Absolute, out var link) || link.Scheme is not ("http" or "https")) return new Refusal("alert.mail-link", ("value", settings.Link));
        if (Uri.CheckHostName(settings.Host) == UriHostNameType.Unknown || settings.Port is < 1 or > 65535) return new Refusal("alert.mail-host", ("value", $"{settings.Host}:{settings.Port}"));
        if (!System.Net.Mail.MailAddress.TryCreate(settings.From, out var from) || from.Address != settings.From) return new Refusal("alert.address", ("value", settings.From));
        var password = settings.Password.Length > 0 ? settings.Password : (await ReadAsync())?.Password ?? "";
        var value = JsonSerializer.Serialize(settings with { Password = password.Length == 0 ? "" : _protector.Protect(password) });
        await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("insert into node (name, value) values (@Name, @value) on conflict (name) do update set value = excluded.value", new { Name, value }, transaction);
            await acts.WriteAsync(connection, transaction, by.Officer.Key, by.Unit, by.Purpose, "alert.mail", settings.Host, null, new { settings.Port, security = settings.Security.ToString() });
        });
        return new Done();
    }
}
