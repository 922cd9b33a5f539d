using Puente.Money.Patterns.Finders;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns;

/// <summary>All searches of one thread.</summary>
internal sealed class Screen
{
    private readonly FanFinder _fans;
    private readonly GatherScatterFinder _turns;
    private readonly ScatterGatherFinder _layers;
    private readonly CycleFinder _cycles;
    private readonly StackFinder _stacks;
    private readonly ChainFinder _chains;
    private readonly BipartiteFinder _bipartite;
    private readonly PassThroughFinder _passages;
    private readonly CashFinder _cash;

    public Screen(Scope scope, CycleReach reach, RuleBook rules, Leg[] next, bool[] follows, int waysPerPayment = 2_000)
    {
        Scope = scope;
        _fans = new FanFinder(scope);
        _turns = new GatherScatterFinder(scope);
        _layers = new ScatterGatherFinder(scope);
        _cycles = new CycleFinder(scope, reach, waysPerPayment);
        _stacks = new StackFinder(scope);
        _chains = new ChainFinder(scope, next, follows, _stacks);
        _bipartite = new BipartiteFinder(scope);
        _passages = new PassThroughFinder(scope);
        _cash = new CashFinder(scope, rules);
    }

    /// <summary>What the searches share.</summary>
    public Scope Scope { get; }

    /// <summary>Finds which payment carries on which at an account; comes before all visits.</summary>
    public void Pair(int account) => _chains.Pair(account);

    /// <summary>Runs every search that turns around an account.</summary>
    public void Visit(int account)
    {
        var options = Scope.Options;
        if (options.WantsAny(Pattern.TemporalCycle, Pattern.StructuralCycle)) _cycles.Visit(account);
        if (options.WantsAny(Pattern.RandomWalk, Pattern.Stack)) _chains.Visit(account);
        if (options.WantsAny(Pattern.ScatterGather, Pattern.Stack)) _layers.Visit(account);
        Around(account);
    }

    /// <summary>The searches that look at an account and its own payments only.</summary>
    public void Around(int account)
    {
        var options = Scope.Options;
        if (options.Wants(Pattern.FanIn)) _fans.Visit(account, true);
        if (options.Wants(Pattern.FanOut)) _fans.Visit(account, false);
        if (options.Wants(Pattern.GatherScatter)) _turns.Visit(account);
        if (options.Wants(Pattern.Bipartite)) _bipartite.Visit(account);
        if (options.Wants(Pattern.PassThrough)) _passages.Visit(account);
        if (options.WantsAny(Pattern.Structuring, Pattern.Funnel)) _cash.Visit(account);
    }

    /// <summary>Everything that one payment can be part of, but the scatter-gathers that begin before its payer.</summary>
    public void Around(Leg part)
    {
        var options = Scope.Options;
        if (options.WantsAny(Pattern.TemporalCycle, Pattern.StructuralCycle)) _cycles.Visit(part);
        if (options.WantsAny(Pattern.RandomWalk, Pattern.Stack)) _chains.Around(part);
        if (options.Wants(Pattern.ScatterGather)) _layers.Visit(part.From);
        Around(part.From);
        Around(part.To);
        if (options.Wants(Pattern.Stack)) _stacks.Finish();
    }

    /// <summary>The scatter-gathers that begin with an account.</summary>
    public void Layers(int account)
    {
        if (Scope.Options.Wants(Pattern.ScatterGather)) _layers.Visit(account);
    }

    /// <summary>Takes over what another thread found.</summary>
    public void Merge(Screen other)
    {
        Scope.Shortlist.Merge(other.Scope.Shortlist);
        _stacks.Merge(other._stacks);
    }

    /// <summary>Puts together what is made of several accounts' findings; comes last.</summary>
    public void Finish()
    {
        if (!Scope.Options.Wants(Pattern.Stack)) return;
        LayerJoin.Join(Scope);
        _stacks.Finish();
    }
}
