-- Lets a request of a source with lanes go out later than its slot: its lane is free again later by as much. Answers 1; or 0
-- where the lane isn't its own any more, the source was paused meanwhile, its rate was changed or the state was lost: the
-- request must not go out. One that has gone out already keeps its lane from others in any case, if there are lanes of its rate.
-- All times in microseconds.
-- KEYS: the state; the lanes. ARGV: the lane; the request's slot; the interval; how much later than now it may go out, beyond
-- what needs no telling; the number of the change of the rate by which the slot was reserved; 1 if it has gone out.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local sent = ARGV[6] == '1'
local state = redis.call('HMGET', KEYS[1], 'next', 'paused', 'rated', 'lanes')
if not state[1] or not state[4] or state[3] ~= ARGV[5] then return 0 end
if not sent and tonumber(state[2] or '0') > now then return 0 end
local period = tonumber(state[4]) * tonumber(ARGV[3])
local free = tonumber(redis.call('ZSCORE', KEYS[2], ARGV[1]) or '0')
local later = now + tonumber(ARGV[4]) + period
if not sent and free ~= tonumber(ARGV[2]) + period or free >= later then return 0 end
redis.call('ZADD', KEYS[2], 'XX', string.format('%.0f', later), ARGV[1])
return 1
