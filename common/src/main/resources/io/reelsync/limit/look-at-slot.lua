-- Looks at a reserved slot shortly before it is used. Answers {1, 0} where it stands; {2, slot} where a request
-- that went out late has moved it; {0, 0} where the source was paused since, its rate was changed, or an urgent caller has
-- overtaken it.
-- KEYS: the state. ARGV: the slot; 1 for an urgent caller; the interval; 1 where it was moved before; how long before
-- the slot this is, at the most: a pause that ends later than that was in force when it began;
-- the number of the change of the rate by which it was reserved.
local state = redis.call('HMGET', KEYS[1], 'overtaken', 'late', 'after', 'next', 'paused', 'rated')
local slot = tonumber(ARGV[1])
if tonumber(state[5] or '0') > slot - tonumber(ARGV[5]) then return {0, 0} end
if state[6] and state[6] ~= ARGV[6] then return {0, 0} end
if state[1] == ARGV[1] and ARGV[2] == '0' then return {0, 0} end
-- A slot that was moved keeps its distance from all that were moved since: only a new late request moves it again.
local late, after = tonumber(state[2] or '0'), tonumber(state[3] or '0')
if (ARGV[4] == '1' and late or after) <= slot then return {1, 0} end
local next = after + tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 'after', string.format('%.0f', next), 'next',
  string.format('%.0f', math.max(next, tonumber(state[4] or '0'))))
return {2, after}
