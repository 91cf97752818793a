-- Lets a request go out later than its slot: the slots that are too close to it move, so that the next request keeps its
-- distance. Answers 1; or 0 where the source was paused meanwhile, its rate was changed or the state was lost: the request must
-- not go out.
-- KEYS: the state. ARGV: the distance; the request's slot; the interval; the number of the change of the rate by which the
-- slot was reserved.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local state = redis.call('HMGET', KEYS[1], 'next', 'after', 'paused', 'rated')
if tonumber(state[3] or '0') > now then return 0 end
local stored, after = tonumber(state[1] or '0'), tonumber(state[2] or '0')
if stored == 0 or state[4] and state[4] ~= ARGV[4] then return 0 end
local next = now + tonumber(ARGV[1])
-- Slots that are reserved by now will move by so much, one after the other: those that follow them have to as well.
local shift = math.max(0, next - math.max(after, tonumber(ARGV[2]) + tonumber(ARGV[3])))
after = math.max(after, next)
redis.call('HSET', KEYS[1], 'late', string.format('%.0f', next), 'after', string.format('%.0f', after), 'next',
  string.format('%.0f', math.max(stored + shift, after)))
return 1
