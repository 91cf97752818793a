-- Notes how a title of a source fared, and answers 1 where most of the last titles failed. Each title counts once, with
-- its last answer, however often it is asked for.
-- KEYS: the last titles, by time. ARGV: the title; 1 where it failed; how many titles to keep; at how many of the last to
-- look; how many there must be.
local clock = redis.call('TIME')
local title, failed = ARGV[1], ARGV[2]
redis.call('ZREM', KEYS[1], '0' .. title, '1' .. title)
redis.call('ZADD', KEYS[1], clock[1] * 1000000 + clock[2], failed .. title)
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[3]))
redis.call('EXPIRE', KEYS[1], 3600)
if failed == '0' then return 0 end
local last = redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[4]) - 1)
local failures = 0
for _, one in ipairs(last) do
  if string.sub(one, 1, 1) == '1' then failures = failures + 1 end
end
if #last < tonumber(ARGV[5]) or failures * 2 <= #last then return 0 end
redis.call('DEL', KEYS[1])
return 1
