using Puente.Node.Hosting;

namespace Puente.Node.Certificates;

/// <summary>Looks once a day whether the certificate of the own authority ends soon, and makes a new one.</summary>
internal sealed class CertificateRenewal(ServerCertificates certificates, NodeOptions options, TimeProvider clock, ILogger<CertificateRenewal> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Settings is not { } settings) return;
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        do
        {
            try
            {
                if (certificates.RenewIfDue(settings.Hosts)) log.LogWarning("certificate renewed");
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
            {
                log.LogError(wrong, "certificate not renewed");
            }
        }
        while (await daily.WaitForNextTickAsync(stoppingToken));
    }
}
