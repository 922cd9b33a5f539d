using System.CommandLine;
using Puente.Money.Following;
using Puente.Money.Patterns.Commands;
using Puente.Money.Returns.Commands;
using Puente.Money.Searches.Commands;
using Puente.Money.Tracing.Commands;

namespace Puente.Money.Commands;

/// <summary><c>puente money</c>: the commands of this room.</summary>
public static class MoneyCommands
{
    /// <summary>All of them under one word.</summary>
    public static Command Make()
    {
        var money = new Command("money", Terminal.T["command.money"]);
        foreach (var command in OrderCommands.Make()) money.Add(command);
        money.Add(FollowCommand.Make());
        foreach (var command in PatternCommands.Make()) money.Add(command);
        money.Add(FindingCommand.Make());
        money.Add(TraceCommand.Make());
        money.Add(FundsCommand.Make());
        return money;
    }
}
