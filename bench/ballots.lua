-- Whole ballots by wrk, one voter after another on each connection: as many threads as connections.
-- wrk -t8 -c8 -d10s -s bench/ballots.lua http://127.0.0.1:PORT -- HOST NUMBERS PROJECT...
-- NUMBERS is a file with a PESEL in each line.
local threads = {}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

-- One in eight numbers belongs to each thread.
local STEPS = 7
local host, numbers, projects = nil, {}, {}
local at, step, jar, token, bound, choose = 0, 1, {}, "", {}, ""
ballots, answers, faults, last = 0, 0, 0, ""

function init(args)
  host = args[1]
  local line_number = 0
  for line in io.lines(args[2]) do
    if line_number % 8 == id then table.insert(numbers, line) end
    line_number = line_number + 1
  end
  for place = 3, #args do table.insert(projects, "projekt=" .. args[place]) end
end

local function headers(with_form)
  local cookies = {}
  for name, value in pairs(jar) do table.insert(cookies, name .. "=" .. value) end
  local sent = { ["Host"] = host, ["Cookie"] = table.concat(cookies, "; ") }
  if with_form then sent["Content-Type"] = "application/x-www-form-urlencoded" end
  return sent
end

local function form(path, fields)
  local all = { "csrfmiddlewaretoken=" .. token }
  for name, value in pairs(bound) do table.insert(all, name .. "=" .. value) end
  for _, field in ipairs(fields) do table.insert(all, field) end
  return wrk.format("POST", path, headers(true), table.concat(all, "&"))
end

function request()
  if step == 1 then
    at, jar, bound = at + 1, {}, {}
    return wrk.format("GET", "/glosowanie/kim-jestes/", headers(false))
  elseif step == 2 then
    return form("/glosowanie/kim-jestes/", { "pesel=" .. (numbers[at] or "0"), "declared=on" })
  elseif step == 3 then
    return wrk.format("GET", choose, headers(false))
  elseif step == 4 then
    return form(choose, projects)
  elseif step == 5 then
    return wrk.format("GET", "/glosowanie/sprawdz/", headers(false))
  elseif step == 6 then
    return form("/glosowanie/oddaj/", {})
  end
  return wrk.format("GET", "/glosowanie/przyjety/", headers(false))
end

local function remembered(name, value)
  name = name:lower()
  if name == "set-cookie" then
    local key, word = value:match("^([^=]+)=([^;]*)")
    jar[key] = word
  elseif name == "location" then
    last = value
  end
end

function response(status, given, body)
  answers, last = answers + 1, ""
  for name, value in pairs(given) do remembered(name, value) end
  local found = body:match('name="csrfmiddlewaretoken" value="(%w+)"')
  if found then
    token, bound = found, {}
    for name, value in body:gmatch('name="(czyje)" value="(%w+)"') do bound[name] = value end
    for name, value in body:gmatch('name="(pokazane)" value="(%w+)"') do bound[name] = value end
  end
  if step == 2 then choose = last end
  local wanted = (step % 2 == 0) and 302 or 200
  if status ~= wanted or (step == STEPS and not body:find("Głos przyjęty", 1, true)) then
    faults, step = faults + 1, 1
    return
  end
  if step == STEPS then ballots = ballots + 1 end
  step = step % STEPS + 1
end

function done(summary, latency, requests)
  local all, wrong = 0, 0
  for _, thread in ipairs(threads) do
    all, wrong = all + thread:get("ballots"), wrong + thread:get("faults")
  end
  io.write(string.format("ballots %d faults %d seconds %.3f\n", all, wrong, summary.duration / 1e6))
end
