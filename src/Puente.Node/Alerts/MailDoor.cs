using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Puente.Evidence.Alerts;
using Puente.Ui.Text;

namespace Puente.Node.Alerts;

/// <summary>Hands alerts to the mail server. An alert says the name of the node, that something needs its reader, and the address of the node; nothing else.</summary>
public static class MailDoor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends one alert. Null when the server took it, else what went wrong.</summary>
    /// <param name="settings">The mail server.</param>
    /// <param name="mail">The alert.</param>
    /// <param name="texts">Words of its reader.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<string?> SendAsync(MailSettings settings, AlertMail mail, Texts texts, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(mail);
        try
        {
            using var message = Message(settings, mail, texts);
            using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security switch
            {
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                MailSecurity.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            }, stop);
            if (settings.User.Length > 0) await client.AuthenticateAsync(settings.User, settings.Password, stop);
            await client.SendAsync(message, stop);
            await client.DisconnectAsync(true, stop);
            return null;
        }
        catch (Exception fault) when (fault is SmtpCommandException or SmtpProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or NotSupportedException or SocketException or IOException or TimeoutException)
        {
            return fault.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>The whole message: the same for every alert of a reader but for its number.</summary>
    internal static MimeMessage Message(MailSettings settings, AlertMail mail, Texts texts)
    {
        var message = new MimeMessage { MessageId = string.Create(CultureInfo.InvariantCulture, $"alert-{mail.Key}@{new Uri(settings.Link).Host}"), Date = mail.Made };
        message.From.Add(new MailboxAddress(settings.NodeName, settings.From));
        message.To.Add(new MailboxAddress("", mail.Address));
        message.Subject = texts["alert.subject"];
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new TextPart("plain") { Text = texts.Format("alert.body", ("node", settings.NodeName), ("link", settings.Link)) + "\n" };
        return message;
    }
}
