using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Evidence.Storage;
using Puente.Node.Setup;

namespace Puente.Node.Hosting;

/// <summary>How a node is run.</summary>
/// <param name="Folder">Its data folder.</param>
public sealed record NodeOptions(string Folder)
{
    /// <summary>PostgreSQL connection string; null keeps the record in SQLite inside the folder.</summary>
    public string? Connection { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>What the node was told about itself at set-up; null for one that was made without.</summary>
    public NodeSettings? Settings { get; init; }

    /// <summary>A node with invented data, where anybody signs in as an invented officer. Loopback only.</summary>
    public bool Demo { get; init; }

    /// <summary>What is looked at in the held folder before anything in it is opened; a refusal ends the start.</summary>
    public Func<DataFolder, Refusal?>? Check { get; init; }

    /// <summary>What is done with the opened store before the node listens.</summary>
    public Func<EvidenceStore, Task>? Prepare { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>For tests: where keys of rows and acts come from; null takes the next above the highest in the store.</summary>
    public Keys? Keys { get; init; }

    /// <summary>Whether every address is this machine's own.</summary>
    public bool LoopbackOnly => ListenUrls.Read(Urls) is { } urls && urls.All(u => u.IsLoopback);
}
