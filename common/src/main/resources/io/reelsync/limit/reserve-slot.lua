-- Reserves the next slot of a source, by this server's own clock. All times in microseconds.
-- KEYS: the next free slot; the end of a pause.
-- ARGV: the interval; the longest wait for a slot; the highest slot that the caller has ever been given; 1 to start cold
-- where the state was lost.
-- Answers {what, microseconds from now, slot}; what: 1 reserved, 0 come back then, 2 paused until then, 3 state was lost
-- and nothing done.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval, longest, seen = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local paused = tonumber(redis.call('GET', KEYS[2]) or '0')
if paused > now then
  return {2, paused - now, 0}
end

local stored = tonumber(redis.call('GET', KEYS[1]) or '0')
if stored == 0 and ARGV[4] == '0' then
  return {3, interval, 0}
end
if stored == 0 then
  -- Whoever waits for a slot that this server has forgotten has used it by then.
  redis.call('SET', KEYS[1], string.format('%.0f', now + longest + interval))
  return {0, interval, 0}
end
-- A slot this far ahead was never given: the clock was set back.
local furthest = now + 10 * (longest + interval)
if stored > furthest then stored = now + longest + interval end
if seen > furthest then seen = 0 end

local slot = math.max(stored, now, seen + interval)
if slot - now > longest then
  return {0, slot - now - longest, 0}
end
redis.call('SET', KEYS[1], string.format('%.0f', slot + interval))
return {1, slot - now, slot}
