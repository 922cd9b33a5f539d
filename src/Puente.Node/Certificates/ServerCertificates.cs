using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Puente.Evidence;

namespace Puente.Node.Certificates;

/// <summary>
/// The certificates of a node, in <c>tls/</c> of its folder: <c>root.crt</c> and <c>root.key</c> of its own authority, or <c>server.csr</c> for the
/// agency's; <c>server.crt</c> (with what lies between it and the agency's root) and <c>server.key</c>. Keys are readable by the node's account only
/// and are in no backup. Thread-safe.
/// </summary>
internal sealed class ServerCertificates(string folder, TimeProvider clock) : IDisposable
{
    /// <summary>A certificate of the own authority is renewed when it has less than this left.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly string _tls = Path.Combine(folder, "tls");
    private readonly Lock _change = new();
    private (SslStreamCertificateContext Context, DateTime Written)? _current;

    /// <summary>Whether a certificate is there to listen with.</summary>
    public bool IsReady => File.Exists(At("server.crt")) && File.Exists(At("server.key"));

    /// <summary>Whether the node has an authority of its own.</summary>
    public bool HasOwnAuthority => File.Exists(At("root.key"));

    /// <summary>Whether a signing request waits for its certificate.</summary>
    public bool Waits => File.Exists(At("server.csr")) && !IsReady;

    /// <summary>Where the signing request is.</summary>
    public string RequestFile => At("server.csr");

    /// <summary>What HTTPS shows, read anew when the file was written again; the last good one where that cannot be read. Null when there is none.</summary>
    public SslStreamCertificateContext? Context
    {
        get
        {
            if (!IsReady) return null;
            lock (_change)
            {
                var written = File.GetLastWriteTimeUtc(At("server.crt"));
                if (_current is { } current && current.Written == written) return current.Context;
                try
                {
                    _current = (ReadContext(), written);
                }
                catch (Exception unreadable) when (_current is not null && IsUnreadable(unreadable))
                {
                    return _current.Value.Context;
                }

                return _current.Value.Context;
            }
        }
    }

    /// <summary>The root that clients install: of the own authority, or the agency's when it was given; null when there is none.</summary>
    public X509Certificate2? Root() => File.Exists(At("root.crt")) ? X509CertificateLoader.LoadCertificate(PemOf("root.crt")) : null;

    /// <summary>The certificate of the server, without its key; null when there is none, or none that can be read.</summary>
    public X509Certificate2? Server() => ReadIfReadable(() => X509CertificateLoader.LoadCertificate(PemOf("server.crt")));

    /// <summary>
    /// Makes an authority of the node's own and a certificate for these hosts. An authority that is there and may vouch for them is kept, so that
    /// no computer has to install another root.
    /// </summary>
    public void MakeOwn(string node, IReadOnlyList<string> hosts)
    {
        if (!KeepsRoot(hosts)) MakeRoot(node, hosts);
        _ = Issue(hosts);
    }

    private void MakeRoot(string node, IReadOnlyList<string> hosts)
    {
        using var root = NodeAuthority.NewRoot(node, hosts, clock.GetUtcNow());
        using var key = root.GetECDsaPrivateKey()!;
        Write("root.key", key.ExportPkcs8PrivateKeyPem());
        Write("root.crt", root.ExportCertificatePem());
    }

    private bool KeepsRoot(IReadOnlyList<string> hosts)
    {
        if (!HasOwnAuthority || Root() is not { } root) return false;
        using (root) return root.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime > TimeSpan.FromDays(NodeAuthority.ServerDays) && hosts.All(h => NodeAuthority.Permits(root, h));
    }

    /// <summary>
    /// A new certificate for these hosts, signed by the own authority. Refuses <c>certificate.not-permitted</c> for a host that its root was not
    /// made for: every client would refuse the certificate.
    /// </summary>
    public Result<Done> Issue(IReadOnlyList<string> hosts)
    {
        using var root = X509Certificate2.CreateFromPemFile(At("root.crt"), At("root.key"));
        if (hosts.FirstOrDefault(h => !NodeAuthority.Permits(root, h)) is { } other) return new Refusal("certificate.not-permitted", ("host", other));
        using var server = NodeAuthority.Issue(root, hosts, clock.GetUtcNow());
        using var key = server.GetECDsaPrivateKey()!;
        lock (_change)
        {
            Write("server.key", key.ExportPkcs8PrivateKeyPem());
            Write("server.crt", server.ExportCertificatePem());
        }

        return new Done();
    }

