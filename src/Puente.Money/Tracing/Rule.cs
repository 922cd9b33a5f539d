namespace Puente.Money.Tracing;

/// <summary>A legal rule that says which part of mixed money a payment takes along. Courts disagree, so all are worked out side by side.</summary>
public enum Rule
{
    /// <summary>First in, first out: Clayton's case, Devaynes v Noble (1816) 1 Mer 572.</summary>
    Fifo,

    /// <summary>Pari passu: a payment takes its share of what is mixed. Barlow Clowes v Vaughan [1992] 4 All ER 22.</summary>
    ProRata,

    /// <summary>Every payment while tainted money lies in the account. Says how far money may have gone, never how much.</summary>
    Poison,

    /// <summary>Lowest intermediate balance: clean money leaves first. Re Hallett (1880) 13 Ch D 696; Roscoe v Winder [1915] 1 Ch 62.</summary>
    Libr,

    /// <summary>Drugs in, first out: tainted money leaves first. United States v. Banco Cafetero Panama, 797 F.2d 1154 (2d Cir. 1986).</summary>
    Difo,
}

/// <summary>An amount under each rule, in minor units. That of <see cref="Rule.Poison"/> is the whole of what was reached and is never to be summed.</summary>
public readonly record struct ByRule(long Fifo, long ProRata, long Poison, long Libr, long Difo)
{
    /// <summary>The amount under one rule.</summary>
    public long this[Rule rule] => rule switch { Rule.Fifo => Fifo, Rule.ProRata => ProRata, Rule.Poison => Poison, Rule.Libr => Libr, _ => Difo };

    /// <summary>The same amount under every rule.</summary>
    public static ByRule All(long amount) => new(amount, amount, amount, amount, amount);
}
