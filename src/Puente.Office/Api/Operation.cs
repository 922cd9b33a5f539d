namespace Puente.Office.Api;

/// <summary>What an endpoint for programs is called and does: the id of the operation, and the text <c>operation.</c> of that id in every language.</summary>
/// <param name="Id">The id, as in <c>source.add</c>.</param>
public sealed record Operation(string Id)
{
    /// <summary>The key of its sentence.</summary>
    public string Text => "operation." + Id;
}

/// <summary>
/// On an operation that only asks although it is sent by POST, so that what is asked stays out of the address, or whose answer is a secret that is shown once:
/// it is answered anew each time, and its answer is not kept.
/// </summary>
public sealed record AsksOnly;

/// <summary>How endpoints say what they do.</summary>
public static class Operations
{
    /// <summary>Names the operation of an endpoint; no other endpoint may have the id.</summary>
    public static TBuilder Does<TBuilder>(this TBuilder builder, string id)
        where TBuilder : IEndpointConventionBuilder => builder.WithName(id).WithMetadata(new Operation(id));

    /// <summary>Says that the endpoint records nothing but that it was asked.</summary>
    public static TBuilder Asks<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AsksOnly());
}
