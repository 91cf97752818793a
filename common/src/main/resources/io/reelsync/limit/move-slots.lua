-- Lets a request go out later than its slot: the slots that are too close to it move, so that the next request keeps its
-- distance. Answers 1; or 0 where the source was paused meanwhile or the state was lost: the request must not go out.
-- KEYS: the state. ARGV: the interval.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local state = redis.call('HMGET', KEYS[1], 'next', 'after', 'paused')
if tonumber(state[3] or '0') > now then return 0 end
local stored = tonumber(state[1] or '0')
if stored == 0 then return 0 end
local next = now + tonumber(ARGV[1])
local after = math.max(tonumber(state[2] or '0'), next)
redis.call('HSET', KEYS[1], 'late', string.format('%.0f', next), 'after', string.format('%.0f', after), 'next',
  string.format('%.0f', math.max(stored, after)))
return 1
