-- Lets a request go out later than its slot: the slots that are too close to it move, so that the next request keeps its
-- distance. Answers 1; or 0 where the source was paused meanwhile or the state was lost: the request must not go out.
-- KEYS: the slots; the end of a pause. ARGV: the interval.
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
local slots = redis.call('HMGET', KEYS[1], 'next', 'after')
local stored = tonumber(slots[1] or '0')
if stored == 0 then return 0 end
local clock = redis.call('TIME')
local next = clock[1] * 1000000 + clock[2] + tonumber(ARGV[1])
local after = math.max(tonumber(slots[2] or '0'), next)
redis.call('HSET', KEYS[1], 'late', string.format('%.0f', next), 'after', string.format('%.0f', after), 'next',
  string.format('%.0f', math.max(stored, after)))
return 1
