-- Notes how titles of a source fared, and answers 1 where most of the last titles failed. Each title counts once, with its
-- last answer, however often it is asked for.
-- KEYS: the last titles, by time. ARGV: how many titles to keep; at how many of the last to look; how many there must be;
-- the title that failed after all of these, empty for none; the titles that had an answer, in their order.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2] - #ARGV
local old, new = {}, {}
local function note(title, failed, at)
  old[#old + 1] = '0' .. title
  old[#old + 1] = '1' .. title
  new[#new + 1] = at
  new[#new + 1] = failed .. title
end
for i = 5, #ARGV do note(ARGV[i], '0', now + i) end
if ARGV[4] ~= '' then note(ARGV[4], '1', now + #ARGV) end
redis.call('ZREM', KEYS[1], unpack(old))
redis.call('ZADD', KEYS[1], unpack(new))
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[1]))
redis.call('EXPIRE', KEYS[1], 3600)
if ARGV[4] == '' then return 0 end
local last = redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1)
local failures = 0
for _, one in ipairs(last) do
  if string.sub(one, 1, 1) == '1' then failures = failures + 1 end
end
if #last < tonumber(ARGV[3]) or failures * 2 <= #last then return 0 end
redis.call('DEL', KEYS[1])
return 1
