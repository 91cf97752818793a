-- Counts the requests that were sent in the last minute, by this server's own clock; adds some first.
-- KEYS: the uses (hash: second -> requests). ARGV: how many to add.
local now = tonumber(redis.call('TIME')[1])
if tonumber(ARGV[1]) > 0 then
  redis.call('HINCRBY', KEYS[1], string.format('%.0f', now), ARGV[1])
  redis.call('EXPIRE', KEYS[1], 120)
end
local uses = redis.call('HGETALL', KEYS[1])
local sum, old = 0, {}
for i = 1, #uses, 2 do
  local second = tonumber(uses[i])
  if second > now - 60 and second <= now then
    sum = sum + tonumber(uses[i + 1])
  else
    old[#old + 1] = uses[i]
  end
end
if #old > 0 then redis.call('HDEL', KEYS[1], unpack(old)) end
return sum