    /// <summary>
    /// A new certificate of the own authority when the one in use ends soon, cannot be read, or is not for the key beside it, as after a breakdown
    /// between the two; true when one was made. Refuses as <see cref="Issue"/>.
    /// </summary>
    public Result<bool> RenewIfDue(IReadOnlyList<string> hosts)
    {
        if (!HasOwnAuthority) return false;
        using var server = ReadIfReadable(Pair);
        if (server is not null && !EndsSoon(server)) return false;
        return Issue(hosts).Refusal is { } refusal ? refusal : true;
    }

    /// <summary>Whether a certificate is in its last days, or has ended.</summary>
    public bool EndsSoon(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime <= RenewBefore;

    /// <summary>Whether an exception says that a certificate or key is not there as it should be, rather than that the node is wrong.</summary>
    public static bool IsUnreadable(Exception wrong) => wrong is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    /// <summary>Makes the key and the request that the agency's authority signs; the key never leaves the folder. An authority of the node's own ends.</summary>
    public void MakeRequest(IReadOnlyList<string> hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("server.key", key.ExportPkcs8PrivateKeyPem());
        Write("server.csr", NodeAuthority.SigningRequest(hosts, key));
        foreach (var own in (string[])["root.key", "root.crt", "server.crt"]) File.Delete(At(own));
    }

    /// <summary>
    /// Takes in what the agency's authority signed: the server's certificate first, then what lies between it and the root, then the root if it
    /// was given. The request stays: the authority signs it again when the certificate ends. Refuses <c>certificate.unreadable</c>, <c>certificate.other-key</c>, <c>certificate.host</c>, <c>certificate.ended</c>.
    /// </summary>
    public Result<Done> Take(string file, IReadOnlyList<string> hosts)
    {
        var given = new X509Certificate2Collection();
        try
        {
            given.ImportFromPem(File.ReadAllText(file));
        }
        catch (CryptographicException)
        {
            given.Clear();
        }

        if (given.Count == 0 || !File.Exists(At("server.key"))) return new Refusal("certificate.unreadable", ("file", Path.GetFileName(file)));
        var server = given[0];
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(At("server.key")));
        using var theirs = server.GetECDsaPublicKey();
        if (theirs is null || !theirs.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())) return new Refusal("certificate.other-key");
        if (hosts.FirstOrDefault(h => !server.MatchesHostname(h)) is { } missing) return new Refusal("certificate.host", ("host", missing));
        if (server.NotAfter.ToUniversalTime() < clock.GetUtcNow().UtcDateTime) return new Refusal("certificate.ended");
        var root = given.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(c.IssuerName.RawData));
        lock (_change) Write("server.crt", string.Join('\n', given.Where(c => c != root).Select(c => c.ExportCertificatePem())));
        if (root is not null) Write("root.crt", root.ExportCertificatePem());
        return new Done();
    }

    /// <summary>The SHA-256 fingerprint in pairs, as clients show it and as it is read aloud.</summary>
    public static string Fingerprint(X509Certificate2 certificate) =>
        string.Join(' ', certificate.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(pair => new string(pair)));

    public void Dispose() => _current?.Context.TargetCertificate.Dispose();

    private X509Certificate2 Pair() => X509Certificate2.CreateFromPemFile(At("server.crt"), At("server.key"));

    private SslStreamCertificateContext ReadContext()
    {
        using var pem = Pair();
        var leaf = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var between = new X509Certificate2Collection();
        between.ImportFromPemFile(At("server.crt"));
        between.RemoveAt(0);
        return SslStreamCertificateContext.Create(leaf, between, offline: true);
    }

    private X509Certificate2? ReadIfReadable(Func<X509Certificate2> read)
    {
        if (!IsReady) return null;
        try
        {
            return read();
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return null;
        }
    }

    private string At(string name) => Path.Combine(_tls, name);

    private byte[] PemOf(string name)
    {
        var text = File.ReadAllText(At(name));
        var fields = System.Security.Cryptography.PemEncoding.Find(text);
        return Convert.FromBase64String(text[fields.Base64Data]);
    }

    /// <summary>Appears under its name only when it is whole, for the node's account alone.</summary>
    private void Write(string name, string pem)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_tls);
        else Directory.CreateDirectory(_tls, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        PrivateFile.Write(At(name), pem + "\n");
    }
}
