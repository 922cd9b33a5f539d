using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;

namespace Puente.Node.Api;

/// <summary>Refusals as problem details: the one place where a code meets an HTTP status.</summary>
internal static class Refused
{
    /// <summary>The answer for a refusal; <c>code</c> and <c>args</c> stand beside title and status.</summary>
    public static ProblemHttpResult Problem(Refusal refusal) => TypedResults.Problem(
        statusCode: Status(refusal.Code),
        extensions: [new("code", refusal.Code), new("args", refusal.Args.ToDictionary(a => a.Name, a => a.Value))]);

    /// <summary>The answer for something that this viewer cannot name: not there and not visible are one.</summary>
    public static ProblemHttpResult Missing => Problem(new Refusal("access.not-found"));

    /// <summary>The answer for input with problems, all of them at once.</summary>
    public static ProblemHttpResult Input(IEnumerable<Problem> problems) => TypedResults.Problem(
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: [new("code", "input.problems"), new("problems", problems.Select(p => new { p.Line, p.Column, p.Code, args = p.Args.ToDictionary(a => a.Name, a => a.Value) }).ToList())]);

    private static int Status(string code) => code switch
    {
        _ when code.Contains(".no-such-", StringComparison.Ordinal) || code.EndsWith(".unknown", StringComparison.Ordinal) || code == "access.not-found" => StatusCodes.Status404NotFound,
        _ when code.EndsWith(".not-allowed", StringComparison.Ordinal) || code.EndsWith(".not-custodian", StringComparison.Ordinal) || code is "record.foreign-owner" or "dataset.not-yours" or "dataset.not-exportable" or "record.unreadable" or "marking.loosens" => StatusCodes.Status403Forbidden,
        "record.already-ended" or "hold.exists" or "backup.exists" or "import.over" or "import.not-done" or "keeping.in-use" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
