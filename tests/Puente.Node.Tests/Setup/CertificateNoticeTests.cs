using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Puente.Node.Certificates;
using Puente.Node.Tests.SignIn;

namespace Puente.Node.Tests.Setup;

/// <summary>Who keeps the node is told when the agency's certificate ends, for nothing renews it by itself; and clients are told whose root it is.</summary>
public sealed class CertificateNoticeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_certificate_of_the_agency_is_told_of_in_its_last_thirty_days()
    {
        await using var door = await Doorway.OpenAsync(before: TakeOfAgency);
        using var keeper = await door.SignInAsync("keeper", "administration");
        (await PageAsync(keeper, "/admin")).ShouldNotContain("ends soon");
        door.Clock.Advance(TimeSpan.FromDays(21));
        using var later = await door.SignInAsync("keeper", "administration");
        (await PageAsync(later, "/admin")).ShouldContain("The certificate of this node ends soon");
        (await PageAsync(later, "/install-root")).ShouldContain("Your agency signs the certificate of this node");
    }

    [Fact]
    public async Task The_node_s_own_certificate_is_renewed_and_needs_no_word()
    {
        await using var door = await Doorway.OpenAsync(at: Now.AddDays(350), before: folder =>
        {
            using var certificates = new ServerCertificates(folder, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
            certificates.MakeOwn("Sonora", ["localhost"]);
        });
        using var keeper = await door.SignInAsync("keeper", "administration");
        (await PageAsync(keeper, "/admin")).ShouldNotContain("ends soon");
        (await PageAsync(keeper, "/install-root")).ShouldContain("it can vouch for no other site");
    }

    private static Task<string> PageAsync(HttpClient browser, string page) => browser.GetStringAsync(new Uri(page, UriKind.Relative));

    private static void TakeOfAgency(string folder)
    {
        using var certificates = new ServerCertificates(folder, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
        certificates.MakeRequest(["localhost"]);
        using var agency = NodeAuthority.NewRoot("Agency", ["localhost"], Now);
        var request = CertificateRequest.LoadSigningRequestPem(File.ReadAllText(certificates.RequestFile), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        using var signed = request.Create(agency, Now, Now.AddDays(50), [1, 2, 3]);
        var file = Path.Combine(folder, "signed.pem");
        File.WriteAllText(file, signed.ExportCertificatePem() + "\n" + agency.ExportCertificatePem());
        certificates.Take(file, ["localhost"]).IsOk.ShouldBeTrue();
    }
}
