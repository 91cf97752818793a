-- Reserves the next slot of a source, or the next few of a fast one, by this server's own clock. All times in microseconds.
-- KEYS: the state, a hash. Of the slots: by how much late requests have moved all of them (moved); without that: next, last,
-- urgent, overtaken; and when the last caller was told to come back (come). Of the last pause: when it is over (paused), and
-- the recovery from it: number, pace, since, probe. Of the rate: the number of its last change (rated), its interval, and
-- until when that holds against a shorter one (told). How many lanes there are (lanes).
-- The lanes of a fast source, a sorted set: as many as the rate has permits, each by when it is free again. Since no lane is
-- used twice in a window, no window has more requests than there are lanes, however late some of them are.
-- ARGV: the interval; the longest wait for a slot; the highest slot that the caller has ever been given; 1 to start cold
-- where the state was lost; 1 for an urgent caller; the time of one step of the recovery; how long a probe may take; how
-- long the caller would wait; how many slots it has use for; of what length of time it may have them at once; the
-- number of the last change of the rate that the caller knows of; one to forget instead, or -1; the permits of the rate.
-- Answers {what, microseconds from now, slot, the interval that is kept now, how many slots, moved}, then, where there are
-- lanes, the lane and the time of each slot; what: 1 reserved, 0 come back then, 2 paused until then, 3 state was lost and
-- nothing done, 4 reserved as the probe after a pause, 5 the caller doesn't know the last change of the rate, whose number is
-- in the second place.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval, longest, seen = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local urgent = ARGV[5] == '1'
-- Closer slots are reserved by several and not looked at one by one, so that nobody may overtake them.
local close = 50000
-- What passed unused is made up for, but no more than this.
local backlog = 250000

local state = redis.call('HMGET', KEYS[1], 'next', 'last', 'urgent', 'paused', 'pace', 'since', 'probe', 'come',
  'rated', 'interval', 'told', 'moved', 'lanes')
local paused = tonumber(state[4] or '0')
if paused > now then
  return {2, paused - now, 0, interval, 0}
end

local moved = tonumber(state[12] or '0')
local function unmoved(slot) return string.format('%.0f', slot - moved) end
local stored = tonumber(state[1] or '0')
if stored > 0 then stored = stored + moved end
if stored == 0 and ARGV[4] == '0' then
  return {3, interval, 0, interval, 0}
end

-- The rate that holds is the one of the last change. Where callers know the same change, but their settings differ, the
-- slowest holds that was told within the last minute, or two of its intervals.
local rated, kept, told = state[9], tonumber(state[10] or '0'), tonumber(state[11] or '0')
if rated and tonumber(rated) > tonumber(ARGV[11]) and rated ~= ARGV[12] then
  return {5, tonumber(rated), 0, interval, 0}
end
local another = rated and rated ~= ARGV[11]
if rated and not another and interval < kept and told > now then
  interval = kept
  longest = math.max(longest, interval)
else
  if rated and kept ~= interval and stored > 0 then
    -- Slots that are far enough away for their holders to look at them are void, and all others stand; the last of these may
    -- be late.
    local last = stored - kept
    if kept >= close then last = math.min(last, now + 50000) end
    stored = last + 100000 + math.floor(kept / 500) + interval
    if state[13] then
      stored = stored + backlog
      redis.call('DEL', KEYS[2])
    end
    redis.call('HSET', KEYS[1], 'next', unmoved(stored))
    redis.call('HDEL', KEYS[1], 'last', 'urgent', 'overtaken', 'come', 'lanes')
    state[2], state[3], state[8], state[13] = false, false, false, false
  end
  local holds = math.max(60000000, 2 * interval)
  if another or kept ~= interval or not rated or told - now < holds / 2 then
    redis.call('HSET', KEYS[1], 'rated', ARGV[11], 'interval', string.format('%.0f', interval), 'told',
      string.format('%.0f', now + holds))
  end
end

local probing = false
if state[5] then
  local pace, since = tonumber(state[5]), tonumber(state[6])
  if since == 0 then
    local held = tonumber(state[7])
    if held > now then
      -- One request tells whether the source is open again; the others wait for its answer.
      return {0, math.min(held - now, 500000), 0, interval, 0}
    end
    probing = true
  else
    pace = pace + math.max(0, math.floor((now - since) / tonumber(ARGV[6])))
    if pace >= 8 then
      redis.call('HDEL', KEYS[1], 'number', 'pace', 'since', 'probe')
      pace = 8
    end
  end
  if interval == 0 and pace < 8 then
    -- Without a limit there is no pace to halve.
    interval = 10000
  end
  interval = math.floor(interval * 8 / pace)
  longest = math.max(longest, interval)
end

if stored == 0 then
  -- Whoever waits for a slot that this server has forgotten has used it by then.
  redis.call('HSET', KEYS[1], 'next', unmoved(now + longest + interval))
  return {0, interval, 0, interval, 0}
