using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Puente.Node.Tests.Watches;

/// <summary>A mail server on loopback that keeps what it takes. It can be stopped and started again on its port.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly List<string> _mails = [];
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    public MailServer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>Whether it refuses what it is given.</summary>
    public bool Refuses { get; set; }

    /// <summary>Called when it took one.</summary>
    public Action? Took { get; set; }

    /// <summary>Everything it took, as it came over the line.</summary>
    public IReadOnlyList<string> Mails
    {
        get { lock (_mails) return [.. _mails]; }
    }

    public async Task StartAsync()
    {
        _stop = new CancellationTokenSource();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(e => e.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        var parts = new ServiceProvider();
        parts.Add(new Store(this));
        _running = new SmtpServer.SmtpServer(options, parts).StartAsync(_stop.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port, late.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    public async Task StopAsync()
    {
        if (_stop is null) return;
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // It was asked to stop.
        }

        _stop.Dispose();
        _stop = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private sealed class Store(MailServer server) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (server.Refuses) return Task.FromResult(new SmtpResponse(SmtpReplyCode.TransactionFailed, "mailbox full"));
            lock (server._mails) server._mails.Add(Encoding.UTF8.GetString(buffer.ToArray()));
            server.Took?.Invoke();
            return Task.FromResult(SmtpResponse.Ok);
        }
    }
}
