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
            if (certificates.RenewIfDue(settings.Hosts)) log.LogWarning("certificate renewed");
        }
        while (await daily.WaitForNextTickAsync(stoppingToken));
    }
}
