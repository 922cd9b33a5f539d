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
                var renewed = certificates.RenewIfDue(settings.Hosts);
                if (renewed.Refusal is { } refusal) log.LogError("certificate not renewed: {Code}", refusal.Code);
                else if (renewed.Value) log.LogWarning("certificate renewed");
            }
            catch (Exception wrong) when (ServerCertificates.IsUnreadable(wrong))
            {
                log.LogError(wrong, "certificate not renewed");
            }
        }
        while (await daily.WaitForNextTickAsync(stoppingToken));
    }
}
