using System.Text;
using Puente.Node.Certificates;
using Puente.Ui.Text;

namespace Puente.Node.Setup;

/// <summary>The sheet of paper that set-up and recovery print once: how to sign in, how to get back in, and what the node's certificates look like.</summary>
/// <param name="Settings">The node; null when it was made without set-up.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Login">The administrator's sign-in name; null when none was named.</param>
/// <param name="Enrolment">The administrator's sign-in code; null when none was named.</param>
/// <param name="Recovery">The code of the stopped node.</param>
internal sealed record RecoverySheet(NodeSettings? Settings, string Folder, string? Login, string? Enrolment, string Recovery)
{
    private const int Width = 78;

    /// <summary>The sheet as plain text of 78 columns, for any printer.</summary>
    public string Print(Texts t, ServerCertificates certificates, DateTimeOffset made)
    {
        var page = new StringBuilder();
        Line(t["sheet.title"]);
        Line(new string('=', t["sheet.title"].Length));
        Line(t.Format("sheet.node", ("name", Settings?.Name ?? "-"), ("folder", Folder), ("made", t.Instant(made))));
        Line(t["sheet.keep"]);
        if (Settings?.Secure is { } secure)
        {
            Head("sheet.root");
            Line(t.Format("sheet.root.text", ("address", secure.AbsoluteUri.TrimEnd('/') + CertificateDoors.InstallPath)));
            using var root = certificates.Root();
            using var server = certificates.Server();
            if (root is not null) Rows("sheet.root.fingerprint", ServerCertificates.Fingerprint(root));
            if (server is not null) Rows("sheet.server.fingerprint", ServerCertificates.Fingerprint(server));
            if (certificates.Waits) Line(t.Format("sheet.request", ("file", certificates.RequestFile)));
        }

        if (Enrolment is not null)
        {
            Head("sheet.sign-in");
            Line(t.Format("sheet.sign-in.text", ("address", (Settings?.Secure?.AbsoluteUri.TrimEnd('/') ?? "") + "/sign-in/enrolment"), ("login", Login!)));
            Line("    " + Enrolment);
        }

        Head("sheet.recovery");
        Line(t["sheet.recovery.text"]);
        Line("    " + Recovery);
        return page.ToString();

        void Head(string key) => page.Append('\n').Append(t[key]).Append('\n').Append('-', t[key].Length).Append('\n');

        void Rows(string key, string fingerprint)
        {
            Line(t[key]);
            foreach (var row in fingerprint.Split(' ').Chunk(8)) Line("    " + string.Join(' ', row));
        }

        void Line(string text)
        {
            while (text.Length > Width && text.LastIndexOf(' ', Width) is > 0 and var at)
            {
                page.Append(text, 0, at).Append('\n');
                text = text[(at + 1)..];
            }

            page.Append(text).Append('\n');
        }
    }
}
