using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Puente.Node.Hosting;
using Puente.Node.Tests.Fixtures;
using Puente.Office.Api;
using Puente.Office.SignIn;

namespace Puente.Node.Tests.Api;

/// <summary>
/// Whatever an officer can see or do on a page a program can see or do by an operation: each page that needs a viewer, each form of one and each address
/// that pages send to is mapped to the operations that do the same. There is no list of exceptions. A page on which somebody proves who he is needs no
/// viewer; for programs that is the login of a device.
/// </summary>
public sealed partial class OperationMapTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-map-").FullName;
    private NodeHost _node = null!;

    /// <summary>Pages, and what answers what they show.</summary>
    private static readonly Dictionary<string, string[]> Pages = new(StringComparer.Ordinal)
    {
        ["/"] = ["watch.list", "watch.hits", "match.queue", "retention.list", "import.list", "source.list"],
        ["/acts"] = ["act.list", "act.paper"],
        ["/admin"] = ["node.doctor", "roster.agencies", "roster.officers"],
        ["/admin/agencies"] = ["roster.agencies"],
        ["/admin/agencies/{Country}/{Short}"] = ["roster.agencies", "roster.units"],
        ["/admin/alerts"] = ["alert.mail", "alert.trouble"],
        ["/admin/backups"] = ["node.backups"],
        ["/admin/officers"] = ["roster.officers"],
        ["/admin/officers/{Login}"] = ["roster.officers", "roster.outside"],
        ["/admin/units/{Country}/{Agency}/{Short}"] = ["roster.units", "roster.officers"],
        ["/alerts"] = ["alert.rule"],
        ["/chart"] = ["chart.draw"],
        ["/datasets"] = ["dataset.list"],
        ["/datasets/{Id}"] = ["dataset.show", "dataset.rows"],
        ["/datasets/{Id}/rows/{Number:long}"] = ["dataset.rows", "dataset.lift"],
        ["/documents/{Id}"] = ["document.show", "document.page"],
        ["/duty"] = ["duty.now", "duty.list"],
        ["/entities/{Id}"] = ["entity.show", "entity.attributes", "entity.facts", "entity.timeline", "entity.same-as", "match.around"],
        ["/entities/{Id}/add"] = ["entity.show", "vocabulary"],
        ["/entities/{Id}/matches/{Other}"] = ["match.show"],
        ["/import"] = ["import.list"],
        ["/import/files/{Id}"] = ["upload.preview", "mapping.list"],
        ["/import/{Id}"] = ["import.show"],
        ["/import/{Id}/undo"] = ["import.undoing-effect"],
        ["/login/device"] = ["login.start", "login.poll"],
        ["/matching"] = ["match.queue", "match.rejections"],
        ["/matching/lists"] = ["screening.list"],
        ["/matching/lists/{Id}"] = ["screening.show"],
        ["/money/findings"] = ["finding.list", "pattern-search.last", "pattern-search.show"],
        ["/money/findings/{Id}"] = ["finding.show"],
        ["/money/follow"] = ["money.follow"],
        ["/money/orders"] = ["order.list"],
        ["/money/orders/new"] = ["instrument.list", "preset.list"],
        ["/money/orders/{Id}"] = ["order.show", "order.grid", "return.list"],
        ["/money/orders/{Id}/files/{File}"] = ["order.trial", "layout.list"],
        ["/money/pairs"] = ["pair.list"],
        ["/money/rates"] = ["rate.list"],
        ["/money/returns/{Id}"] = ["return.show", "return.lines"],
        ["/money/trace"] = ["money.trace", "money.funds"],
        ["/places"] = ["places.find"],
        ["/record"] = ["vocabulary"],
        ["/record/entity"] = ["vocabulary", "preset.list", "entity.alike"],
        ["/record/fact"] = ["vocabulary", "preset.list"],
        ["/record/report"] = ["vocabulary", "preset.list"],
        ["/retention"] = ["retention.list"],
        ["/retention/{Id}"] = ["retention.list"],
        ["/rights"] = ["right.list"],
        ["/search"] = ["search.ask"],
        ["/search/{Id}"] = ["search.open"],
        ["/sources"] = ["source.list"],
        ["/sources/new"] = ["preset.list"],
        ["/sources/{Id}"] = ["source.show", "document.list", "document.uploads"],
        ["/sources/{Id}/withdraw"] = ["source.withdrawal-effect"],
        ["/statements/{Id}"] = ["statement.show", "hold.list"],
        ["/statements/{Id}/correct"] = ["statement.show"],
        ["/statements/{Id}/mark"] = ["statement.show", "preset.list"],
        ["/statements/{Id}/withdraw"] = ["statement.show"],
        ["/watches"] = ["watch.list", "watch.hits"],
        ["/watches/new"] = ["entity.show", "search.open"],
        ["/watches/{Id}"] = ["watch.show", "watch.hits"],
    };

    /// <summary>Forms by component and name, and what does the same.</summary>
    private static readonly Dictionary<string, string[]> Forms = new(StringComparer.Ordinal)
    {
        ["AgenciesPage add"] = ["roster.agency-add"],
        ["AgencyPage change"] = ["roster.agency-change"],
        ["AgencyPage unit"] = ["roster.unit-add"],
        ["AlertsPage alerts"] = ["alert.choose"],
        ["BackupsPage now"] = ["node.backup"],
        ["BackupsPage plan"] = ["node.backup-plan"],
        ["Correction correct"] = ["statement.record"],
        ["DatasetPage rows"] = ["dataset.seek"],
        ["DecidePage decide"] = ["retention.renew", "retention.expire", "retention.end"],
        ["DevicePage device"] = ["login.poll"],
        ["DevicePage find"] = ["login.start"],
        ["DutyPage add"] = ["duty.add"],
        ["EntityForm record"] = ["statement.record"],
        ["FactForm record"] = ["statement.record"],
        ["FindingPage review"] = ["finding.review"],
        ["FindingsPage cancel"] = ["pattern-search.cancel"],
        ["FindingsPage search"] = ["pattern-search.start"],
        ["FollowPage follow"] = ["money.follow"],
        ["MailPage mail"] = ["alert.mail-keep"],
        ["MappingPage mapping"] = ["upload.preview", "mapping.save", "import.start"],
        ["MarkForm mark"] = ["statement.remark"],
        ["MatchPage accept"] = ["match.accept"],
        ["MatchPage reject"] = ["match.reject"],
        ["MatchPage undo"] = ["match.undo"],
        ["NewOrderPage order"] = ["order.enter"],
        ["NewSource source"] = ["source.add"],
        ["OfficerAdminPage change"] = ["roster.officer-change"],
        ["OfficerAdminPage enrol"] = ["roster.enrol"],
        ["OfficerAdminPage leave"] = ["roster.officer-leave"],
        ["OfficersPage add"] = ["roster.officer-add"],
        ["OrderForms certify"] = ["order.certify"],
        ["OrderForms gaps"] = ["order.gaps"],
        ["OrderForms review"] = ["order.review"],
        ["OrderForms serve"] = ["order.serve"],
        ["OutsidePanel outside-join"] = ["roster.outside-join"],
        ["OutsidePanel outside-part-"] = ["roster.outside-part"],
        ["PairsPage run"] = ["pair.run"],
        ["RatesPage rates"] = ["rate.keep"],
        ["ReportForm report"] = ["statement.record"],
        ["ReturnFilePage take"] = ["return.start"],
        ["RightsPage decide-"] = ["right.approve", "right.end"],
        ["RightsPage end-"] = ["right.end"],
        ["RightsPage propose"] = ["right.propose"],
        ["SameAsPanel judge-"] = ["statement.record", "statement.retract"],
        ["TracePage trace"] = ["money.trace"],
        ["UndoPage undo"] = ["import.undo"],
        ["UnitPage change"] = ["roster.unit-change"],
        ["UnitPage clear"] = ["roster.unit-clear"],
        ["WatchForm watch"] = ["watch.add"],
        ["WatchPage end"] = ["watch.end"],
        ["WatchPage seen"] = ["watch.see"],
        ["WithdrawSource withdraw"] = ["source.withdraw"],
        ["WithdrawStatement withdraw"] = ["statement.retract"],
    };

    /// <summary>What pages send to and fetch besides themselves.</summary>
    private static readonly Dictionary<string, string[]> Doors = new(StringComparer.Ordinal)
    {
        ["GET /chart.json"] = ["chart.draw"],
        ["GET /chart/map.json"] = ["chart.draw"],
        ["GET /chart/{what:regex(^(nodes|lines|places|chart)$)}.{format}"] = ["chart.draw"],
        ["GET /datasets/{id}/rejected.csv"] = ["dataset.rejected"],
        ["GET /datasets/{id}/rows.parquet"] = ["dataset.parquet"],
        ["GET /documents/uploads/{id}"] = ["document.offset"],
        ["GET /documents/{id}/file"] = ["document.file"],
        ["GET /entities/{id}/links.json"] = ["entity.facts"],
        ["GET /entities/{id}/statements.{format}"] = ["export"],
        ["GET /import/{id}/rejected.csv"] = ["import.rejected"],
        ["GET /matching/lists/{id}/hits.{format}"] = ["screening.hits"],
        ["GET /search/{id}/found.{format}"] = ["export", "search.open"],
        ["PATCH /documents/uploads/{id}"] = ["document.append"],
        ["POST /acts/paper"] = ["act.paper"],
        ["POST /documents/uploads/{id}/cancel"] = ["document.cancel"],
        ["POST /documents/uploads/{id}/finish"] = ["document.finish"],
        ["POST /documents/{id}/quotes"] = ["statement.record", "statement.quote"],
        ["POST /duty/{id}/end"] = ["duty.end"],
        ["POST /import/receive"] = ["upload.receive"],
        ["POST /import/{id}/cancel"] = ["import.cancel"],
        ["POST /matching/lists"] = ["upload.receive", "screening.start"],
        ["POST /matching/lists/{id}/cancel"] = ["screening.cancel"],
        ["POST /money/follow/file"] = ["money.follow"],
        ["POST /money/orders/{id}/receive"] = ["upload.receive"],
        ["POST /money/pairs/{id}"] = ["pair.decide"],
        ["POST /money/trace/exhibit"] = ["money.exhibit"],
        ["POST /search"] = ["search.ask"],
        ["POST /search/list"] = ["search.ask"],
        ["POST /sources/{id}/documents"] = ["document.begin", "document.append", "document.finish"],
        ["POST /sources/{id}/documents/uploads"] = ["document.begin", "document.uploads"],
    };

    public async ValueTask InitializeAsync() => _node = (await NodeHost.StartAsync(new NodeOptions(_folder) { Urls = "http://127.0.0.1:0" })).Value;

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Every_page_that_needs_a_viewer_is_answered_by_operations_too() =>
        Endpoints.Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && NeedsViewer(e)).Select(Route).Distinct().Order(StringComparer.Ordinal).ShouldBe(Pages.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_form_of_such_a_page_is_done_by_operations_too()
    {
        var proofs = Endpoints.Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && !NeedsViewer(e)).Select(e => e.Metadata.GetMetadata<ComponentTypeMetadata>()!.Type.Name).Concat(["PasskeyForm", "AuthenticatorPanel"]).ToHashSet(StringComparer.Ordinal);
        var forms = from file in Directory.GetFiles(Path.Combine(Checkout.Root, "src"), "*.razor", SearchOption.AllDirectories)
                    where !file.Contains("node_modules", StringComparison.Ordinal)
                    let component = Path.GetFileNameWithoutExtension(file)
                    where component != "PostForm" && !proofs.Contains(component)
                    from Match form in FormName().Matches(File.ReadAllText(file))
                    select $"{component} {form.Groups[1].Value}{form.Groups[2].Value}";
        forms.Distinct().Order(StringComparer.Ordinal).ShouldBe(Forms.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whatever_pages_send_to_or_fetch_is_an_operation_too() =>
        (from endpoint in Endpoints
         where endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && NeedsViewer(endpoint) && !Route(endpoint).StartsWith("/api/v1", StringComparison.Ordinal)
         from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
         select $"{method} {Route(endpoint)}").Distinct().Order(StringComparer.Ordinal).ShouldBe(Doors.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_operation_on_the_map_exists()
    {
        var known = Endpoints.Select(e => e.Metadata.GetMetadata<Operation>()?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Pages.Concat(Forms).Concat(Doors).SelectMany(m => m.Value.Select(o => (On: m.Key, Operation: o))).Where(m => !known.Contains(m.Operation)).ShouldBeEmpty();
        Pages.Concat(Forms).Concat(Doors).Where(m => m.Value.Length == 0).ShouldBeEmpty("nothing is an exception");
    }

    private IEnumerable<RouteEndpoint> Endpoints => _node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null && !Route(e).StartsWith("/_framework", StringComparison.Ordinal));

    private static string Route(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    /// <summary>What is forgotten stays closed: without a word of its own an endpoint needs a viewer. Samples of the look show nothing of a node.</summary>
    private static bool NeedsViewer(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type != typeof(Puente.Node.Pages.Look.Look) && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == Permissions.SignedIn);

    [GeneratedRegex("FormName=\"(?:([a-z-]+)|@\\(\"([a-z-]+)\" \\+)")]
    private static partial Regex FormName();
}
