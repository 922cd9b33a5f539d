using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Puente.Evidence.Acts;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;

namespace Puente.Evidence.Import;

/// <summary>The door through which a host takes imports in.</summary>
public static class ImportServices
{
    /// <summary>Registers reading, previews, mappings, datasets and the queue of imports, which resumes interrupted imports when the host starts.</summary>
    /// <param name="services">The host's services, with those of the record.</param>
    /// <param name="folder">Where received files are kept.</param>
    public static IServiceCollection AddImport(this IServiceCollection services, string folder)
    {
        services.AddSingleton<ITables>(_ => ChildTables.OfThisProgram());
        services.AddSingleton(at => new Uploads(at.GetRequiredService<Archive>(), at.GetRequiredService<ActLog>(), folder));
        services.AddSingleton(at => new ImportQueue(
            at.GetRequiredService<Archive>(), at.GetRequiredService<Recorder>(), at.GetRequiredService<ActLog>(), at.GetRequiredService<Vocabulary>(),
            at.GetRequiredService<ITables>(), at.GetRequiredService<Uploads>(), at.GetRequiredService<DatasetFiles>(), at.GetRequiredService<Viewers>(), Failed(at, "Puente.Import", "An import failed"), at.GetServices<IDatasetGate>()));
        services.AddSingleton(DatasetFiles.Under(folder)).AddSingleton<DatasetDesk>();
        services.AddSingleton(at => new FactGraph(at.GetRequiredService<Archive>(), at.GetRequiredService<DatasetDesk>(), at.GetServices<IRowFacts>()));
        services.AddSingleton<ImportDesk>().AddSingleton<Previews>().AddSingleton<MappingShelf>();
        services.AddHostedService<Resumption>();
        services.AddHostedService(at => new Warming(at.GetRequiredService<FactGraph>(), at.GetRequiredService<ImportQueue>(), Failed(at, "Puente.Graph", "The graph of facts could not be read")));
        services.AddHostedService(at => new UploadRetention(at.GetRequiredService<Archive>(), at.GetRequiredService<ActLog>(), folder));
        return services;
    }

    private static Action<Exception> Failed(IServiceProvider at, string category, string what)
    {
        var log = at.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        return error => log.LogError(error, "{What}", what);
    }

    private sealed class Resumption(ImportQueue queue) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => queue.ResumeAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
