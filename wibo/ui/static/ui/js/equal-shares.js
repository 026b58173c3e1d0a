// The Method of Equal Shares, here in the browser: every variant of the rulebook. Floats find the cheapest offer; what comes
// closer than they can tell is worked out in whole numbers (fractions of BigInt). Tested against the rulebook in Python.
(() => {
  "use strict";
  const SIEVE = 1e-7;
  const STEP = 100n;

  // Fractions: [numerator, denominator], the denominator above zero.
  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };
  const fraction = (over, under = 1n) => { const common = gcd(over, under) || 1n; return [over / common, under / common]; };
  const minus = ([a, b], [c, d]) => fraction(a * d - c * b, b * d);
  const times = ([a, b], whole) => fraction(a * whole, b);
  const parts = ([a, b], whole) => fraction(a, b * whole);
  const compare = ([a, b], [c, d]) => { const left = a * d, right = c * b; return left < right ? -1 : left > right ? 1 : 0; };
  const plain = ([a, b]) => Number(a * 10n ** 15n / b) / 1e15;

  // 2 before 10, as people read numbers.
  const runs = (text) => text.split(/(\d+)/).filter(Boolean).map((run) => (/^\d/.test(run) ? [0, BigInt(run), ""] : [1, 0n, run.toLowerCase()]));
  const natural = (one, other) => {
    const [a, b] = [runs(one), runs(other)];
    for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
      for (const part of [0, 1, 2]) {
        if (a[at][part] !== b[at][part]) return a[at][part] < b[at][part] ? -1 : 1;
      }
    }
    return a.length - b.length;
  };

  // Ballots that name the same projects are taken together; one that names none that is left still counts as a voter.
  const electorate = (ballots, costs) => {
    const groups = new Map();
    for (const ballot of ballots) {
      const known = ballot.filter((id) => id in costs);
      const key = JSON.stringify([...known].sort());
      if (!groups.has(key)) groups.set(key, { ballot: new Set(known), weight: 0 });
      groups.get(key).weight += 1;
    }
    const all = [...groups.values()], supporters = {}, votes = {};
    for (const id of Object.keys(costs)) { supporters[id] = []; votes[id] = 0; }
    all.forEach(({ ballot, weight }, at) => ballot.forEach((id) => { supporters[id].push(at); votes[id] += weight; }));
    return { ballots: all.map((one) => one.ballot), weights: all.map((one) => one.weight), supporters, votes, voters: ballots.length };
  };

  // One run: projects are bought while their supporters can pay, each voter beginning with the share.
  class Round {
    constructor(voters, costs, share, rule, rivals, draw) {
      Object.assign(this, { voters, costs, share, rule, rivals, draw, bought: [], poorer: [], exact: [] });
      this.money = voters.weights.map(() => plain(share));
      this.bounds = new Map(Object.keys(costs).filter((id) => voters.votes[id])
        .map((id) => [id, costs[id] ? costs[id] / voters.votes[id] / this.worth(id) : 0]));
      for (let offers = this.best(); offers.size; offers = this.best()) {
        const id = this.choose([...offers.keys()]);
        this.pay(id, offers.get(id));
        for (const gone of [id, ...(rivals[id] ?? [])]) this.bounds.delete(gone);
      }
    }
    worth(id) { return this.rule.utility === "cardinality" ? 1 : this.costs[id]; }
    get cost() { return this.bought.reduce((sum, id) => sum + this.costs[id], 0); }

    choose(equals) {
      const key = (id) => (this.rule.tie_order === "votes,cheaper"
        ? [-this.voters.votes[id], this.costs[id]] : [this.costs[id], -this.voters.votes[id]]);
      const less = (a, b) => a[0] - b[0] || a[1] - b[1];
      const first = equals.map(key).sort(less)[0];
      return this.draw(this.thatMeet(equals.filter((id) => !less(key(id), first))));
    }
    meet(one, other) {
      if ((this.rivals[one] ?? []).includes(other)) return true;
      return Boolean(this.costs[one] && this.costs[other]) &&
        this.voters.supporters[one].some((at) => this.voters.ballots[at].has(other));
    }
    // Of equals those among which the order can matter.
    thatMeet(equals) {
      for (const id of equals) if (!equals.some((other) => other !== id && this.meet(id, other))) return [id];
      const found = new Set([equals[0]]), waiting = [equals[0]];
      while (waiting.length) {
        const id = waiting.pop();
        for (const other of equals) if (!found.has(other) && this.meet(id, other)) { found.add(other); waiting.push(other); }
      }
      return equals.filter((id) => found.has(id));
    }

    best() {
      const near = this.near();
      if (near.size < 2) return near;
      const exact = [...near].map(([id, most]) => {
        const price = this.exactNow(id, most);
        return [id, price && this.costs[id] ? parts(price, BigInt(this.worth(id))) : [0n, 1n]];
      });
      const lowest = exact.map(([, price]) => price).reduce((a, b) => (compare(a, b) <= 0 ? a : b));
      return new Map(exact.filter(([, price]) => !compare(price, lowest)).map(([id]) => [id, near.get(id)]));
    }
    near() {
      let best = Infinity;
      const offers = [];
      for (const [id, bound] of [...this.bounds].sort((a, b) => a[1] - b[1])) {
        if (bound > best * (1 + SIEVE)) break;
        const most = this.most(id);
        if (most === null) { this.bounds.delete(id); continue; }
        const price = this.costs[id] ? most / this.worth(id) : 0;
        this.bounds.set(id, price);
        best = Math.min(best, price);
        offers.push([price, id, most]);
      }
      return new Map(offers.filter(([price]) => price <= best * (1 + SIEVE)).map(([, id, most]) => [id, most]));
    }
    // The most that any supporter pays: who has less pays all, the others share what is left. null: together they cannot pay.
    most(id) {
      const { weights, votes, supporters } = this.voters;
      let left = this.costs[id], count = votes[id], most = left / count;
      let purses = supporters[id];
      for (;;) {
        const poorer = purses.filter((at) => this.money[at] < most);
        if (!poorer.length) break;
        for (const at of poorer) { left -= this.money[at] * weights[at]; count -= weights[at]; }
        if (!count) {
          return left > this.costs[id] * SIEVE ? null : this.ifPayable(id, Math.max(...poorer.map((at) => this.money[at])));
        }
        purses = purses.filter((at) => this.money[at] >= most);
        most = left / count;
      }
      const had = purses.reduce((sum, at) => sum + this.money[at] * weights[at], 0);
      return had > left * (1 + SIEVE) ? most : this.ifPayable(id, most);
    }
    ifPayable(id, most) { return this.exactNow(id, most) === null ? null : most; }
    atMost(id, most) { return this.voters.supporters[id].filter((at) => this.money[at] < most * (1 + SIEVE)); }
    exactNow(id, most) { return this.exactPrice(id, this.bought.length, this.atMost(id, most)); }

    // What voters of a group have left before a purchase, exactly.
    exactMoney(voter, before) {
      let money = this.share;
      for (let at = 0; at < before; at += 1) {
        if (!this.voters.ballots[voter].has(this.bought[at])) continue;
        const price = this.exactMost(at);
        money = compare(money, price) <= 0 ? [0n, 1n] : minus(money, price);
      }
      return money;
    }
    exactMost(at) {
      this.exact[at] ??= this.exactPrice(this.bought[at], at, this.poorer[at]);
      return this.exact[at];
    }
    exactPrice(id, before, poorer) {
      let count = BigInt(this.voters.votes[id]), left = [BigInt(this.costs[id]), 1n];
      const purses = poorer.map((at) => [this.exactMoney(at, before), BigInt(this.voters.weights[at])])
        .sort((a, b) => compare(a[0], b[0]));
      for (const [money, weight] of purses) {
        if (compare(times(money, count), left) >= 0) return parts(left, count);
        left = minus(left, times(money, weight));
        count -= weight;
      }
      return count > 0n ? parts(left, count) : null;
    }
    pay(id, most) {
      this.poorer.push(this.atMost(id, most));
      for (const at of this.voters.supporters[id]) this.money[at] = Math.max(this.money[at] - most, 0);
      this.bought.push(id);
    }
  }

  const byVotes = (ids, votes, costs, budget, rule, rivals, place, ties) => {
    const order = ids.filter((id) => votes[id] || rule.allows_unvoted)
      .sort((a, b) => votes[b] - votes[a] || place(a) - place(b) || costs[a] - costs[b] || natural(a, b));
    const funded = [];
    let left = budget;
    for (const id of order) {
      if (funded.some((won) => (rivals[won] ?? []).includes(id)) || costs[id] > left) continue;
      funded.push(id);
      left -= costs[id];
    }
    order.forEach((id, at) => {
      const other = order[at - 1];
      if (at && votes[id] === votes[other] && place(id) === place(other) && funded.includes(id) !== funded.includes(other)) ties.open = true;
    });
    return funded;
  };

  // Runs one after another, so that a page can breathe between them. Money in grosze; gives what is funded, and whether a tie
  // that no lot settles was met.
  function* award(ballots, allCosts, budget, rule) {
    const lot = rule.lot ?? [], struck = new Set(rule.exclude ?? []), rivals = {}, ties = { open: false };
    const place = (id) => { const at = lot.indexOf(id); return at < 0 ? lot.length : at; };
    for (const group of rule.collisions ?? []) {
      for (const id of group) rivals[id] = [...new Set([...(rivals[id] ?? []), ...group.filter((other) => other !== id)])];
    }
    const entered = Object.fromEntries(Object.entries(allCosts).filter(([id]) => !struck.has(id)));
    const voters = electorate(ballots, entered);
    if (!voters.voters) return { funded: [], tied: false };
    const enough = ([id, cost]) => !rule.prefilter || voters.votes[id] * rule.prefilter * budget >= cost * voters.voters;
    const costs = Object.fromEntries(Object.entries(entered).filter(enough));
    const draw = (equals) => {
      const named = equals.filter((id) => lot.includes(id));
      if (named.length) return named.sort((a, b) => place(a) - place(b))[0];
      if (equals.length > 1) ties.open = true;
      return [...equals].sort(natural)[0];
    };
    const run = (share) => new Round(voters, costs, share, rule, rivals, draw);
    const start = fraction(BigInt(budget), BigInt(voters.voters));
    let now = run(start), share = start;
    const isDone = () => {
      const open = Object.keys(costs).filter((id) => !now.bought.includes(id) && !(rivals[id] ?? []).some((other) => now.bought.includes(other)));
      const fits = open.some((id) => costs[id] <= budget - now.cost);
      return !open.some((id) => voters.votes[id]) || ((rule.add1_stop ?? "exhaustive") === "exhaustive" && !fits);
    };
    while (rule.completion === "add1" && !isDone()) {
      share = fraction(share[0] + STEP * share[1], share[1]);
      const following = run(share);
      yield following.bought.length;
      if (following.cost > budget) break;
      now = following;
    }
    let funded = [...now.bought];
    const everyone = Object.keys(costs);
    if (rule.then === "greedy") {
      const gone = new Set(funded.flatMap((id) => [id, ...(rivals[id] ?? [])]));
      funded.push(...byVotes(everyone.filter((id) => !gone.has(id)), voters.votes, costs, budget - now.cost, rule, rivals, place, ties));
    }
    if (rule.comparison) {
      const theirs = byVotes(everyone, voters.votes, costs, budget, rule, rivals, place, ties);
      const sum = (ballot, side) => side.filter((id) => ballot.has(id)).reduce((all, id) => all + now.worth(id), 0);
      let ours = 0, votes = 0;
      voters.ballots.forEach((ballot, at) => {
        const difference = sum(ballot, funded) - sum(ballot, theirs);
        if (difference > 0) ours += voters.weights[at];
        if (difference < 0) votes += voters.weights[at];
      });
      if (votes > ours) funded = theirs;
    }
    return { funded, tied: ties.open };
  }
  window.wiboEqualShares = award;
})();
