-- Whether a reserved slot may still be used: 1, or 0 where the source was paused since, an urgent caller has overtaken
-- it, or a request that went out late has moved the slots.
-- KEYS: the slots; the end of a pause. ARGV: the slot; 1 for an urgent caller.
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
local slots = redis.call('HMGET', KEYS[1], 'overtaken', 'after')
if slots[1] == ARGV[1] and ARGV[2] == '0' then return 0 end
if slots[2] and tonumber(slots[2]) > tonumber(ARGV[1]) then return 0 end
return 1
