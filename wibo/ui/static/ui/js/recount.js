// Counts a published .pb file again, here in the browser: nothing is sent anywhere. Votes, points and the greedy rule;
// Equal Shares stand in equal-shares.js. Tested against the same rules in Python.
(() => {
  "use strict";

  // One line of semicolon-separated values with quotes.
  const cells = (line) => {
    const out = []; let cell = "", quoted = false;
    for (let at = 0; at < line.length; at += 1) {
      const sign = line[at];
      if (quoted && sign === '"' && line[at + 1] === '"') { cell += '"'; at += 1; }
      else if (sign === '"') quoted = !quoted;
      else if (sign === ";" && !quoted) { out.push(cell); cell = ""; }
      else cell += sign;
    }
    return [...out, cell];
  };

  // Złoty as decimal text to whole grosze, exactly.
  const grosze = (text) => {
    const [whole, part = ""] = text.trim().split(".");
    return Number(whole) * 100 + Number(part.slice(0, 2).padEnd(2, "0"));
  };

  const read = (text) => {
    const file = { META: {}, PROJECTS: [], VOTES: [] };
    let section = "", heads = null;
    for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
      if (!line.trim()) continue;
      if (["META", "PROJECTS", "VOTES"].includes(line.trim())) { section = line.trim(); heads = null; continue; }
      const row = cells(line);
      if (!heads) { heads = row; continue; }
      if (section === "META") file.META[row[0]] = row[1];
      else file[section].push(Object.fromEntries(heads.map((head, at) => [head.trim(), (row[at] ?? "").trim()])));
    }
    if (!file.PROJECTS.length || !file.META.budget) throw new Error("not-pb");
    return file;
  };

  // The marks of a ballot as they count: each project once, with its points; none where a repeat makes it invalid.
  const marksOf = (ballot, repeats) => {
    const given = ballot.points ? ballot.points.split(",").map(Number) : [];
    const marks = new Map();
    const ids = ballot.vote.split(",").map((id) => id.trim()).filter(Boolean);
    if (repeats === "invalid" && new Set(ids).size !== ids.length) return marks;
    ids.forEach((id, at) => {
      const points = given.length ? given[at] : null;
      if (!marks.has(id)) marks.set(id, points);
      else if (repeats === "sum" && points !== null) marks.set(id, marks.get(id) + points);
    });
    return marks;
  };

  const tally = (file, rule) => {
    const votes = {}, score = {}, type = file.META.vote_type;
    for (const project of file.PROJECTS) votes[project.project_id] = score[project.project_id] = 0;
    let ballots = 0;
    for (const ballot of file.VOTES) {
      const marks = marksOf(ballot, rule.repeats ?? "first");
      if (!marks.size) continue;
      ballots += 1;
      const top = rule.places === "own" ? marks.size : Number(file.META.max_length) || file.PROJECTS.length;
      [...marks].forEach(([id, points], place) => {
        if (!(id in votes)) return;
        votes[id] += points === 0 ? 0 : 1;
        score[id] += points ?? (type === "ordinal" ? Math.max(top - place, 0) : 1);
      });
    }
    return { ballots, votes, score };
  };

  const award = (file, counted, rule) => {
    const budget = grosze(file.META.budget), costs = {};
    for (const project of file.PROJECTS) costs[project.project_id] = grosze(project.cost);
    const natural = { ordinal: "borda", cumulative: "points", scoring: "points" }[file.META.vote_type] ?? "votes";
    const ranked = (rule.order_by ?? natural) === "votes" ? counted.votes : counted.score;
    const least = Math.max(rule.threshold ?? Number(file.META.min_project_score_threshold || 0),
      Math.ceil(counted.ballots * (rule.threshold_bp ?? 0) / 10000));
    const misfit = rule.on_misfit ?? (file.META.rule === "greedy-no-skip" ? "stop" : "skip");
    const struck = new Set(rule.exclude ?? []), lot = rule.lot ?? [];
    const wanted = (id) => rule.allows_unvoted || ranked[id] > 0;
    const enough = (id) => !rule.cost_share ||
      counted.votes[id] * rule.cost_share * budget >= costs[id] * counted.ballots;
    const place = (id) => { const at = lot.indexOf(id); return at < 0 ? lot.length : at; };
    const order = Object.keys(costs).filter((id) => !struck.has(id) && ranked[id] >= least && wanted(id) && enough(id))
      .sort((a, b) => ranked[b] - ranked[a] || place(a) - place(b) || costs[a] - costs[b]);
    const groups = rule.collisions ?? [];
    const excluded = (id) => groups.some((group) => group.includes(id) && funded.some((won) => won !== id && group.includes(won)));
    const funded = []; let left = budget;
    for (const id of order) {
      if (rule.most !== undefined && funded.length >= rule.most) break;
      if (excluded(id)) continue;
      if (costs[id] <= left) { funded.push(id); left -= costs[id]; continue; }
      if (misfit === "skip") continue;
      if (misfit === "stop-then-80" && left * 100 >= costs[id] * (rule.last_percent ?? 80)) funded.push(id);
      break;
    }
    const won = new Set(funded);
    const tied = order.some((id, at) => at > 0 && ranked[id] === ranked[order[at - 1]] && place(id) === place(order[at - 1]) &&
      won.has(id) !== won.has(order[at - 1]));
    return { funded, tied };
  };

  // What a file says of Equal Shares where no rules lie beside it.
  const ofMeta = (stated) => ({ completion: stated.includes("add1") ? "add1" : "none", comparison: stated.includes("comparison") });

  // A generator: Equal Shares raise every share again and again, and the page breathes between.
  function* counting(text, rule) {
    const file = read(text);
    const counted = tally(file, rule);
    const stated = file.META.rule || "";
    const shares = rule.rule === "equal-shares" || (!rule.rule && stated.startsWith("equalshares"));
    if (!shares) return { file, counted, ...award(file, counted, rule) };
    const costs = Object.fromEntries(file.PROJECTS.map((project) => [project.project_id, grosze(project.cost)]));
    const ballots = file.VOTES.map((ballot) => [...marksOf(ballot, rule.repeats ?? "first").keys()]).filter((ids) => ids.length);
    const found = yield* window.wiboEqualShares(ballots, costs, grosze(file.META.budget), { ...ofMeta(stated), ...rule });
    return { file, counted, ...found };
  }

  const recount = (text, rule = {}) => {
    const steps = counting(text, rule);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  };
  window.wiboRecount = recount;

  // So many milliseconds of work before the page may do something else.
  const WORK = 60;
  const patiently = async (text, rule) => {
    const steps = counting(text, rule);
    for (;;) {
      const until = performance.now() + WORK;
      while (performance.now() < until) {
        const step = steps.next();
        if (step.done) return step.value;
      }
      await new Promise((go) => { setTimeout(go); });
    }
  };

  const form = document.querySelector("[data-recount]");
  if (!form) return;
  // What the page says, in its language.
  const words = JSON.parse(document.getElementById("recount-words").textContent);
  const threes = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  form.hidden = false;
  const answer = document.querySelector("[data-recounted]");
  const say = (tag, words, parent = answer) => {
    const element = document.createElement(tag);
    element.textContent = words;
    parent.append(element);
    return element;
  };
  const show = ({ file, counted, funded, tied }) => {
    const told = (name) => Object.fromEntries(file.PROJECTS.map((project) => [project.project_id, project[name]]));
    const votes = told("votes"), selected = told("selected");
    const sameVotes = Object.keys(votes).every((id) => votes[id] === undefined || Number(votes[id]) === counted.votes[id]);
    say("h2", words.heading);
    say("p", `${words.ballots} ${threes(counted.ballots)}. ${sameVotes ? words.sameVotes : words.otherVotes}`);
    const won = new Set(funded);
    const same = Object.keys(selected).every((id) => selected[id] === "2" || won.has(id) === (selected[id] === "1"));
    if (tied && !same) say("p", words.tied);
    else say("p", `${same ? words.sameList : words.otherList} ${funded.join(", ")}.`);
    say("p", same && sameVotes ? words.same : "").className = "strong";
    const list = say("ul", "");
    list.className = "ds-list";
    for (const project of [...file.PROJECTS].sort((a, b) => counted.votes[b.project_id] - counted.votes[a.project_id])) {
      const id = project.project_id;
      say("li", `${words.number} ${id}, ${project.name ?? ""}: ${words.votes} ${threes(counted.votes[id])}, ${won.has(id) ? words.won : words.lost}`, list);
    }
  };
  const count = async (read) => {
    answer.replaceChildren();
    try {
      say("p", words.counting);
      const found = await patiently(...await read());
      answer.replaceChildren();
      show(found);
    } catch (error) {
      answer.replaceChildren();
      say("p", `${words.unread} ${words[error.message] ?? error.message}`);
    }
    answer.focus();
  };
  const published = document.querySelector("[data-published]");
  if (published) {
    published.hidden = false;
    const load = async (address) => {
      const got = await fetch(address, { credentials: "same-origin" });
      if (!got.ok) throw new Error("away");
      return got;
    };
    published.querySelector("[data-count]").addEventListener("click", () => count(async () => {
      const [pb, rules] = await Promise.all([load(published.dataset.published), load(published.dataset.rules)]);
      return [await pb.text(), await rules.json()];
    }));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const files = [...form.querySelector("input").files];
    const pb = files.find((file) => file.name.endsWith(".pb")), rules = files.find((file) => file.name.endsWith(".json"));
    if (!pb) {
      answer.replaceChildren();
      say("p", words.choose);
      answer.focus();
      return;
    }
    count(async () => [await pb.text(), rules ? JSON.parse(await rules.text()) : {}]);
  });
})();