end
-- A slot this far ahead was never given: the clock was set back.
local furthest = now + 10 * (longest + interval)
if stored > furthest then
  stored = now + longest + interval
  redis.call('HDEL', KEYS[1], 'come', 'lanes')
  redis.call('HSET', KEYS[1], 'next', unmoved(stored))
  if state[13] then redis.call('DEL', KEYS[2]) end
  state[13] = false
end
if seen > furthest then seen = 0 end

if urgent and not probing and interval >= close then
  -- Overtake whoever holds the last slot: it looks whether the slot is still its own shortly before it is due, so that
  -- is safe while the slot is far enough away.
  local last = tonumber(state[2] or '0') + moved
  if last > now + 50000 and last <= stored and state[2] ~= state[3] and last >= seen then
    redis.call('HSET', KEYS[1], 'overtaken', state[2], 'urgent', state[2])
    return {1, last - now, last, interval, 1, moved}
  end
end
if urgent and not probing then
  longest = 3 * longest
end

local count = 1
if not probing and interval < close then
  count = tonumber(ARGV[9])
  if interval > 0 then
    count = math.max(1, math.min(count, math.floor(tonumber(ARGV[10]) / interval)))
  end
end

-- Each is told another time to come back: all at once they would ask for the same slot, again and again.
local function comeBack(come, each)
  if urgent then return come end
  local told = tonumber(state[8] or '0')
  if told > come and told < come + 10 * (longest + interval) then come = told end
  redis.call('HSET', KEYS[1], 'come', string.format('%.0f', come + each))
  return come
end

local permits = ARGV[13]
if interval > 0 and interval < close and interval == tonumber(ARGV[1]) and not probing then
  local period = tonumber(permits) * interval
  count = math.min(count, tonumber(permits))
  local free = state[13] == permits and redis.call('ZRANGE', KEYS[2], 0, count - 1, 'WITHSCORES') or {}
  if #free < 2 * count or now - tonumber(free[2]) > backlog or seen >= stored then
    -- They are new, nobody used them, or slots are forgotten that the caller was given: one interval apart again.
    local from, scores = math.max(now, stored, seen + interval), {}
    free = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
    if #free > 0 and #free ~= 2 * tonumber(permits) then
      redis.call('DEL', KEYS[2])
      free, from = {}, from + backlog
    end
    for lane = 1, tonumber(permits) do
      free[2 * lane - 1] = free[2 * lane - 1] or lane
      free[2 * lane] = math.max(tonumber(free[2 * lane] or '0'), from + (lane - 1) * interval)
      scores[2 * lane - 1], scores[2 * lane] = string.format('%.0f', free[2 * lane]), free[2 * lane - 1]
    end
    redis.call('ZADD', KEYS[2], unpack(scores))
    redis.call('HSET', KEYS[1], 'lanes', permits)
  end
  -- What was held up is made up for at twice the pace.
  local at, answer, taken = stored - interval, {1, 0, 0, interval, count, moved}, {}
  for i = 1, count do
    at = math.max(tonumber(free[2 * i]), now, at + math.floor(interval / 2))
    answer[2 * i + 5], answer[2 * i + 6] = tonumber(free[2 * i - 1]), at
    taken[2 * i - 1], taken[2 * i] = string.format('%.0f', at + period), free[2 * i - 1]
  end
  if at - now > longest then
    return {0, comeBack(at - longest, count * interval) - now, 0, interval, 0}
  end
  if answer[8] - now > tonumber(ARGV[8]) then
    return {0, answer[8] - now, 0, interval, 0}
  end
  redis.call('ZADD', KEYS[2], unpack(taken))
  redis.call('HSET', KEYS[1], 'next', unmoved(at + interval), 'last', unmoved(at))
  answer[2], answer[3] = answer[8] - now, answer[8]
  return answer
end
if state[13] then redis.call('HDEL', KEYS[1], 'lanes') end

local slot = math.max(stored, now, seen + interval)
-- All of them are within the longest wait: a cold start waits for no more.
local last = slot + (count - 1) * interval
if last - now > longest then
  local come = last - longest
  if interval >= close then come = comeBack(come, interval) end
  return {0, come - now, 0, interval, 0}
end
if slot - now > tonumber(ARGV[8]) then
  return {0, slot - now, 0, interval, 0}
end
redis.call('HSET', KEYS[1], 'next', unmoved(slot + count * interval), 'last', unmoved(slot))
if urgent then
  redis.call('HSET', KEYS[1], 'urgent', unmoved(slot))
end
if probing then
  redis.call('HSET', KEYS[1], 'probe', string.format('%.0f', slot + tonumber(ARGV[7])))
  return {4, slot - now, slot, interval, 1, moved}
end
return {1, slot - now, slot, interval, count, moved}
