using Puente.Evidence.Agencies;
using Puente.Evidence.Alerts;
using Puente.Evidence.Watches;
using Puente.Ui.Text;

namespace Puente.Node.Alerts;

/// <summary>Puts alerts into the outbox when watches found something, and hands those that are due to the mail server.</summary>
/// <param name="book">The outbox.</param>
/// <param name="settings">The mail server.</param>
/// <param name="follower">Says when something was found.</param>
/// <param name="roster">The language of each reader.</param>
/// <param name="catalogue">Words.</param>
/// <param name="log">Told of failures.</param>
internal sealed class AlertRun(AlertBook book, MailSettingsBook settings, WatchFollower follower, RosterBook roster, Catalogue catalogue, ILogger<AlertRun> log) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    /// <summary>How many turns until it looks whom something needs although nothing new was found: rosters of duty change too.</summary>
    private const int TurnsBetweenLooks = 60;

    private volatile bool _found = true;

    /// <summary>One turn: collects when asked to, and sends what is due. Does nothing while no mail server is named.</summary>
    internal async Task TurnAsync(bool collect, CancellationToken stop)
    {
        if (await settings.ReadAsync(stop) is not { } server) return;
        if (collect) await book.CollectAsync(stop);
        for (var taken = 0; taken < AtOnce && !stop.IsCancellationRequested && await book.TakeNextAsync() is { } mail; taken++)
        {
            var language = roster.Current.Officers.TryGetValue(mail.Officer, out var officer) ? Language.Of(officer.Language) : null;
            var fault = await SendAsync(server, mail, catalogue.For(language ?? Language.English), stop);
            if (fault is not null) log.LogWarning("An alert could not be sent: {Fault}", fault);
            await book.EndAsync(mail, fault);
        }
    }

    /// <summary>Whatever goes wrong is the fault of this alert, and the others go on; only a stop leaves it unsure.</summary>
    private async Task<string?> SendAsync(MailSettings server, AlertMail mail, Texts texts, CancellationToken stop)
    {
        try
        {
            return await MailDoor.SendAsync(server, mail, texts, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            log.LogError(error, "Sending an alert failed");
            return error.Message.ReplaceLineEndings(" ");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await book.ResumeAsync();
        follower.FoundSomething += OnFound;
        try
        {
            for (var turn = 0; ; turn++)
            {
                var collect = _found || turn % TurnsBetweenLooks == 0;
                _found = false;
                try
                {
                    await TurnAsync(collect, stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    log.LogError(error, "Alerts could not be sent");
                    _found |= collect;
                }

                await Task.Delay(Turn, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops; the outbox stays.
        }
        finally
        {
            follower.FoundSomething -= OnFound;
        }
    }

    private void OnFound() => _found = true;
}
