-- Lets a request go out later than its slot: all slots move by as much as the next one would be too close to it. Answers 1; or
-- 0 where the source was paused meanwhile, its rate was changed or the state was lost: the request must not go out.
-- KEYS: the state. ARGV: the distance; the request's slot; by how much all slots had been moved when that was told; the
-- interval; the number of the change of the rate by which the slot was reserved.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local state = redis.call('HMGET', KEYS[1], 'next', 'moved', 'paused', 'rated')
if tonumber(state[3] or '0') > now then return 0 end
if tonumber(state[1] or '0') == 0 or state[4] and state[4] ~= ARGV[5] then return 0 end
local since = tonumber(state[2] or '0') - tonumber(ARGV[3])
local tooClose = now + tonumber(ARGV[1]) - (tonumber(ARGV[2]) + since + tonumber(ARGV[4]))
if tooClose > 0 then
  redis.call('HINCRBY', KEYS[1], 'moved', string.format('%.0f', tooClose))
end
return 1
